"""The words that the index holds, to tell what somebody meant who typed others. Both engines share this code."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from marketplace.core.telex import toned
from marketplace.search.words import Word, words_of

SHORTEST = 3  # letters of a word that may be meant by another
SAFE_TO_CUT = 5  # letters of a word that single letters may be cut off from
TWO_ERRORS = 8  # letters of a word that may have two
MOST_WORDS = 30_000  # of an index; more would be numbers
MOST_PARTS = 6
MOST_CUTS = 8  # of a word's beginning that are followed
MIN_AGE = 30.0  # seconds that a vocabulary is used, whatever is written meanwhile
_TONE_SIGNS = "´`?~."
# Written alike by many, said alike in one region or another.
_ALIKE = (("ch", "tr"), ("gi", "d"), ("s", "x"), ("l", "n"), ("d", "r"), ("gi", "r"), ("gi", "v"), ("d", "v"))

Pair = tuple[str, str]
_Cut = tuple[int, int, tuple[str, ...]]  # how many parts, their rarest pair, and they


class Vocabulary:
    """`words` and `pairs` of neighbours in titles and names, as they are written there, with how many listings have
    them. All is asked for by folded words.
    """

    def __init__(self, words: Mapping[str, int], pairs: Mapping[str, int]) -> None:
        self._counts: dict[str, int] = {}
        self._spellings: dict[str, str] = {}
        self._by_exact: dict[str, str] = {}
        for text, count in sorted(words.items(), key=_rare_first):
            for word in words_of(text):
                self._counts[word.folded] = max(count, self._counts.get(word.folded, 0))
                self._spellings[word.folded] = self._by_exact[word.exact] = text
        self._pairs: dict[Pair, int] = {}
        self._pair_spellings: dict[Pair, Pair] = {}
        for text, count in sorted(pairs.items(), key=_rare_first):
            both = words_of(text)
            if len(both) == 2:
                pair = (both[0].folded, both[1].folded)
                self._pairs[pair] = max(count, self._pairs.get(pair, 0))
                first, _space, second = text.partition(" ")
                self._pair_spellings[pair] = (first, second)
        self._longest = max(map(len, self._counts), default=0)
        self._parts: dict[str, tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        return word in self._counts

    def knows_exactly(self, exact: str) -> bool:
        return exact in self._by_exact

    def count(self, word: str) -> int:
        """In how many listings the word stands in its most frequent spelling."""
        return self._counts.get(word, 0)

    def pair_count(self, first: str, second: str) -> int:
        return self._pairs.get((first, second), 0)

    def spelled(self, words: Sequence[Word]) -> str:
        """As the index writes these words, the marks chosen by their neighbours where none were typed."""
        found = [self._spelling(word) for word in words]
        for at, (first, second) in enumerate(pairwise(words)):
            pair = self._pair_spellings.get((first.folded, second.folded))
            if pair and not first.has_marks and (at == 0 or not self._is_pair(words, at - 1)):
                found[at] = pair[0]
            if pair and not second.has_marks:
                found[at + 1] = pair[1]
        return " ".join(found)

    def _is_pair(self, words: Sequence[Word], at: int) -> bool:
        return self.pair_count(words[at].folded, words[at + 1].folded) > 0

    def _spelling(self, word: Word) -> str:
        known = self._by_exact.get(word.exact) if word.has_marks else self._spellings.get(word.folded)
        if known:
            return known
        letters = word.exact.rstrip(_TONE_SIGNS)
        return toned(letters, word.exact[len(letters) :][:1])

    def parts(self, word: str) -> tuple[str, ...]:
        """`thocam` as (`tho`, `cam`): known neighbours that run together make the word; empty where none do."""
        if word not in self._parts:
            if len(self._parts) > MOST_WORDS:
                self._parts.clear()
            self._parts[word] = self._cut(word)
        return self._parts[word]

    def _cut(self, word: str) -> tuple[str, ...]:
        """The fewest parts, then those whose rarest pair is the most frequent."""
        shortest = 1 if len(word) >= SAFE_TO_CUT else 2
        ends: dict[int, list[_Cut]] = defaultdict(list)
        for start in range(len(word)):
            before: list[_Cut] = sorted(ends[start])[:MOST_CUTS] if start else [(0, -(2**31), ())]
            for length in range(1, min(self._longest, len(word) - start) + 1):
                part = word[start : start + length]
                if length == len(word) or not self.knows(part) or part.isdigit() or length < shortest:
                    continue
                ends[start + length] += list(self._joined(before, part))
        whole = [found for found in ends[len(word)] if len(found[2]) > 1]
        return min(whole)[2] if whole else ()

    def _joined(self, before: list[_Cut], part: str) -> Iterator[_Cut]:
        for count, rarest, parts in before:
            if count >= MOST_PARTS:
                continue
            if not parts:
                yield 1, rarest, (part,)
            elif pair := self.pair_count(parts[-1], part):
                yield count + 1, max(rarest, -pair), (*parts, part)

    def near(self, word: str) -> dict[str, int]:
        """Known words by how many letters were typed wrong: one, or two in a long word; swapped letters count once."""
        most = 2 if len(word) >= TWO_ERRORS else 1
        if len(word) < SHORTEST or any(char.isdigit() for char in word):
            return {}
        candidates = {found for part in _shorter(word, most) for found in self._by_shorter.get(part, ())}
        distances = {found: distance(word, found, most) for found in candidates if found != word}
        alike = {found: 1 for found in _sounding_alike(word) if self.knows(found)}
        return {found: errors for found, errors in distances.items() if errors <= most} | alike

    @cached_property
    def _by_shorter(self) -> dict[str, list[str]]:
        """Each word under what is left of it when letters are missing: one error becomes one look."""
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._counts:
            if len(word) >= SHORTEST - 1 and word.isalpha():
                for part in _shorter(word, 2 if len(word) >= TWO_ERRORS - 2 else 1):
                    found[part].append(word)
        return dict(found)


def _rare_first(entry: tuple[str, int]) -> tuple[int, str]:
    return entry[1], entry[0]


def _shorter(word: str, most: int) -> set[str]:
    """The word, and without any `most` of its letters."""
    found, last = {word}, {word}
    for _letter in range(most):
        last = {part[:at] + part[at + 1 :] for part in last for at in range(len(part))}
        found |= last
    return found


def distance(one: str, other: str, most: int) -> int:
    """Letters inserted, left out, replaced or swapped with a neighbour; at least `most` + 1 where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, char in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (char != wanted))
            if row > 1 and column > 1 and char == other[column - 2] and wanted == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def _sounding_alike(word: str) -> set[str]:
    found = set()
    for one, other in _ALIKE:
        for heard, meant in ((one, other), (other, one)):
            if word.startswith(heard):
                found.add(meant + word[len(heard) :])
    for heard, meant in (("i", "y"), ("y", "i")):
        if word.endswith(heard):
            found.add(word[: -len(heard)] + meant)
    return found - {word}


class Lexicon:
    """The vocabulary of a living index. It may be a little old: who relies on it asks the index first."""

    def __init__(self, load: Callable[[], Vocabulary], generation: Callable[[], str]) -> None:
        self._load = load
        self._generation = generation
        self._loading = threading.Lock()
        self._loaded: tuple[Vocabulary, str, float] | None = None

    def vocabulary(self) -> Vocabulary:
        """As it was read last; read now only if it never was."""
        if self._loaded is None:
            with self._loading:
                self._loaded = self._loaded or self._read()
        return self._loaded[0]

    def newest(self) -> Vocabulary:
        """Read again if the index has changed and the last reading is not quite new; for words that are not known."""
        found = self.vocabulary()
        if self._is_old() and self._loading.acquire(blocking=False):  # others go on with what there is
            try:
                self._loaded = self._read()
            finally:
                self._loading.release()
            return self._loaded[0]
        return found

    def _is_old(self) -> bool:
        if self._loaded is None:
            return True
        _vocabulary, generation, at = self._loaded
        return time.monotonic() - at >= MIN_AGE and generation != self._generation()

    def _read(self) -> tuple[Vocabulary, str, float]:
        generation = self._generation()
        return self._load(), generation, time.monotonic()
