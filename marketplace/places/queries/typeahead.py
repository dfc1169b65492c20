"""Communes while somebody types, by today's and by old names."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Case, IntegerField, Model, Q, QuerySet, Value, When

from marketplace.core.text import fold, normalise, without_marks
from marketplace.places.models import Commune, Province, Succession
from marketplace.places.queries.reading import spelling

_TYPE_WORDS = ("thị trấn", "đặc khu", "phường", "xã", "huyện", "thị xã", "thành phố", "tp", "quận")
_LONGEST_TEXT = 100
_MOST_WORDS = 9
_SPARE = 30  # rows beyond the limit, from which the best spelled are taken

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class CommuneSuggestion:
    """`label` is `Lùng Tám, Tuyên Quang`. `old_name`: the old place that matched, or empty; `split`: one of several."""

    commune: Commune
    label: str
    old_name: str = ""
    split: bool = False


def communes_matching(text: str, *, province: Province | None = None, limit: int = 10) -> list[CommuneSuggestion]:
    """Names that begin with the text, alone or with (the beginning of) a district or province after it.

    Two statements: today's names first, then old ones.
    """
    typed = _variants(text)
    if not typed:
        return []
    inside = Q() if province is None else Q(province=province)
    today = Commune.objects.current().filter(inside & _today(typed)).select_related("province")
    before = Succession.objects.filter(_before(typed)).select_related("new__province", "old__province")
    if province is not None:
        before = before.filter(new__province=province)
    found = [CommuneSuggestion(row, row.label) for row in _ranked(today, "", typed)[: limit + _SPARE]]
    found += [
        CommuneSuggestion(step.new, step.new.label, step.old.full_label, step.split)
        for step in _ranked(before, "old__", typed)[: limit + _SPARE]
    ]
    return _best(found, text, typed)[:limit]


def _variants(text: str) -> list[list[str]]:
    """The words as typed, then without a type word before them: `quan ba` may be Quản Bạ or an urban district."""
    folded, bare = fold(text[:_LONGEST_TEXT]), fold(_without_type_word(text))
    first = normalise(text).partition(" ")[0]
    is_certain = bare != folded and without_marks(first) != first
    found = [bare] if is_certain else list(dict.fromkeys([folded, bare]))
    return [words for words in (name.split()[:_MOST_WORDS] for name in found) if words]


def _without_type_word(text: str) -> str:
    """`xã Lùng Tám` and `xa lung tam` without the first word, `xạ` and `phường 4` (its official name) as they are."""
    typed = normalise(text[:_LONGEST_TEXT])
    for word in _TYPE_WORDS:
        for written in (word, fold(word)):
            rest = typed[len(written) + 1 :]
            if typed.lower().startswith(f"{written} ") and not rest[0].isdigit():
                return rest
    return typed


def _cuts(words: list[str]) -> list[tuple[str, str]]:
    return [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]


def _today(typed: list[list[str]]) -> Q:
    wanted = Q()
    for words in typed:
        wanted |= Q(folded__startswith=" ".join(words))
        for name, rest in _cuts(words):
            wanted |= Q(folded=name) & (Q(province__folded__startswith=rest) | Q(old_province__folded__startswith=rest))
    return wanted


def _before(typed: list[list[str]]) -> Q:
    wanted = Q()
    for words in typed:
        whole = " ".join(words)
        wanted |= Q(old__folded__startswith=whole) | Q(old__district_folded__startswith=whole)
        for name, rest in _cuts(words):
            above = Q(old__province__folded__startswith=rest) | Q(new__province__folded__startswith=rest)
            district = Q(old__district_folded__startswith=rest)
            for middle, top in _cuts(rest.split()):
                district |= Q(old__district_folded=middle) & Q(old__province__folded__startswith=top)
            wanted |= Q(old__folded=name) & (above | district) | Q(old__district_folded=name) & above
    return wanted


def _ranked(rows: QuerySet[Row], prefix: str, typed: list[list[str]]) -> QuerySet[Row]:
    """The whole text as a name, as the beginning of one, as a district; then the text without its type word."""
    whole, bare = (" ".join(words) for words in (typed[0], typed[-1]))
    tests = [
        Q((f"{prefix}folded", whole)),
        Q((f"{prefix}folded__startswith", whole)),
        Q((f"{prefix}district_folded__startswith", whole)),
        Q((f"{prefix}folded", bare)),
    ]
    cases = [When(test, then=Value(rank)) for rank, test in enumerate(tests)]
    rank = Case(*cases, default=Value(len(tests)), output_field=IntegerField())
    return rows.order_by(rank, f"{prefix}folded", f"{prefix}code")


def _best(found: list[CommuneSuggestion], text: str, typed: list[list[str]]) -> list[CommuneSuggestion]:
    """Each commune once, by today's name where that matched; who types tone marks sees those spellings first."""
    once: dict[int, CommuneSuggestion] = {}
    for suggestion in found:
        once.setdefault(suggestion.commune.pk, suggestion)
    marked = without_marks(text) != text
    name = _without_type_word(text) if len(typed) == 1 else text
    first = " ".join(typed[0])
    return sorted(
        once.values(),
        key=lambda suggestion: (
            marked and not _spelled(suggestion, name),
            len(typed) > 1 and not _holds(suggestion, first),
        ),
    )


def _holds(suggestion: CommuneSuggestion, phrase: str) -> bool:
    return f" {phrase}" in " " + fold(f"{suggestion.label} {suggestion.old_name}")


def _spelled(suggestion: CommuneSuggestion, text: str) -> bool:
    shown = spelling(f"{suggestion.label} {suggestion.old_name}")
    return all(
        any(word.startswith(letters) and tone.startswith(tones) for word, tone in shown)
        for letters, tones in spelling(text)
    )
