"""Text as both engines see it: words with their marks, and the same words folded. The engines only split at spaces."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from marketplace.core.text import fold, tone_last, words

START = "^"  # stands before a title, so that a phrase may ask how it begins
GAP = "|"  # stands between texts, so that no phrase runs from one into the next
LONGEST_WORD = 40
MOST_WORDS = 12
LONGEST_QUERY = 200


@dataclass(frozen=True)
class Word:
    """`exact` has the marks, the tone last; `folded` has none."""

    exact: str
    folded: str

    @property
    def has_marks(self) -> bool:
        return self.exact != self.folded


def words_of(text: str) -> list[Word]:
    """Signs alone (×, –) are no words."""
    return [word for _raw, word in _parted(text)]


@lru_cache(maxsize=4096)  # names of places, shelves and crafts stand in many listings, a title in several fields of one
def _parted(text: str) -> tuple[tuple[str, Word], ...]:
    """Each word as it is written in small letters, and in its two forms."""
    return tuple((raw, word) for raw in words(text) if (word := _word(raw)))


@lru_cache(maxsize=50_000)  # Vietnamese has some 7,000 syllables, and every listing is made of them
def _word(raw: str) -> Word | None:
    word = Word(tone_last(raw), fold(raw).replace(" ", ""))
    return word if word.folded.isalnum() and len(word.folded) <= LONGEST_WORD else None


def words_of_query(text: str) -> list[Word]:
    """As many as an honest question has; the rest of a pasted page is left out."""
    return words_of(text[:LONGEST_QUERY])[:MOST_WORDS]


@dataclass(frozen=True)
class Tokens:
    """One text field in its two forms, words parted by single spaces."""

    exact: str
    folded: str


def tokens(texts: Iterable[str], before: str = GAP) -> Tokens:
    """Several texts as one field, each text once, `before` standing before each."""
    found = [words_of(text) for text in dict.fromkeys(text for text in texts if text)]
    return Tokens(
        " ".join(" ".join([before, *[word.exact for word in text]]) for text in found),
        " ".join(" ".join([before, *[word.folded for word in text]]) for text in found),
    )


def written(texts: Iterable[str]) -> list[str]:
    """Every word once as it is written, in small letters: what the index can tell of its own words."""
    return list(dict.fromkeys(raw for text in texts for raw, _word in _parted(text)))


def written_pairs(texts: Iterable[str]) -> list[str]:
    """Every two neighbours within a text, once."""
    kept = ([raw for raw, _word in _parted(text)] for text in texts)
    return list(dict.fromkeys(f"{one} {other}" for text in kept for one, other in pairwise(text)))


def beginnings(texts: Iterable[str]) -> str:
    """Every beginning of every word, for completion while somebody types; those of first words again after START."""
    found: dict[str, None] = {}
    for text in texts:
        for place, word in enumerate(words_of(text)):
            for end in range(1, len(word.folded) + 1):
                found[word.folded[:end]] = None
                if place == 0:
                    found[START + word.folded[:end]] = None
    return " ".join(found)
