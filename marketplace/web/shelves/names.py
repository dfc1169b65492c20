"""Names that begin with what somebody types, found in the process: for a few thousand names a dictionary is enough."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Generic, TypeVar

from marketplace.search.words import Word, words_of, words_of_query

MOST_LOOKED_AT = 200
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Found(Generic[Thing]):
    """`text` is the name that fits, of the several that a thing may have."""

    thing: Thing
    text: str


class Names(Generic[Thing]):
    """Things by each of their names; those that come first are preferred among equals. Never changed once made."""

    def __init__(self, things: Iterable[tuple[Thing, Sequence[str]]]) -> None:
        self._things: list[Thing] = []
        self._names: list[tuple[int, str, tuple[Word, ...]]] = []
        by_word: dict[str, list[int]] = defaultdict(list)
        for thing, texts in things:
            for text in dict.fromkeys(texts):
                words = tuple(words_of(text))
                for word in {word.folded for word in words}:
                    by_word[word].append(len(self._names))
                self._names.append((len(self._things), text, words))
            self._things.append(thing)
        self._by_word = dict(by_word)
        self._words = sorted(by_word)
        self._whole = sorted((_joined(words), at) for at, (_thing, _text, words) in enumerate(self._names))

    def beginning(self, typed: str, limit: int) -> list[Found[Thing]]:
        """Those with all the words, the last of which may be unfinished; names that begin so come first.

        Marks count where they were typed: names with those very words stand before others of the same letters.
        """
        words = words_of_query(typed)
        if not words or limit < 1:
            return []
        candidates = dict.fromkeys([*self._whole_beginnings(words), *self._with_words(words)])
        ordered = sorted(candidates, key=lambda at: self._differs(at, words))  # stable: beginnings stay first
        found: dict[int, Found[Thing]] = {}
        for at in ordered:
            thing, text, _words = self._names[at]
            found.setdefault(thing, Found(self._things[thing], text))
            if len(found) == limit:
                break
        return list(found.values())

    def _whole_beginnings(self, words: Sequence[Word]) -> list[int]:
        start = _joined(words)
        first = bisect_left(self._whole, (start, -1))
        same = takewhile(lambda entry: entry[0].startswith(start), islice(self._whole, first, None))
        return sorted(at for _text, at in islice(same, MOST_LOOKED_AT))

    def _with_words(self, words: Sequence[Word]) -> list[int]:
        *whole, last = words
        found = set(islice(self._beginning_words(last.folded), 10 * MOST_LOOKED_AT))
        for word in whole:
            found.intersection_update(self._by_word.get(word.folded, ()))
        return sorted(found)[:MOST_LOOKED_AT]

    def _beginning_words(self, start: str) -> Iterator[int]:
        first = bisect_left(self._words, start)
        for word in takewhile(lambda word: word.startswith(start), islice(self._words, first, None)):
            yield from self._by_word[word]

    def _differs(self, at: int, words: Sequence[Word]) -> bool:
        """Whether the marks that were typed are others than the name's; those of an unfinished word say nothing yet."""
        exact = {word.exact for word in self._names[at][2]}
        return any(word.has_marks and word.exact not in exact for word in words[:-1]) or self._last_differs(at, words)

    def _last_differs(self, at: int, words: Sequence[Word]) -> bool:
        last, own = words[-1], self._names[at][2]
        same = [word for word in own if word.folded == last.folded]
        return bool(last.has_marks and same) and all(word.exact != last.exact for word in same)


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.folded for word in words)
