"""Which words mean the same: `synonyms.txt`, read once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marketplace.search.words import Word, words_of

Phrase = tuple[Word, ...]
Table = dict[tuple[str, ...], list["Entry"]]


@dataclass(frozen=True)
class Entry:
    phrase: Phrase
    others: tuple[Phrase, ...]


@dataclass(frozen=True)
class Segment:
    """Words of a question that belong together, and what may stand in their place.

    `others` count as they are spelled, `also` whatever marks they have. `passes`: these words name no goods.
    """

    typed: Phrase
    others: tuple[Phrase, ...] = ()
    also: tuple[Phrase, ...] = ()
    passes: bool = False


def segments(typed: Sequence[Word], table: Table | None = None) -> list[Segment]:
    """Cut a question into its known expressions, longest first, and single words.

    Words typed with marks mean just that: `lạnh` is not `lanh`.
    """
    table = _shipped() if table is None else table
    found: list[Segment] = []
    at = 0
    while at < len(typed):
        segment = _expression(typed[at:], table) or Segment((typed[at],))
        found.append(segment)
        at += len(segment.typed)
    return found


def _expression(typed: Sequence[Word], table: Table) -> Segment | None:
    for length in range(min(len(typed), _longest(table)), 0, -1):
        part = tuple(typed[:length])
        entries = table.get(tuple(word.folded for word in part), [])
        others = {phrase: None for entry in entries if _means(part, entry.phrase) for phrase in entry.others}
        if others:
            return Segment(part, tuple(others))
    return None


def _means(typed: Phrase, phrase: Phrase) -> bool:
    return all(not word.has_marks or word == other for word, other in zip(typed, phrase, strict=True))


def _longest(table: Table) -> int:
    return max(map(len, table), default=0)


def read(text: str) -> Table:
    table: Table = defaultdict(list)
    for line in text.splitlines():
        phrases = [tuple(words_of(part)) for part in line.partition("#")[0].split("|") if part.strip()]
        for phrase in phrases:
            others = tuple(other for other in phrases if other != phrase)
            table[tuple(word.folded for word in phrase)].append(Entry(phrase, others))
    return dict(table)


@cache
def _shipped() -> Table:
    return read((Path(__file__).parent / "synonyms.txt").read_text(encoding="utf-8"))
