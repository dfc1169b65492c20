"""Counts beside a shelf, kept in the process for as long as the index stays as it is: pages, orders and languages of
one shelf share them. Questions in words are too many to keep.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from django.conf import settings

from marketplace.search.interface import Facet, FacetCount, Page, SearchQuery, Sort
from marketplace.search.services.engine import generation

KEPT = 256
Counts = dict[Facet, tuple[FacetCount, ...]]


def with_counts(query: SearchQuery, ask: Callable[[SearchQuery], Page]) -> Page:
    """`ask` for the page, and for its counts only when they are not known."""
    if query.text or not query.facets:
        return ask(query)
    counts = _counts(settings.SEARCH["URL"], settings.SEARCH["INDEX"], generation(), _question(query))
    if counts:
        return replace(ask(replace(query, facets=())), facets=dict(counts))
    page = ask(query)
    counts.update(page.facets)
    return page


def _question(query: SearchQuery) -> SearchQuery:
    return replace(query, language="", sort=Sort.NEWEST, page=1, page_size=1, skip=None, takes_turns=False)


@lru_cache(maxsize=KEPT)
def _counts(_url: str, _index: str, _generation: str, _query: SearchQuery) -> Counts:
    """Empty until somebody has counted."""
    return {}
