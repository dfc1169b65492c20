"""What was meant by words that the index does not have: Telex, words run together, typing errors.

Every way to read a word costs something, and so do neighbours that never stand together in a title; the cheapest
reading of the whole question wins. The costs are whole numbers and equals are settled by the alphabet, so that both
engines correct alike.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from marketplace.core.telex import decoded
from marketplace.search.question import Question, of_words
from marketplace.search.synonyms import Phrase, segments
from marketplace.search.vocabulary import Vocabulary
from marketplace.search.words import Word, words_of

KEYBOARD = 2  # Telex or VNI that gives a word of the index
TOGETHER = 4
KEYBOARD_FOLDED = 6  # gives one with other marks
ERROR = 10  # for each letter
UNSURE = 14  # more for a word that is too short to be sure of
DOUBTED = 4  # more for a word that the index knows
UNREAD = 40  # left as it was typed
UNREAD_SHORT = 16  # so that only its neighbours can speak for another word
STRANGERS = 12  # two neighbours that no title has
_MOST_FREQUENT = 7  # a frequent word is cheaper by up to so much
_SURE_LENGTH = 4
_READINGS = 30  # of one word
_KEPT = 16  # of the question so far

Reading = tuple[int, Phrase]


@dataclass(frozen=True)
class Correction:
    """`text` is the question as the index spells it. `is_sure`: neighbours on both sides speak for each new word."""

    question: Question
    text: str
    is_sure: bool = False


class Doubt(Enum):
    """Which words may be wrong: those that the index lacks; any, if their neighbours say so; or only those it has."""

    UNKNOWN = "unknown"
    ANY = "any"
    KNOWN = "known"


def corrected(asked: Question, vocabulary: Vocabulary, doubt: Doubt = Doubt.UNKNOWN) -> Correction | None:
    """None where nothing better is known."""
    readings = [
        _as_typed(word) if is_kept else list(_readings(word, vocabulary, doubt))
        for word, is_kept in zip(asked.words, _kept(asked), strict=True)
    ]
    words = _cheapest(readings, vocabulary)
    changed = [at for at, (new, old) in enumerate(zip(words, asked.words, strict=False)) if new != old]
    if words == asked.words or (doubt is not Doubt.UNKNOWN and not _fits(words, asked.words, changed, vocabulary)):
        return None
    is_sure = all(0 < at < len(words) - 1 for at in changed)
    return Correction(of_words(words, asked.stars), _text(words, asked.stars, vocabulary), is_sure)


def _fits(words: Phrase, typed: Phrase, changed: Iterable[int], vocabulary: Vocabulary) -> bool:
    """A word that is right may stand beside a strange one: only a stranger on all sides is taken for another word."""
    if len(words) != len(typed):
        return False
    new, old = _are_pairs(words, vocabulary), _are_pairs(typed, vocabulary)
    return all(all(new[max(0, at - 1) : at + 1]) and not any(old[max(0, at - 1) : at + 1]) for at in changed)


def spelled(asked: Question, vocabulary: Vocabulary) -> Correction | None:
    """The same words with other marks, where those that name goods have marks that no listing has."""
    strange = {word for word in asked.naming() if word.has_marks and not vocabulary.knows_exactly(word.exact)}
    if not any(vocabulary.knows(word.folded) for word in strange):
        return None
    words = tuple(_plain(word.folded) if word in strange else word for word in asked.words)
    return Correction(of_words(words, asked.stars), _text(words, asked.stars, vocabulary))


def _kept(asked: Question) -> Iterator[bool]:
    """Words that have a synonym, and those that name no goods, mean what they say."""
    passing = iter(asked.passing)
    for segment in segments(asked.words):
        for _word in segment.typed:
            yield next(passing) or bool(segment.others)


def _as_typed(word: Word) -> list[Reading]:
    return [(0, (word,))]


def _readings(word: Word, vocabulary: Vocabulary, doubt: Doubt) -> Iterable[Reading]:
    is_known = vocabulary.knows(word.folded)
    if doubt is (Doubt.UNKNOWN if is_known else Doubt.KNOWN):
        return _as_typed(word)
    if is_known:
        return [*_as_typed(word), *_mistyped(word, vocabulary, DOUBTED)]
    unread = UNREAD if len(word.folded) >= _SURE_LENGTH else UNREAD_SHORT
    return [(unread, (word,)), *_decoded(word, vocabulary), *_mistyped(word, vocabulary, 0)]


def _decoded(word: Word, vocabulary: Vocabulary) -> Iterator[Reading]:
    """Without marks of its own a word may be keyboard leftovers; any unknown one may be several."""
    plain = "" if word.has_marks else decoded(word.exact)
    for meant in words_of(plain):
        if vocabulary.knows_exactly(meant.exact):
            yield KEYBOARD, (meant,)
        elif vocabulary.knows(meant.folded):
            yield KEYBOARD_FOLDED, (_plain(meant.folded),)
        elif parts := vocabulary.parts(meant.folded):
            yield KEYBOARD_FOLDED + TOGETHER, tuple(map(_plain, parts))
    if parts := vocabulary.parts(word.folded):
        yield TOGETHER, tuple(map(_plain, parts))


def _mistyped(word: Word, vocabulary: Vocabulary, more: int) -> Iterator[Reading]:
    if len(word.folded) < _SURE_LENGTH:
        more += UNSURE
    near = vocabulary.near(word.folded).items()
    best = sorted(near, key=lambda entry: (entry[1], -vocabulary.count(entry[0]), entry[0]))
    for meant, errors in best[:_READINGS]:
        frequent = min(vocabulary.count(meant).bit_length(), _MOST_FREQUENT)
        yield more + ERROR * errors - frequent, (_plain(meant),)


def _plain(folded: str) -> Word:
    return Word(folded, folded)


def _cheapest(readings: Sequence[Iterable[Reading]], vocabulary: Vocabulary) -> Phrase:
    found: list[Reading] = [(0, ())]
    for choices in readings:
        longer = [
            (cost + price + _strangeness(words, meant, vocabulary), words + meant)
            for cost, words in found
            for price, meant in choices
        ]
        found = sorted(longer, key=_by_cost)[:_KEPT]
    return found[0][1]


def _by_cost(reading: Reading) -> tuple[int, list[str]]:
    return reading[0], [word.exact for word in reading[1]]


def _strangeness(words: Phrase, meant: Phrase, vocabulary: Vocabulary) -> int:
    joined = (*words[-1:], *meant)
    return STRANGERS * sum(vocabulary.pair_count(one.folded, other.folded) == 0 for one, other in pairwise(joined))


def _are_pairs(words: Phrase, vocabulary: Vocabulary) -> list[bool]:
    return [vocabulary.pair_count(one.folded, other.folded) > 0 for one, other in pairwise(words)]


def _text(words: Phrase, stars: tuple[str, ...], vocabulary: Vocabulary) -> str:
    """Typed again it asks the same."""
    found = vocabulary.spelled(words)
    if not stars:
        return found
    count = {1: f" ocop {stars[0]} sao", 2: f" ocop từ {stars[0]} sao"}.get(len(stars), " ocop")
    return f"{found}{count}"
