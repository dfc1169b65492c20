"""Questions to the living index and their answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from elasticsearch import Elasticsearch

from marketplace.search.backends.elasticsearch.tree import body, hits_body
from marketplace.search.interface import MAX_HITS, Card, Facet, FacetCount, Page, SearchQuery, Suggestion
from marketplace.search.plan import Plan, can_widen, plan, suggestion_plan
from marketplace.search.rows import SUGGESTION_READS, card, suggestions_of

_PARTS = ["hits.total.value", "hits.hits._source", "aggregations.*.values.buckets"]
_EACH_TIME = 10_000

Answer = Mapping[str, Any]


def page(client: Elasticsearch, alias: str, query: SearchQuery) -> Page:
    answer = _answer(client, alias, plan(query), query)
    is_widened = False
    if _total(answer) == 0 and can_widen(query):
        answer = _answer(client, alias, plan(query, widened=True), query)
        is_widened = _total(answer) > 0
    return Page(
        hits=_cards(answer, query.today),
        total=_total(answer),
        page=query.page,
        page_size=query.page_size,
        facets={facet: _counts(answer, facet) for facet in Facet},
        is_widened=is_widened,
    )


def suggestions(client: Elasticsearch, alias: str, text: str, language: str, limit: int) -> tuple[Suggestion, ...]:
    found = suggestion_plan(text)
    if found is None:
        return ()
    asked = hits_body(found, size=limit * SUGGESTION_READS)
    answer = client.search(index=alias, body=asked, filter_path=_PARTS).body
    return suggestions_of(_cards(answer, date.max), language, limit)


def fingerprints(client: Elasticsearch, alias: str) -> dict[int, int]:
    found: dict[int, int] = {}
    asked: dict[str, Any] = {"size": _EACH_TIME, "sort": [{"id": "asc"}], "_source": ["id", "fingerprint"]}
    asked["query"] = {"exists": {"field": "id"}}
    while True:
        hits = client.search(index=alias, body=asked).body["hits"]["hits"]
        found |= {hit["_source"]["id"]: hit["_source"]["fingerprint"] for hit in hits}
        if len(hits) < _EACH_TIME:
            return found
        asked["search_after"] = hits[-1]["sort"]


def _answer(client: Elasticsearch, alias: str, found: Plan, query: SearchQuery) -> Answer:
    size = max(0, min(query.page_size, MAX_HITS - query.offset))
    asked = body(found, offset=query.offset if size else 0, size=size)
    return client.search(index=alias, body=asked, filter_path=_PARTS).body


def _total(answer: Answer) -> int:
    return int(answer["hits"]["total"]["value"])


def _cards(answer: Answer, today: date) -> tuple[Card, ...]:
    hits = answer.get("hits", {}).get("hits", ())
    return tuple(card(hit["_source"]["card"], today=today) for hit in hits)


def _counts(answer: Answer, facet: Facet) -> tuple[FacetCount, ...]:
    buckets = answer.get("aggregations", {}).get(facet.value, {}).get("values", {}).get("buckets", ())
    counts = (FacetCount(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
    return tuple(sorted(counts, key=lambda count: (-count.count, count.value)))
