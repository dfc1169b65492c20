from dataclasses import replace

from marketplace.search.interface import Page, SearchQuery, Suggestion
from marketplace.search.services.engine import engine
from marketplace.search.services.remembering import with_counts
from marketplace.search.services.rotating import rotated


def search(query: SearchQuery) -> Page:
    """Hits and counts; a page past the end is answered with the last one. Raises SearchUnavailable, SearchFailed."""
    query = replace(query, page=max(1, query.page))
    page = _asked(query)
    if page.hits or page.total == 0:
        return page
    return _asked(replace(query, page=page.pages))


def _asked(query: SearchQuery) -> Page:
    return with_counts(query, rotated if query.takes_turns else engine().search)


def suggest(text: str, *, language: str, limit: int = 8) -> tuple[Suggestion, ...]:
    return engine().suggest(text, language, limit)
