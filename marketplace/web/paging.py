"""Pages of a list; a page number that makes no sense is the nearest one that does."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

PER_PAGE = 20


def page_of(rows: Any, number: str | None, *, per_page: int = PER_PAGE) -> Page:
    return Paginator(rows, per_page).get_page(number)


def query_string(values: Mapping[str, str]) -> str:
    """`?state=new&q=CP`, leaving out what is empty; `?` alone when nothing is left, so that a link drops its query."""
    return "?" + urlencode({name: value for name, value in values.items() if value})
