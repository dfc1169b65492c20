"""How a question is answered: as it was typed; if that finds little, as it was meant, or with fewer words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from marketplace.search.correcting import Correction, Doubt, corrected, spelled
from marketplace.search.interface import SearchQuery, Sort
from marketplace.search.plan import Plan, plan, titled, wider
from marketplace.search.question import Question, question
from marketplace.search.vocabulary import Lexicon, Vocabulary

FEW = 2  # hits: so few that something else may have been meant, or may do as well
MANY = 5  # times as many hits, and another text is offered
LEAST_WORDS = 3  # a Vietnamese word has two syllables: half of it is another word

Hits = TypeVar("Hits")


@dataclass(frozen=True)
class Answer(Generic[Hits]):
    """`hits` is what the engine made of `plan`; the first `whole` of them, in order of relevance, have all words."""

    plan: Plan
    hits: Hits
    total: int
    whole: int
    searched_for: str = ""
    did_you_mean: str = ""

    @property
    def is_widened(self) -> bool:
        return self.total > self.whole


Ask = Callable[[Plan], tuple[Hits, int]]


def answered(query: SearchQuery, lexicon: Lexicon, ask: Ask[Hits]) -> Answer[Hits]:
    """Words that the index has cost one call of `ask`, however many filters there are."""
    asked = question(query.text)
    words = lexicon.vocabulary() if asked.words else None
    first = _asked(ask, plan(query, asked, words=words))
    if words is None or first.total > FEW or (first.total and is_narrowed(query)):
        return first
    if first.total:
        return _of_few(query, asked, words, ask, first)
    return _of_none(query, asked, lexicon.newest(), ask, first)


def _asked(ask: Ask[Hits], found: Plan, *, is_whole: bool = True) -> Answer[Hits]:
    hits, total = ask(found)
    return Answer(found, hits, total, total if is_whole else 0)


def _of_few(
    query: SearchQuery, asked: Question, words: Vocabulary, ask: Ask[Hits], first: Answer[Hits]
) -> Answer[Hits]:
    """Words that no title has together, and that never stand beside each other, may be others that look alike."""
    if other := spelled(asked, words):
        return _with_more(query, asked, words, ask, replace(first, did_you_mean=other.text))
    likelier = None if asked.is_marked else corrected(asked, words, Doubt.KNOWN)
    if likelier and _asked(ask, titled(query, asked)).total == 0:
        meant = _asked(ask, plan(query, likelier.question, words=words))
        if likelier.is_sure and meant.total >= first.total and not query.as_typed:
            return _with_more(query, likelier.question, words, ask, replace(meant, searched_for=likelier.text))
        first = replace(first, did_you_mean=likelier.text if _is_offered(asked, first, meant) else "")
    return _with_more(query, asked, words, ask, first)


def _is_offered(asked: Question, first: Answer[Hits], meant: Answer[Hits]) -> bool:
    """At the end of a longer question a stranger is nothing strange: goods, then a place."""
    return len(asked.words) == 2 and meant.total >= MANY * first.total


def _with_more(
    query: SearchQuery, asked: Question, words: Vocabulary, ask: Ask[Hits], found: Answer[Hits]
) -> Answer[Hits]:
    """Few have all words: what has most of them comes after those."""
    is_free = query.sort is Sort.RELEVANCE and not is_narrowed(query)
    if found.total > FEW or not is_free or len(asked.naming()) < LEAST_WORDS:
        return found
    for least in wider(asked):
        more = _asked(ask, plan(query, asked, words=words, least=least))
        if more.total > FEW:
            return replace(found, plan=more.plan, hits=more.hits, total=more.total)
    return found


def _of_none(
    query: SearchQuery, asked: Question, words: Vocabulary, ask: Ask[Hits], first: Answer[Hits]
) -> Answer[Hits]:
    """The text that was meant is offered where it was not to be searched, and where it finds nothing either."""
    searched_for = offered = ""
    if meant := _meant(query, asked, words):
        answer = _asked(ask, plan(query, meant.question, words=words))
        if query.as_typed:
            offered = meant.text if answer.total else ""
        else:
            asked, searched_for = meant.question, meant.text
            if answer.total:
                return _with_more(query, asked, words, ask, replace(answer, searched_for=searched_for))
    best = first
    for found in _wider(query, asked, words):
        if best.total <= FEW:
            answer = _asked(ask, found, is_whole=False)
            best = answer if answer.total else best
    return replace(best, searched_for=searched_for if best.total else "", did_you_mean=offered)


def _wider(query: SearchQuery, asked: Question, words: Vocabulary) -> Iterator[Plan]:
    for least in wider(asked):
        yield plan(query, asked, words=words, least=least)
    if asked.stars:
        yield plan(query, replace(asked, stars=()), words=words)


def _meant(query: SearchQuery, asked: Question, words: Vocabulary) -> Correction | None:
    """Words that the index has are doubted only where no filter may be the reason that nothing was found."""
    found = corrected(asked, words)
    if found or is_narrowed(query):
        return found
    return corrected(asked, words, Doubt.ANY)


def is_narrowed(query: SearchQuery) -> bool:
    bounds = (query.min_price, query.max_price)
    return bool(query.chosen() or query.cooperative or query.listings) or any(bound is not None for bound in bounds)
