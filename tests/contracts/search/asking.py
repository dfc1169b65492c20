"""Short questions for contract tests."""

from collections.abc import Callable
from datetime import date
from typing import Any

from marketplace.search.interface import Facet, ListingDocument, Page, SearchBackend, SearchQuery
from tests.factories.documents import make_document

TODAY = date(2026, 11, 23)
MakeBackend = Callable[[], SearchBackend]


def ask(backend: SearchBackend, text: str = "", **values: Any) -> Page:
    return backend.search(SearchQuery(text=text, **({"today": TODAY, "facets": tuple(Facet)} | values)))


def ids(page: Page) -> list[int]:
    return [card.listing_id for card in page.hits]


def found(backend: SearchBackend, text: str = "", **values: Any) -> list[int]:
    return ids(ask(backend, text, **values))


def counts(page: Page, facet: Facet) -> dict[str, int]:
    return {count.value: count.count for count in page.facets[facet]}


def titled(*titles: str) -> list[ListingDocument]:
    """Listings 1, 2, … with these titles, all in stock or all not: only their words set them apart."""
    return [make_document(number, title_vi=title) for number, title in enumerate(titles, 1)]
