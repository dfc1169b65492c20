"""Where shelves say that there is more behind the question for the age, without saying what."""

from marketplace.core.text import fold
from marketplace.search.interface import Page
from marketplace.web.shelves.choice import Choice

WORDS = frozenset({"ruou", "bia", "wine", "wines", "spirit", "spirits", "liquor", "alcohol", "beer"})


def hints_at_age(choice: Choice, page: Page) -> bool:
    """Who types such a word, or finds a shelf or a set empty, is told of the question; that costs no search."""
    if choice.is_adult or page.is_fallback:
        return False
    if choice.q:
        return not WORDS.isdisjoint(fold(choice.q).split())
    return page.total == 0
