"""Questions to the living index and their answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from elasticsearch import Elasticsearch

from marketplace.search.attempts import answered
from marketplace.search.backends.elasticsearch.tree import body, hits_body
from marketplace.search.interface import MAX_HITS, Card, Facet, FacetCount, Page, SearchQuery, Suggestion
from marketplace.search.plan import Plan, suggestion_plan
from marketplace.search.rows import SUGGESTION_READS, card, suggestions_of
from marketplace.search.vocabulary import MOST_WORDS, Lexicon, Vocabulary

_PARTS = ["hits.total.value", "hits.hits._source", "aggregations.*.values.buckets"]
_EACH_TIME = 10_000

Answer = Mapping[str, Any]


def page(client: Elasticsearch, alias: str, query: SearchQuery, lexicon: Lexicon) -> Page:
    found = answered(query, lexicon, lambda asked: _counted_answer(client, alias, asked, query))
    return Page(
        hits=_cards(found.hits, query.today),
        total=found.total,
        page=query.page,
        page_size=query.page_size,
        facets={facet: _counts(found.hits, facet) for facet in query.facets},
        is_widened=found.is_widened,
        whole=found.whole,
        searched_for=found.searched_for,
        did_you_mean=found.did_you_mean,
    )


def suggestions(client: Elasticsearch, alias: str, text: str, language: str, limit: int) -> tuple[Suggestion, ...]:
    found = suggestion_plan(text)
    if found is None:
        return ()
    asked = hits_body(found, size=limit * SUGGESTION_READS)
    answer = client.search(index=alias, body=asked, filter_path=_PARTS).body
    return suggestions_of(_cards(answer, date.max), language, limit)


def vocabulary(client: Elasticsearch, alias: str) -> Vocabulary:
    fields = ("word", "pair")
    counted = {field: {"terms": {"field": field, "size": MOST_WORDS}} for field in fields}
    answer = client.search(index=alias, body={"size": 0, "aggs": counted, "track_total_hits": False}).body
    words, pairs = (_written(answer["aggregations"][field]["buckets"]) for field in fields)
    return Vocabulary(words, pairs)


def _written(buckets: list[dict[str, Any]]) -> dict[str, int]:
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}


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


def _counted_answer(client: Elasticsearch, alias: str, found: Plan, query: SearchQuery) -> tuple[Answer, int]:
    answer = _answer(client, alias, found, query)
    return answer, _total(answer)


def _total(answer: Answer) -> int:
    return int(answer["hits"]["total"]["value"])


def _cards(answer: Answer, today: date) -> tuple[Card, ...]:
    hits = answer.get("hits", {}).get("hits", ())
    return tuple(card(hit["_source"]["card"], today=today) for hit in hits)


def _counts(answer: Answer, facet: Facet) -> tuple[FacetCount, ...]:
    buckets = answer.get("aggregations", {}).get(facet.value, {}).get("values", {}).get("buckets", ())
    counts = (FacetCount(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
    return tuple(sorted(counts, key=lambda count: (-count.count, count.value)))
