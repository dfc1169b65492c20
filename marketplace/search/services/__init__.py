"""Asking the shelves, and keeping the index true to the database."""

from marketplace.search.services.draining import drain
from marketplace.search.services.engine import answers, generation, is_ready
from marketplace.search.services.finding import fallback_page, search, suggest
from marketplace.search.services.marking import (
    backlog,
    mark_cooperative_changed,
    mark_listing_changed,
    mark_listings_changed,
    mark_shelf_changed,
)
from marketplace.search.services.rebuilding import needs_rebuild, rebuild, sweep

__all__ = [
    "answers",
    "backlog",
    "drain",
    "fallback_page",
    "generation",
    "is_ready",
    "mark_cooperative_changed",
    "mark_listing_changed",
    "mark_listings_changed",
    "mark_shelf_changed",
    "needs_rebuild",
    "rebuild",
    "search",
    "suggest",
    "sweep",
]
