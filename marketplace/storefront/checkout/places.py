"""From what was typed to one commune of today's map. Whatever leaves a doubt is asked, never guessed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.core.text import fold
from marketplace.places.models import Commune
from marketplace.places.queries import PlaceFound, communes_matching, old_names_by_commune, place_for

MOST_CHOICES = 20
FIRST_CHOICES = 8  # of a name that has even more


@dataclass(frozen=True)
class PlaceChoice:
    """`old` says what the place was called before; empty where that helps nobody."""

    id: int
    label: str
    old: str = ""


@dataclass(frozen=True)
class PlaceAnswer:
    """`commune` is set only without a doubt; else `question` says what is missing and `choices` what it may be."""

    commune: Commune | None = None
    question: str = ""
    choices: tuple[PlaceChoice, ...] = ()


def label_of(commune: Commune) -> str:
    """`xã Lùng Tám, Tuyên Quang`: with its kind, for a ward and a commune of one province may share a name."""
    return f"{commune.full_name}, {commune.province.name}"


def answer_for(text: str, chosen: str = "") -> PlaceAnswer:
    """`chosen` is the key of a commune picked from a list; it counts only while it still fits the text."""
    picked = _picked(chosen)
    if picked is not None and fold(label_of(picked)) == fold(text):
        return PlaceAnswer(picked)
    found = place_for(text)
    if found is None:
        return _unknown(text, picked)
    if picked in found.communes or found.commune is not None:
        return PlaceAnswer(picked if picked in found.communes else found.commune)
    shown = FIRST_CHOICES if len(found.communes) > MOST_CHOICES else MOST_CHOICES
    return PlaceAnswer(question=_question(found, text), choices=_choices(found.communes[:shown]))


def _question(found: PlaceFound, text: str) -> str:
    if not found.communes:
        question = _("%(place)s is a whole province. Write the commune or ward before it.")
        return question % {"place": found.province.name if found.province else text}
    if len(found.communes) > MOST_CHOICES:
        return _("Many places are called that. Write the province after it, or choose one of these.")
    if found.split:
        return _("This old commune was divided among several of today's. In which one is the house?")
    return _("Several places are meant by this. Which one is it?")


def _picked(chosen: str) -> Commune | None:
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        return None
    return Commune.objects.current().select_related("province").filter(pk=int(chosen)).first()


def _unknown(text: str, picked: Commune | None) -> PlaceAnswer:
    """Perhaps only the beginning of a name: offer what begins like it."""
    near = [suggestion.commune for suggestion in communes_matching(text, limit=8)]
    if picked in near:
        return PlaceAnswer(picked)
    if near:
        return PlaceAnswer(question=_("Which of these is it?"), choices=_choices(tuple(near)))
    return PlaceAnswer(
        question=_(
            "No commune or ward is called that. Write it with its province, such as Lùng Tám, Tuyên Quang. "
            "The old name is fine too."
        ),
    )


def _choices(communes: tuple[Commune, ...]) -> tuple[PlaceChoice, ...]:
    if not communes:
        return ()
    old = old_names_by_commune(commune.pk for commune in communes)
    return tuple(
        PlaceChoice(commune.pk, label_of(commune), ", ".join(_others(commune, old.get(commune.pk, ()))))
        for commune in communes
    )


def _others(commune: Commune, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if fold(name) not in (commune.folded, commune.province.folded)][:6]


def suggestions(text: str) -> list[PlaceChoice]:
    """While somebody types."""
    return [
        PlaceChoice(found.commune.pk, label_of(found.commune), found.old_name)
        for found in communes_matching(text, limit=8)
    ]
