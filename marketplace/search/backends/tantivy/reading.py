"""Reading one commit: hits, counts, suggestions."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from tantivy import Order, Query, Searcher

from marketplace.search.attempts import answered
from marketplace.search.backends.tantivy.tree import WEIGHT, hits_of, matching
from marketplace.search.interface import MAX_HITS, Card, Facet, FacetCount, Page, SearchQuery, Suggestion
from marketplace.search.plan import Every, Plan, suggestion_plan
from marketplace.search.rows import SUGGESTION_READS, card, suggestions_of
from marketplace.search.vocabulary import MOST_WORDS, Lexicon, Vocabulary

Hit = tuple[Any, Any]  # order key, address
_SPARE = 16  # hits read past the page, to see whether the last one has equals
_MOST_VALUES = 5000


def page(searcher: Searcher, query: SearchQuery, lexicon: Lexicon) -> Page:
    answer = answered(query, lexicon, lambda found: _hits(searcher, found, query.offset, query.page_size))
    return Page(
        hits=tuple(_card(searcher, hit, query.today) for hit in answer.hits),
        total=answer.total,
        page=query.page,
        page_size=query.page_size,
        facets=_facets(searcher, answer.plan),
        is_widened=answer.is_widened,
        whole=answer.whole,
        searched_for=answer.searched_for,
        did_you_mean=answer.did_you_mean,
    )


def suggestions(searcher: Searcher, text: str, language: str, limit: int) -> tuple[Suggestion, ...]:
    found = suggestion_plan(text)
    if found is None:
        return ()
    hits, _total = _hits(searcher, found, 0, limit * SUGGESTION_READS)
    return suggestions_of((_card(searcher, hit, date.max) for hit in hits), language, limit)


def vocabulary(searcher: Searcher) -> Vocabulary:
    words, pairs = (_written(searcher, field) for field in ("word", "pair"))
    return Vocabulary(words, pairs)


def _written(searcher: Searcher, field: str) -> dict[str, int]:
    asked = {field: {"terms": {"field": field, "size": MOST_WORDS, "segment_size": MOST_WORDS}}}
    answer = searcher.aggregate(Query.all_query(), asked)
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in answer[field]["buckets"]}


def fingerprints(searcher: Searcher) -> dict[int, int]:
    if searcher.num_docs == 0:
        return {}
    hits = searcher.search(Query.all_query(), limit=searcher.num_docs, count=False).hits
    addresses = [address for _score, address in hits]
    return dict(zip(_numbers(searcher, "id", addresses), _numbers(searcher, "fingerprint", addresses), strict=True))


def _numbers(searcher: Searcher, field: str, addresses: list[Any]) -> list[int]:
    found: Any = searcher.fast_field_values(field, addresses)
    return list(found)


def _hits(searcher: Searcher, found: Plan, offset: int, size: int) -> tuple[list[Hit], int]:
    size = max(0, min(size, MAX_HITS - offset))
    query = hits_of(found)
    if size == 0:
        return [], _asked(searcher, query, limit=1)[1]
    if found.score:
        return _with_equals(searcher, query, offset, size, weight_by_field=WEIGHT)
    order = {"order_by_field": found.order.field, "order": Order.Desc if found.order.descending else Order.Asc}
    if found.order.has_equals:
        return _with_equals(searcher, query, offset, size, **order)
    return _asked(searcher, query, limit=size, offset=offset, **order)


def _with_equals(searcher: Searcher, query: Query, offset: int, size: int, **how: Any) -> tuple[list[Hit], int]:
    """Equals stand in the order of their ids; Tantivy leaves them as they lie in the index.

    So it is asked for a little more on both sides, until all equals of the first and of the last hit are there.
    """
    spare = _SPARE
    while True:
        start = max(0, offset - spare)
        limit = offset + size + spare - start
        hits, total = _asked(searcher, query, limit=limit, offset=start, **how)
        shown = hits[offset - start : offset - start + size]
        if not shown:
            return [], total
        first, last = shown[0][0], shown[-1][0]
        begins, ends = start == 0 or hits[0][0] != first, len(hits) < limit or hits[-1][0] != last
        if begins and ends:
            break
        spare *= 8
    keys = [key for key, _address in hits]
    at, end = keys.index(first), len(keys) - keys[::-1].index(last)
    block = _equals_in_order(searcher, hits[at:end])
    skipped = offset - start - at
    return block[skipped : skipped + size], total


def _equals_in_order(searcher: Searcher, hits: list[Hit]) -> list[Hit]:
    ids = _numbers(searcher, "id", [address for _key, address in hits])
    found: list[Hit] = []
    for _key, equals in groupby(zip(hits, ids, strict=True), key=lambda pair: pair[0][0]):
        found += [hit for hit, _id in sorted(equals, key=lambda pair: pair[1])]
    return found


def _asked(searcher: Searcher, query: Query, **how: Any) -> tuple[list[Hit], int]:
    result: Any = searcher.search(query, **how)
    return result.hits, int(result.count)


def _facets(searcher: Searcher, found: Plan) -> Mapping[Facet, tuple[FacetCount, ...]]:
    """Facets without a choice and a condition of their own are counted in one go."""
    alone = [facet for facet in found.facets if facet in found.chosen or facet in found.counted]
    together = [facet for facet in found.facets if facet not in alone]
    counts = _counted(searcher, Every(found.narrowing()), together) if together else {}
    for facet in alone:
        condition = (found.counted[facet],) if facet in found.counted else ()
        counts |= _counted(searcher, Every((*found.narrowing(without=facet), *condition)), [facet])
    return {facet: counts[facet] for facet in found.facets}


def _counted(searcher: Searcher, node: Every, facets: list[Facet]) -> dict[Facet, tuple[FacetCount, ...]]:
    wanted = {facet.value: {"terms": {"field": facet.value, "size": _MOST_VALUES}} for facet in facets}
    answer = searcher.aggregate(matching(node), wanted)
    return {facet: _counts(answer[facet.value]["buckets"]) for facet in facets}


def _counts(buckets: list[dict[str, Any]]) -> tuple[FacetCount, ...]:
    counts = (FacetCount(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
    return tuple(sorted(counts, key=lambda count: (-count.count, count.value)))


def _card(searcher: Searcher, hit: Hit, today: date) -> Card:
    stored: Any = searcher.doc(hit[1]).get_first("card")
    return card(bytes(stored).decode(), today=today)
