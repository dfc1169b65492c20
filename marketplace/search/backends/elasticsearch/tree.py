"""A plan's nodes as Elasticsearch queries, and the form of its index."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from elasticsearch.dsl import A, Index, Keyword, Long, Mapping, Q, Search, Text, analyzer
from elasticsearch.dsl.query import Query

from marketplace.search.interface import MAX_HITS, Facet
from marketplace.search.plan import Best, Between, Every, Node, OneOf, Plan, Points, Score, Some, Sum, Term, Together
from marketplace.search.rows import FIELDS, Kind

MOST_VALUES = 5000
# Text comes in words already: Elasticsearch only splits at spaces, as Tantivy does.
SPACES = analyzer("spaces", type="custom", tokenizer="whitespace")


def new_index(name: str) -> Index:
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    for field, kind in FIELDS.items():
        mapping.field(field, _field(kind))
    index = Index(name)
    index.mapping(mapping)
    index.settings(
        number_of_shards=1,
        number_of_replicas=0,
        refresh_interval="500ms",
        max_result_window=2 * MAX_HITS,
    )
    return index


def _field(kind: Kind) -> Any:
    if kind is Kind.WORDS:
        return Text(analyzer=SPACES, norms=False)
    if kind is Kind.CODE:
        return Keyword()
    if kind is Kind.NUMBER:
        return Long()
    return Keyword(index=False, doc_values=False)


def body(plan: Plan, *, offset: int, size: int) -> dict[str, Any]:
    """Hits and counts in one request; a choice in a facet is applied to the hits and to the other facets' counts."""
    chosen = [matching(node) for node in plan.chosen.values()]
    search = Search().query(_hits_of(plan, () if plan.facets else chosen))
    search = search.source(["card"]).extra(track_total_hits=True)
    if chosen and plan.facets:
        search = search.post_filter(Q("bool", filter=chosen))
    for facet in plan.facets:
        search.aggs.bucket(facet.value, _counting(plan, facet))
    return search.sort(*_sorting(plan))[offset : offset + size].to_dict()


def hits_body(plan: Plan, *, size: int) -> dict[str, Any]:
    found = Search().query(_hits_of(plan)).source(["card"]).extra(track_total_hits=False)
    return found.sort(*_sorting(plan))[:size].to_dict()


def _hits_of(plan: Plan, narrower: Sequence[Query] = ()) -> Query:
    """Only listings have an id; what else stands in the index is bookkeeping."""
    narrowed = [Q("exists", field="id"), *(matching(node) for node in plan.required), *narrower]
    scored = [scoring(plan.score)] if plan.score else []
    return Q("bool", filter=narrowed, should=scored)


def _counting(plan: Plan, facet: Facet) -> Any:
    nodes = [node for other, node in plan.chosen.items() if other is not facet]
    if facet in plan.counted:
        nodes.append(plan.counted[facet])
    counted = A("filter", filter=Q("bool", filter=[matching(node) for node in nodes]))
    counted.bucket("values", "terms", field=facet.value, size=MOST_VALUES)
    return counted


def _sorting(plan: Plan) -> list[Any]:
    if plan.score:
        return [{"_score": "desc"}, {"rank": "desc"}, {"id": "asc"}]
    order = [{plan.order.field: "desc" if plan.order.descending else "asc"}]
    return [*order, {"id": "asc"}] if plan.order.has_equals else order


@singledispatch
def matching(node: Node) -> Query:
    raise TypeError(node)


@matching.register
def _(node: Term) -> Query:
    return Q("term", **{node.field: node.word})


@matching.register
def _(node: Together) -> Query:
    return Q("match_phrase", **{node.field: " ".join(node.words)})


@matching.register
def _(node: OneOf) -> Query:
    return Q("terms", **{node.field: list(node.values)})


@matching.register
def _(node: Between) -> Query:
    bounds = {"gte": node.low, "lte": node.high}
    return Q("range", **{node.field: {name: bound for name, bound in bounds.items() if bound is not None}})


@matching.register
def _(node: Every) -> Query:
    return Q("bool", filter=[matching(part) for part in node.nodes])


@matching.register
def _(node: Some) -> Query:
    return Q("bool", should=[matching(part) for part in node.nodes], minimum_should_match=node.least)


@singledispatch
def scoring(score: Score) -> Query:
    raise TypeError(score)


@scoring.register
def _(score: Points) -> Query:
    return Q("constant_score", filter=matching(score.node), boost=float(score.points))


@scoring.register
def _(score: Best) -> Query:
    return Q("dis_max", queries=[scoring(part) for part in score.parts])


@scoring.register
def _(score: Sum) -> Query:
    return Q("bool", should=[scoring(part) for part in score.parts])
