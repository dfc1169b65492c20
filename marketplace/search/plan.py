"""A query as a tree that each engine translates node by node: all that ranks or filters is decided here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from marketplace.search import ranking
from marketplace.search.interface import Facet, SearchQuery, Sort
from marketplace.search.ranking import PLACES, Worth, Worths
from marketplace.search.synonyms import Phrase, Segment, segments
from marketplace.search.words import START, Word, words_of_query


@dataclass(frozen=True)
class Term:
    field: str
    word: str


@dataclass(frozen=True)
class Together:
    """These words, side by side and in this order."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class OneOf:
    """A code field holds one of the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Between:
    """A number field lies between the bounds, both included; None is open."""

    field: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Every:
    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Some:
    nodes: tuple["Node", ...]
    least: int = 1


@dataclass(frozen=True)
class Points:
    """Worth so many points where the node matches."""

    points: int
    node: "Node"


@dataclass(frozen=True)
class Best:
    """The points of the best part."""

    parts: tuple["Score", ...]


@dataclass(frozen=True)
class Sum:
    """The points of all parts that match."""

    parts: tuple["Score", ...]


Node: TypeAlias = Term | Together | OneOf | Between | Every | Some
Score: TypeAlias = Points | Best | Sum


@dataclass(frozen=True)
class Order:
    field: str
    descending: bool


@dataclass(frozen=True)
class Plan:
    """`required` narrows hits and counts alike. A facet's own choice narrows the hits and the other facets' counts.

    Without `score` the hits stand in `order`.
    """

    required: tuple[Node, ...]
    chosen: Mapping[Facet, Node]
    counted: Mapping[Facet, Node]
    score: Score | None
    order: Order

    def narrowing(self, *, without: Facet | None = None) -> tuple[Node, ...]:
        return self.required + tuple(node for facet, node in self.chosen.items() if facet is not without)


ORDERS = {
    Sort.RELEVANCE: Order("by_newest", descending=True),  # where nothing was asked, what is new comes first
    Sort.NEWEST: Order("by_newest", descending=True),
    Sort.PRICE: Order("by_price", descending=False),
    Sort.PRICE_DOWN: Order("by_price_down", descending=True),
}


def plan(query: SearchQuery, *, widened: bool = False) -> Plan:
    """`widened`: most of the words are enough."""
    typed = words_of_query(query.text)
    parts = segments(typed)
    required = list(_limits(query))
    if parts:
        required.append(_most_words(parts, typed) if widened else Every(tuple(map(_anywhere, parts))))
    return Plan(
        required=tuple(required),
        chosen={facet: _choice(query, facet, values) for facet, values in query.chosen().items()},
        counted={Facet.STARS: _valid_stars(query)},
        score=_score(typed, parts) if typed and query.sort is Sort.RELEVANCE else None,
        order=ORDERS[query.sort],
    )


def can_widen(query: SearchQuery) -> bool:
    count = len(segments(words_of_query(query.text)))
    return ranking.least_words(count) < count


def _limits(query: SearchQuery) -> Iterable[Node]:
    if query.cooperative:
        yield OneOf("cooperative", (query.cooperative,))
    if query.min_price is not None:  # a listing with variants fits when one of its prices may
        yield Between("price_max", low=query.min_price)
    if query.max_price is not None:
        yield Between("price_min", high=query.max_price)
    if query.in_stock:
        yield Between("in_stock", low=1)
    if query.exclude_restricted:
        yield Between("restricted", high=0)


def _choice(query: SearchQuery, facet: Facet, values: tuple[str, ...]) -> Node:
    choice = OneOf(facet.value, values)
    return Every((choice, _valid_stars(query))) if facet is Facet.STARS else choice


def _valid_stars(query: SearchQuery) -> Node:
    return Between("stars_until", low=query.today.toordinal())


def _anywhere(part: Segment, *, exact: bool = False) -> Node:
    """All words as typed, marks aside unless `exact`, or another expression as it is spelled."""
    as_typed = (_word("all_exact" if exact else "all_folded", word) for word in part.typed)
    return Some((Every(tuple(as_typed)), *(_phrase("all_exact", other) for other in part.others)))


def _most_words(parts: list[Segment], typed: list[Word]) -> Node:
    """With words missing, those that are there must be the very words, if they were typed with marks."""
    exact = _is_marked(typed)
    found = tuple(_anywhere(part, exact=exact) for part in parts)
    return Some(found, ranking.least_words(len(found)))


def _is_marked(typed: Iterable[Word]) -> bool:
    return any(word.has_marks for word in typed)


def _word(field: str, word: Word) -> Term:
    return Term(field, word.exact if field.endswith("exact") else word.folded)


def _phrase(field: str, phrase: Iterable[Word]) -> Node:
    terms = [_word(field, word) for word in phrase]
    return Together(field, tuple(term.word for term in terms)) if len(terms) > 1 else terms[0]


def _score(typed: list[Word], parts: list[Segment]) -> Score:
    worth = ranking.MARKED if _is_marked(typed) else ranking.PLAIN
    each = tuple(_segment_points(part, worth) for part in parts)
    phrase = (_best_place(tuple(typed), worth.phrase_exact, worth.phrase_folded),) if len(typed) > 1 else ()
    return Sum((*each, *phrase, *_pair_points(typed), _beginning(typed)))


def _segment_points(part: Segment, worth: Worths) -> Score:
    as_typed = Sum(tuple(_best_place((word,), worth.exact, worth.folded) for word in part.typed))
    if not part.others:
        return as_typed
    others = (_best_place(other, _times(ranking.SYNONYM, len(part.typed))) for other in part.others)
    return Best((as_typed, *others))


def _best_place(phrase: Phrase, exact: Worth, folded: Worth | None = None) -> Best:
    parts = [Points(exact.of(place), _phrase(f"{place}_exact", phrase)) for place in PLACES]
    if folded:
        parts += [Points(folded.of(place), _phrase(f"{place}_folded", phrase)) for place in PLACES]
    return Best(tuple(parts))


def _pair_points(typed: list[Word]) -> Iterable[Score]:
    if len(typed) < 3:  # two words are a phrase already
        return
    for pair in pairwise(typed):
        exact, folded = _phrase("title_exact", pair), _phrase("title_folded", pair)
        yield Best((Points(ranking.PAIR_EXACT, exact), Points(ranking.PAIR_FOLDED, folded)))


def _beginning(typed: list[Word]) -> Score:
    exact = Together("title_exact", (START, *(word.exact for word in typed)))
    folded = Together("title_folded", (START, *(word.folded for word in typed)))
    return Best((Points(ranking.BEGINNING_EXACT, exact), Points(ranking.BEGINNING_FOLDED, folded)))


def _times(worth: Worth, count: int) -> Worth:
    return Worth(worth.title * count, worth.names * count, worth.text * count)


def suggestion_plan(text: str) -> Plan | None:
    """The last word may be unfinished; None when nothing was typed."""
    typed = words_of_query(text)
    if not typed:
        return None
    *whole, last = typed
    required: list[Node] = [Term("title_folded", word.folded) for word in whole]
    required += [Term("beginnings", last.folded), Between("restricted", high=0)]
    begins: Node = Term("beginnings", START + last.folded)
    if whole:
        begins = Together("title_folded", (START, *(word.folded for word in whole)))
    exact = [Points(2, Term("title_exact", word.exact)) for word in typed]
    found = Sum((Points(1, Between("id", low=0)), Points(40, begins), *exact))
    return Plan(tuple(required), {}, {}, found, ORDERS[Sort.NEWEST])
