from datetime import date
from typing import Any

from marketplace.search.interface import SearchQuery, Sort


def ask(text: str, *, sort: str = "relevance", **values: Any) -> SearchQuery:
    return SearchQuery(today=date(2026, 11, 23), text=text, sort=Sort(sort), **values)
