"""Reading one commit: hits, counts, suggestions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tantivy import Order, Query, Searcher

from marketplace.search.backends.tantivy.tree import WEIGHT, hits_of, matching
from marketplace.search.interface import MAX_HITS, Card, Facet, FacetCount, Page, SearchQuery, Suggestion
from marketplace.search.plan import Every, Plan, can_widen, plan, suggestion_plan
from marketplace.search.rows import SUGGESTION_READS, card, suggestions_of

Hit = tuple[Any, Any]  # order key, address
_SPARE = 16  # hits read past the page, to see whether the last one has equals
_MOST_VALUES = 5000


def page(searcher: Searcher, query: SearchQuery) -> Page:
    found = plan(query)
    hits, total = _hits(searcher, found, query.offset, query.page_size)
    is_widened = False
    if total == 0 and can_widen(query):
        found = plan(query, widened=True)
        hits, total = _hits(searcher, found, query.offset, query.page_size)
        is_widened = total > 0
    return Page(
        hits=tuple(_card(searcher, hit, query.today) for hit in hits),
        total=total,
        page=query.page,
        page_size=query.page_size,
        facets=_facets(searcher, found),
        is_widened=is_widened,
    )


def suggestions(searcher: Searcher, text: str, language: str, limit: int) -> tuple[Suggestion, ...]:
    found = suggestion_plan(text)
    if found is None:
        return ()
    hits, _total = _hits(searcher, found, 0, limit * SUGGESTION_READS)
    return suggestions_of((_card(searcher, hit, date.max) for hit in hits), language, limit)


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
    if found.score is None:
        order = Order.Desc if found.order.descending else Order.Asc
        return _asked(searcher, query, limit=size, offset=offset, order_by_field=found.order.field, order=order)
    return _by_score(searcher, query, offset, size)


def _by_score(searcher: Searcher, query: Query, offset: int, size: int) -> tuple[list[Hit], int]:
    """Equal scores stand in the order of their ids; Tantivy leaves them as they lie in the index."""
    end, limit = offset + size, offset + size + _SPARE
    while True:
        hits, total = _asked(searcher, query, limit=limit, weight_by_field=WEIGHT)
        if len(hits) <= offset:
            return [], total
        if len(hits) < limit or hits[-1][0] < hits[end - 1][0]:
            break
        limit *= 2
    first, last = hits[offset][0], hits[min(end, len(hits)) - 1][0]
    start = next(at for at, hit in enumerate(hits) if hit[0] == first)
    shown = [hit for hit in hits[start:] if hit[0] >= last]
    ids = _numbers(searcher, "id", [address for _score, address in shown])
    in_order = sorted(zip(shown, ids, strict=True), key=lambda pair: (-pair[0][0], pair[1]))
    return [hit for hit, _id in in_order[offset - start : end - start]], total


def _asked(searcher: Searcher, query: Query, **how: Any) -> tuple[list[Hit], int]:
    result: Any = searcher.search(query, **how)
    return result.hits, int(result.count)


def _facets(searcher: Searcher, found: Plan) -> Mapping[Facet, tuple[FacetCount, ...]]:
    """Facets without a choice and a condition of their own are counted in one go."""
    alone = [facet for facet in Facet if facet in found.chosen or facet in found.counted]
    together = [facet for facet in Facet if facet not in alone]
    counts = _counted(searcher, Every(found.narrowing()), together)
    for facet in alone:
        condition = (found.counted[facet],) if facet in found.counted else ()
        counts |= _counted(searcher, Every((*found.narrowing(without=facet), *condition)), [facet])
    return {facet: counts[facet] for facet in Facet}


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
