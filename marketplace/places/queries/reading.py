"""Taking a written address apart, without the database: which words may name which level."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise

from marketplace.core.text import fold, normalise, without_marks
from marketplace.places.enums import CommuneKind, DistrictKind, Level

LONGEST_TEXT = 200
LONGEST_NAME = 6  # words: no unit of either map has more
MOST_SEGMENTS = 3
MOST_WORDS = 16

_PART_ENDS = re.compile(r"[,;\n/|]+")
_WORD_ENDS = re.compile(r"[\s\-_.:()\"“”]+")
_GLUED = re.compile(r"^([pq])\.?0*(\d+)$", re.IGNORECASE)
_COUNTRY = (("viet", "nam"), ("vietnam",), ("vn",))
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}

_COMMUNE, _DISTRICT, _PROVINCE = Level.COMMUNE, Level.DISTRICT, Level.PROVINCE
# Words before a name, folded: the levels that they leave open and the kind that they say.
_TYPES: dict[tuple[str, ...], tuple[tuple[Level, ...], str]] = {
    ("xa",): ((_COMMUNE,), CommuneKind.COMMUNE),
    ("x",): ((_COMMUNE,), CommuneKind.COMMUNE),
    ("phuong",): ((_COMMUNE,), CommuneKind.WARD),
    ("p",): ((_COMMUNE,), CommuneKind.WARD),
    ("thi", "tran"): ((_COMMUNE,), CommuneKind.TOWNSHIP),
    ("tt",): ((_COMMUNE,), CommuneKind.TOWNSHIP),
    ("dac", "khu"): ((_COMMUNE,), CommuneKind.SPECIAL_ZONE),
    ("huyen",): ((_DISTRICT,), DistrictKind.DISTRICT),
    ("h",): ((_DISTRICT,), DistrictKind.DISTRICT),
    ("quan",): ((_DISTRICT,), DistrictKind.URBAN_DISTRICT),
    ("q",): ((_DISTRICT,), DistrictKind.URBAN_DISTRICT),
    ("thi", "xa"): ((_DISTRICT,), DistrictKind.TOWN),
    ("tx",): ((_DISTRICT,), DistrictKind.TOWN),
    ("thanh", "pho"): ((_DISTRICT, _PROVINCE), DistrictKind.CITY),
    ("tp",): ((_DISTRICT, _PROVINCE), DistrictKind.CITY),
    ("tinh",): ((_PROVINCE,), ""),
    ("t",): ((_PROVINCE,), ""),
}
_NUMBERED = {"p": "phuong", "phuong": "phuong", "q": "quan", "quan": "quan"}


@dataclass(frozen=True)
class Name:
    """One way to understand a run of words. `kind` is empty where no type word was written."""

    folded: str
    typed: str
    levels: tuple[Level, ...]
    kind: str = ""

    @cached_property
    def has_marks(self) -> bool:
        return without_marks(self.typed) != self.typed

    def is_spelled_like(self, official: str) -> bool:
        """With the same tone and vowel marks; where a tone stands in its syllable (hoà, hòa) is all the same."""
        return spelling(self.typed) == spelling(official)


@dataclass(frozen=True)
class Reading:
    """Names from small to large, each at one level. `skipped`: words on the left that were left out."""

    names: tuple[tuple[Level, Name], ...]
    skipped: int

    def at(self, level: Level) -> Name | None:
        return dict(self.names).get(level)


def spelling(text: str) -> tuple[tuple[str, str], ...]:
    """Per word its letters without tones, and its tones."""
    words = (unicodedata.normalize("NFD", word) for word in _words(text.lower().replace("’", "'")))
    return tuple(
        ("".join(char for char in word if char not in _TONES), "".join(char for char in word if char in _TONES))
        for word in words
    )


def readings(text: str) -> list[Reading]:
    """All ways to read the text; those that leave nothing out and need fewest names come first."""
    parts = _parts(text)
    found = []
    for skipped, rest in _endings(parts):
        if len(rest) <= MOST_SEGMENTS and sum(map(len, rest)) <= MOST_WORDS:
            found += [Reading(names, skipped) for segments in _segmentations(rest) for names in _levelled(segments)]
    return sorted(found, key=lambda reading: (reading.skipped, len(reading.names)))


def _endings(parts: list[list[str]]) -> Iterator[tuple[int, list[list[str]]]]:
    """All of it, then what is left when a street is left out: from a comma or from a type word on."""
    skipped = 0
    for index, part in enumerate(parts):
        folded = [fold(word) for word in part]
        for at in range(len(part)):
            if at == 0 or (folded[at],) in _TYPES or tuple(folded[at : at + 2]) in _TYPES:
                yield skipped + at, [part[at:], *parts[index + 1 :]]
        skipped += len(part)


def _words(text: str) -> list[str]:
    return [word for word in _WORD_ENDS.split(text) if word]


def _parts(text: str) -> list[list[str]]:
    clean = _PART_ENDS.split(unicodedata.normalize("NFC", text[:LONGEST_TEXT]))
    parts = [_unglued(_words(normalise(part))) for part in clean]
    parts = [part for part in parts if part]
    while parts and parts[-1]:
        country = next((name for name in _COUNTRY if tuple(map(fold, parts[-1][-len(name) :])) == name), None)
        if country is None:
            break
        parts[-1] = parts[-1][: -len(country)]
        parts = [part for part in parts if part]
    return parts


def _unglued(words: list[str]) -> list[str]:
    """`Q1` and `p.04` as two words, numbers without leading zeros."""
    found: list[str] = []
    for word in words:
        glued = _GLUED.match(word)
        found += glued.groups() if glued else [word.lstrip("0") or word] if word.isdigit() else [word]
    return found


def _segmentations(parts: list[list[str]]) -> Iterator[list[list[str]]]:
    """Every way to cut the words into at most three runs; a run never crosses a comma."""
    words = [word for part in parts for word in part]
    ends, at = set(), 0
    for part in parts[:-1]:
        at += len(part)
        ends.add(at)
    for count in range(MOST_SEGMENTS):
        for cuts in combinations(range(1, len(words)), count):
            if ends <= set(cuts):
                edges = (0, *cuts, len(words))
                yield [words[a:b] for a, b in pairwise(edges)]


def _levelled(segments: list[list[str]]) -> Iterator[tuple[tuple[Level, Name], ...]]:
    choices = [_names(segment) for segment in segments]
    for levels in combinations(Level, len(segments)):
        yield from _chosen(choices, levels)


def _chosen(choices: list[list[Name]], levels: tuple[Level, ...]) -> Iterator[tuple[tuple[Level, Name], ...]]:
    if not choices:
        yield ()
        return
    for name in choices[0]:
        if levels[0] in name.levels:
            for rest in _chosen(choices[1:], levels[1:]):
                yield ((levels[0], name), *rest)


def _names(words: list[str]) -> list[Name]:
    """The words as they stand, and without a type word in front."""
    folded = [fold(word) for word in words]
    found = []
    if len(words) <= LONGEST_NAME:
        found.append(Name(" ".join(folded), " ".join(words), tuple(Level)))
    for length in (1, 2):
        named = _TYPES.get(tuple(folded[:length]))
        rest = folded[length:]
        if named and rest and len(rest) <= LONGEST_NAME:
            found.append(_typed_name(folded, words, length, named))
    return found


def _typed_name(folded: list[str], words: list[str], length: int, named: tuple[tuple[Level, ...], str]) -> Name:
    levels, kind = named
    rest, typed = folded[length:], words[length:]
    if rest[0].isdigit() and folded[0] in _NUMBERED:  # the official name keeps its word: Phường 4, Quận 1
        word = _NUMBERED[folded[0]]
        return Name(" ".join([word, *rest]), " ".join([word, *typed]), levels, kind)
    return Name(" ".join(rest), " ".join(typed), levels, kind)
