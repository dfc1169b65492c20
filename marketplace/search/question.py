"""What somebody typed, taken apart: the words for goods, the words that name none, and OCOP stars."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from marketplace.search.synonyms import Phrase, segments
from marketplace.search.words import Word, words_of, words_of_query

MARKED = "[marked]"
ALL_STARS = ("3", "4", "5")
_SIGNS = re.compile(r"([345])\s*\+?\s*[*★⭐]+")
_APOSTROPHE = re.compile(r"\w['’‘ʼ`´]\w")  # `k'ho` is no `khô`
_NUMBERS = {"ba": "3", "bon": "4", "nam": "5"}
_UP = r"(?: tro len| or more| and up| and above)"
_STARS = re.compile(rf"(?:ocop )?(?:hang )?((?:tu|from) )?([345]) ?(?:sao|stars?)({_UP})?(?: ocop)?(?= |$)")
# In words only beside OCOP: `nam sao` alone may be a mushroom.
_SPOKEN = re.compile(rf"ocop (?:hang )?((?:tu|from) )?(ba|bon|nam) sao({_UP})?(?= |$)")
_OCOP = re.compile(r"ocop(?= |$)")


@dataclass(frozen=True)
class Question:
    """`stars` are the OCOP stars asked for, one of them; `passing` tells for each word whether it names no goods.

    `is_marked`: it is spelled as it is meant.
    """

    words: Phrase
    passing: tuple[bool, ...] = ()
    stars: tuple[str, ...] = ()
    is_marked: bool = False

    def naming(self) -> Phrase:
        return tuple(word for word, passes in zip(self.words, self.passing, strict=True) if not passes)


def question(text: str) -> Question:
    words, stars = _without_stars(words_of_query(_SIGNS.sub(r"\1 sao", text)))
    asked = of_words(words, stars)
    return replace(asked, is_marked=True) if _APOSTROPHE.search(text) else asked


def of_words(words: Sequence[Word], stars: tuple[str, ...] = ()) -> Question:
    """A question of passing words alone asks for those words, unless it asks for stars."""
    passing = _passing(words)
    if all(passing):
        words, passing = ([], []) if stars else (words, [False] * len(words))
    return Question(tuple(words), tuple(passing), stars, is_marked=any(word.has_marks for word in words))


def _without_stars(words: list[Word]) -> tuple[list[Word], tuple[str, ...]]:
    text = " ".join(word.folded for word in words)
    for form in (_SPOKEN, _STARS, _OCOP):
        for found in form.finditer(text):
            if found.start() == 0 or text[found.start() - 1] == " ":
                first = text[: found.start()].count(" ")
                count = found.group().count(" ") + 1
                return words[:first] + words[first + count :], _stars(found)
    return words, ()


def _stars(found: re.Match[str]) -> tuple[str, ...]:
    if not found.re.groups:
        return ALL_STARS
    since, number, up = found.groups()
    least = _NUMBERS.get(number, number)
    return tuple(stars for stars in ALL_STARS if stars >= least) if since or up else (least,)


def _passing(words: Sequence[Word]) -> list[bool]:
    """Words of an expression that has a synonym name something."""
    passing = iter(_expressed(words))
    return [next(passing) and not part.others for part in segments(words) for _word in part.typed]


def _expressed(words: Sequence[Word]) -> list[bool]:
    found = [False] * len(words)
    for at in range(len(words)):
        for length in (3, 2, 1):
            part = tuple(words[at : at + length])
            if len(part) == length and _passes(part):
                found[at : at + length] = [True] * length
                break
    return found


def _passes(part: Phrase) -> bool:
    free, marked = _expressions()
    if part in marked:
        return True
    others = free.get(tuple(word.folded for word in part), ())
    return any(
        all(not word.has_marks or word == other for word, other in zip(part, phrase, strict=True)) for phrase in others
    )


@cache
def _expressions() -> tuple[dict[tuple[str, ...], list[Phrase]], set[Phrase]]:
    text = (Path(__file__).parent / "passing.txt").read_text(encoding="utf-8")
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    at = lines.index(MARKED)
    free: dict[tuple[str, ...], list[Phrase]] = {}
    for phrase in (tuple(words_of(line)) for line in lines[:at] if line):
        free.setdefault(tuple(word.folded for word in phrase), []).append(phrase)
    return free, {tuple(words_of(line)) for line in lines[at + 1 :] if line}
