"""A plan's nodes as Tantivy queries, and the form of its index."""

from functools import cache, singledispatch

from tantivy import Document, FieldType, Occur, Query, Schema, SchemaBuilder

from marketplace.search.plan import Best, Between, Every, Node, OneOf, Plan, Points, Score, Some, Sum, Term, Together
from marketplace.search.rows import FIELDS, Kind, Row

SPACES = "spaces"
WEIGHT = "weight"
# A hit's points are multiplied by a number a little over 1 that rises with its rank. Points are whole and at most
# 1023, so that a step of 2**-22 orders equals without lifting one over the next, and 32-bit floats can tell each step.
_STEP = 2.0**-22
_FEW = 12


@cache
def index_schema() -> Schema:
    builder = SchemaBuilder()
    for name, kind in FIELDS.items():
        if kind is Kind.WORDS:
            builder.add_text_field(name, tokenizer_name=SPACES)
        elif kind is Kind.CODE:
            builder.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
        elif kind is Kind.NUMBER:
            builder.add_integer_field(name, indexed=True, fast=True)
        else:
            builder.add_bytes_field(name, stored=True)
    builder.add_float_field(WEIGHT, fast=True)
    return builder.build()


def document(row: Row) -> Document:
    """Tantivy multiplies a score by log2(2 + weight)."""
    weight = 2.0 ** (1 + row["rank"] * _STEP) - 2
    return Document.from_dict(row | {"card": row["card"].encode(), WEIGHT: weight}, index_schema())


def hits_of(plan: Plan) -> Query:
    found = [(Occur.Must, Query.const_score_query(matching(Every(plan.narrowing())), 0.0))]
    if plan.score:
        found.append((Occur.Should, scoring(plan.score)))
    return Query.boolean_query(found)


@singledispatch
def matching(node: Node) -> Query:
    raise TypeError(node)


@matching.register
def _(node: Term) -> Query:
    return Query.term_query(index_schema(), node.field, node.word)


@matching.register
def _(node: Together) -> Query:
    return Query.phrase_query(index_schema(), node.field, list(node.words))


@matching.register
def _(node: OneOf) -> Query:
    """Each of a few values has its list of documents at hand; for more, one walk through the words is cheaper."""
    if len(node.values) > _FEW:
        return Query.term_set_query(index_schema(), node.field, list(node.values))
    terms = [Query.term_query(index_schema(), node.field, value) for value in node.values]
    return terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])


@matching.register
def _(node: Between) -> Query:
    return Query.range_query(index_schema(), node.field, FieldType.Integer, lower_bound=node.low, upper_bound=node.high)


@matching.register
def _(node: Every) -> Query:
    if not node.nodes:
        return Query.all_query()
    return Query.boolean_query([(Occur.Must, matching(part)) for part in node.nodes])


@matching.register
def _(node: Some) -> Query:
    parts = [(Occur.Should, matching(part)) for part in node.nodes]
    return Query.boolean_query(parts, minimum_number_should_match=node.least)


@singledispatch
def scoring(score: Score) -> Query:
    raise TypeError(score)


@scoring.register
def _(score: Points) -> Query:
    return Query.const_score_query(matching(score.node), float(score.points))


@scoring.register
def _(score: Best) -> Query:
    return Query.disjunction_max_query([scoring(part) for part in score.parts])


@scoring.register
def _(score: Sum) -> Query:
    return Query.boolean_query([(Occur.Should, scoring(part)) for part in score.parts])
