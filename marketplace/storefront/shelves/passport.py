"""The brocade passport: what the seller has said of a piece of cloth or craft, in one language or in both."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from marketplace.listings.enums import Care, Dye, Making, Material, Technique
from marketplace.listings.models import Listing
from marketplace.web.templatetags.market import in_language, weight

BY_HAND = {Making.HAND_WOVEN, Making.HAND_EMBROIDERED}


@dataclass(frozen=True)
class Row:
    """`note` stands small below the value: who says so."""

    label: str
    value: str
    is_wide: bool = False
    note: str = ""


@dataclass(frozen=True)
class CareStep:
    icon: str
    label: str


@dataclass(frozen=True)
class Passport:
    """In the language of the page; what the seller has not said is not in it. `note`: no two pieces are quite alike."""

    title: str
    rows: tuple[Row, ...]
    care: tuple[CareStep, ...]
    note: str


def passport(listing: Listing) -> Passport | None:
    """None for what is no craft."""
    if not is_craft(listing):
        return None
    return Passport(
        title=_("Passport of this cloth") if listing.making else _("Passport of this piece"),
        rows=tuple(row for row in _rows(listing) if row.value),
        care=tuple(CareStep(f"care-{code}", capfirst(label)) for code, label in _labels(Care, listing.care)),
        note=_("Made by hand: small differences in colour, size and pattern are to be expected.")
        if _varies(listing)
        else "",
    )


def in_both_languages(listing: Listing) -> tuple[Passport, Passport] | None:
    """Vietnamese and English."""
    found = []
    for language in ("vi", "en"):
        with translation.override(language):
            one = passport(listing)
        if one is None:
            return None
        found.append(one)
    return found[0], found[1]


def _varies(listing: Listing) -> bool:
    return listing.making in BY_HAND or bool(listing.hand_share and not is_machine_made(listing))


def is_craft(listing: Listing) -> bool:
    return bool(listing.making or listing.techniques or listing.materials or listing.dyes)


def is_machine_made(listing: Listing) -> bool:
    return listing.making == Making.MACHINE_MADE


def _rows(listing: Listing) -> Iterator[Row]:
    making = str(Making(listing.making).label) if listing.making in set(Making) else ""
    yield Row(_("How it is made"), capfirst(making))
    yield Row(_("Technique"), _said(Technique, listing.techniques))
    yield Row(_("Material"), _said(Material, listing.materials))
    yield Row(_("Dye"), _said(Dye, listing.dyes))
    yield Row(_("Hours of work"), _hours(listing.hours_of_work))
    yield Row(_("Made by hand"), "" if listing.hand_share is None else f"{listing.hand_share} %")
    yield Row(pgettext("one of the 54", "People"), in_language(listing.people, "name") if listing.people else "")
    yield Row(_("Size"), size(listing))
    yield Row(_("Weight"), weight(listing.net_weight_g))
    yield Row(_("Maker"), listing.maker_name if listing.maker_consent_on else "")
    yield Row(_("Village"), listing.village)
    yield Row(_("Motif"), in_language(listing, "motif"), is_wide=True)
    yield _meaning(listing)
    yield Row(_("Place of making"), capfirst(listing.origin_commune.full_label), is_wide=True)
    yield Row(_("Storage"), in_language(listing, "storage"), is_wide=True)


def _meaning(listing: Listing) -> Row:
    """Only with its source, which is printed."""
    meaning = in_language(listing, "motif_meaning") if listing.motif_source else ""
    return Row(_("What the motif means"), meaning, is_wide=True, note=_("Source: %s") % listing.motif_source)


def size(listing: Listing) -> str:
    """`65 × 180 cm`, the shorter side first; of one known side `180 cm`."""
    sides = sorted(side for side in (listing.piece_length_cm, listing.piece_width_cm) if side)
    return f"{' × '.join(map(str, sides))} cm" if sides else ""


def _hours(hours: int | None) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else ""


def _said(words: Any, codes: list[str]) -> str:
    return capfirst(", ".join(label for _code, label in _labels(words, codes)))


def _labels(words: Any, codes: list[str]) -> list[tuple[str, str]]:
    known = {code: str(label) for code, label in words.choices}
    return [(code, known[code]) for code in codes if code in known]
