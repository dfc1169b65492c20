"""A query as a tree that each engine translates node by node: all that ranks or filters is decided here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import TypeAlias

from marketplace.search import ranking
from marketplace.search.interface import Facet, SearchQuery, Sort
from marketplace.search.question import Question, question
from marketplace.search.ranking import PLACES, Worth, Worths
from marketplace.search.synonyms import Phrase, Segment, segments
from marketplace.search.vocabulary import Vocabulary
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
    """`has_equals`: listings may share a place in it; those stand by their number."""

    field: str
    descending: bool
    has_equals: bool = False


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
    facets: tuple[Facet, ...] = ()

    def narrowing(self, *, without: Facet | None = None) -> tuple[Node, ...]:
        return self.required + tuple(node for facet, node in self.chosen.items() if facet is not without)


ORDERS = {
    Sort.RELEVANCE: Order("by_newest", descending=True),  # where nothing was asked, what is new comes first
    Sort.NEWEST: Order("by_newest", descending=True),
    Sort.PRICE: Order("by_price", descending=False),
    Sort.PRICE_DOWN: Order("by_price_down", descending=True),
    Sort.POPULAR: Order("by_popularity", descending=True),
    Sort.PROVINCE: Order("by_province", descending=False, has_equals=True),
}


def plan(query: SearchQuery, asked: Question | None = None, *, words: Vocabulary | None = None, least: int = 0) -> Plan:
    """`asked` is what `query.text` means, where that is not what it says. `least`: so many of its words are enough."""
    asked = question(query.text) if asked is None else asked
    parts = _parts(asked, words)
    required = [*_limits(query), *_starred(query, asked), *_found(parts, asked, least)]
    return Plan(
        required=tuple(required),
        chosen={facet: _choice(query, facet, values) for facet, values in query.chosen().items()},
        counted={Facet.STARS: _valid_stars(query)},
        score=_score(asked, parts) if parts and query.sort is Sort.RELEVANCE else _likeness(query),
        order=ORDERS[query.sort],
        facets=query.facets,
    )


def titled(query: SearchQuery, asked: Question) -> Plan:
    """Listings with all the words in the title."""
    words = Every(tuple(_word("title_folded", word) for word in asked.words))
    return Plan((*_limits(query), words), {}, {}, None, ORDERS[Sort.NEWEST])


def wider(asked: Question) -> list[int]:
    """How many of the words may be enough where no listing has all: first more, then fewer."""
    count = len(asked.naming())
    return [least for least in dict.fromkeys(ranking.least_words(count)) if least < count]


def _parts(asked: Question, vocabulary: Vocabulary | None) -> list[Segment]:
    found: list[Segment] = []
    at = 0
    for part in segments(asked.words):
        found.append(replace(part, passes=asked.passing[at]))
        at += len(part.typed)
    return _spaced_otherwise(found, vocabulary) if vocabulary else found


def _spaced_otherwise(parts: Sequence[Segment], vocabulary: Vocabulary) -> list[Segment]:
    """`mac ca` may stand as `macca` in the index, `atiso` as `a ti so`."""
    found: list[Segment] = []
    at = 0
    while at < len(parts):
        part = _joined(parts[at:], vocabulary) or _cut(parts[at], vocabulary)
        found.append(part)
        at += len(part.typed) if part.also and not parts[at].others else 1
    return found


def _joined(parts: Sequence[Segment], vocabulary: Vocabulary) -> Segment | None:
    singles = list(takewhile(_is_single, parts[: ranking.MOST_JOINED]))
    for length in range(len(singles), 1, -1):
        typed = tuple(part.typed[0] for part in singles[:length])
        joined = "".join(word.folded for word in typed)
        if vocabulary.knows(joined):
            return Segment(typed, also=((Word(joined, joined),),))
    return None


def _cut(part: Segment, vocabulary: Vocabulary) -> Segment:
    if not _is_single(part) or len(part.typed[0].folded) < ranking.SHORTEST_TOGETHER:
        return part
    phrase = tuple(Word(word, word) for word in vocabulary.parts(part.typed[0].folded))
    return replace(part, also=(phrase,)) if phrase else part


def _is_single(part: Segment) -> bool:
    return len(part.typed) == 1 and not (part.others or part.passes)


def _found(parts: Sequence[Segment], asked: Question, least: int) -> Iterable[Node]:
    """Every word that names goods; where fewer are enough, they must be the very words, if typed with marks."""
    naming = [part for part in parts if not part.passes]
    if naming and least:
        apart = (replace(part, typed=(word,)) for part in naming for word in part.typed)
        yield Some(tuple(_anywhere(part, exact=asked.is_marked) for part in apart), least)
    elif naming:
        yield Every(tuple(map(_anywhere, naming)))


def _starred(query: SearchQuery, asked: Question) -> Iterable[Node]:
    if asked.stars:
        yield Every((OneOf("stars", asked.stars), _valid_stars(query)))


def _limits(query: SearchQuery) -> Iterable[Node]:
    if query.cooperative:
        yield OneOf("cooperative", (query.cooperative,))
    if query.season_month:
        yield OneOf("season", (str(query.season_month),))
    if query.pattern:
        yield OneOf("pattern", query.pattern)
    if query.listings:
        yield Some(tuple(Between("id", low=listing_id, high=listing_id) for listing_id in query.listings))
    if query.min_price is not None:  # a listing with variants fits when one of its prices may
        yield Between("price_max", low=query.min_price)
    if query.max_price is not None:
        yield Between("price_min", high=query.max_price)
    yield Between("restricted", high=0 if query.exclude_restricted else 1)


def _choice(query: SearchQuery, facet: Facet, values: tuple[str, ...]) -> Node:
    choice = OneOf(facet.value, values)
    return Every((choice, _valid_stars(query))) if facet is Facet.STARS else choice


def _valid_stars(query: SearchQuery) -> Node:
    return Between("stars_until", low=query.today.toordinal())


def _anywhere(part: Segment, *, exact: bool = False) -> Node:
    """All words as typed, marks aside unless `exact`, or another expression as it is spelled."""
    as_typed = (_word("all_exact" if exact else "all_folded", word) for word in part.typed)
    others = (_phrase("all_exact", other) for other in part.others)
    also = (_phrase("all_folded", other) for other in part.also)
    return Some((Every(tuple(as_typed)), *others, *also))


def _word(field: str, word: Word) -> Term:
    return Term(field, word.exact if field.endswith("exact") else word.folded)


def _phrase(field: str, phrase: Iterable[Word]) -> Node:
    terms = [_word(field, word) for word in phrase]
    return Together(field, tuple(term.word for term in terms)) if len(terms) > 1 else terms[0]


def _score(asked: Question, parts: Sequence[Segment]) -> Score:
    worth = ranking.MARKED if asked.is_marked else ranking.PLAIN
    each = (_segment_points(part, worth) for part in parts if not part.passes)
    return Sum((*each, *_phrase_points(asked, worth), *_pair_points(asked.words), _beginning(asked.words)))


def _segment_points(part: Segment, worth: Worths) -> Score:
    as_typed = Sum(tuple(_best_place((word,), worth.exact, worth.folded) for word in part.typed))
    others = [_best_place(other, _times(ranking.SYNONYM, len(part.typed))) for other in part.others]
    also = [_best_place(other, None, _times(ranking.SYNONYM, len(part.typed))) for other in part.also]
    found = Best((as_typed, *others, *also)) if others or also else as_typed
    return Sum((found, _shelf_points(part, worth)))


def _best_place(phrase: Phrase, exact: Worth | None, folded: Worth | None = None) -> Best:
    parts = []
    if exact:
        parts += [Points(exact.of(place), _phrase(f"{place}_exact", phrase)) for place in PLACES]
    if folded:
        parts += [Points(folded.of(place), _phrase(f"{place}_folded", phrase)) for place in PLACES]
    return Best(tuple(parts))


def _shelf_points(part: Segment, worth: Worths) -> Score:
    exact = [Points(worth.shelf_exact, _phrase("shelf_exact", phrase)) for phrase in (part.typed, *part.others)]
    folded = [Points(worth.shelf_folded, _phrase("shelf_folded", phrase)) for phrase in (part.typed, *part.also)]
    return Best((*exact, *folded))


def _phrase_points(asked: Question, worth: Worths) -> Iterable[Score]:
    """All words in their order, or those that name goods."""
    phrases = [phrase for phrase in dict.fromkeys((asked.words, asked.naming())) if len(phrase) > 1]
    if phrases:
        found = (_best_place(phrase, worth.phrase_exact, worth.phrase_folded) for phrase in phrases)
        yield Best(tuple(found))


def _pair_points(typed: Phrase) -> Iterable[Score]:
    if len(typed) < 3:  # two words are a phrase already
        return
    for pair in pairwise(typed):
        yield Best(
            tuple(
                Points(getattr(worth, place), _phrase(f"{place}_{form}", pair))
                for form, worth in (("exact", ranking.PAIR_EXACT), ("folded", ranking.PAIR_FOLDED))
                for place in ("title", "names")
            )
        )


def _beginning(typed: Phrase) -> Score:
    exact = Together("title_exact", (START, *(word.exact for word in typed)))
    folded = Together("title_folded", (START, *(word.folded for word in typed)))
    return Best((Points(ranking.BEGINNING_EXACT, exact), Points(ranking.BEGINNING_FOLDED, folded)))


def _times(worth: Worth, count: int) -> Worth:
    return Worth(worth.title * count, worth.names * count, worth.text * count)


def _likeness(query: SearchQuery) -> Score | None:
    """A point for every token that two patterns share."""
    if not query.pattern or query.sort is not Sort.RELEVANCE:
        return None
    return Sum(tuple(Points(1, Term("pattern", token)) for token in query.pattern))


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
    exact = [Points(2, Term("title_exact", word.exact)) for word in typed if word.has_marks]
    whole_word = Points(4, Term("title_folded", last.folded))
    found = Sum((Points(1, Between("id", low=0)), Points(40, begins), whole_word, *exact))
    return Plan(tuple(required), {}, {}, found, ORDERS[Sort.NEWEST])
