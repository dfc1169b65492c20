"""Asking the shelves, and keeping the index true to the database."""

from marketplace.search.services.counting import forget_counts, kept_text, record_misses, record_seen
from marketplace.search.services.draining import drain
from marketplace.search.services.engine import answers, generation, is_ready
from marketplace.search.services.finding import search, suggest
from marketplace.search.services.likening import similar
from marketplace.search.services.marking import (
    backlog,
    mark_certificate_changed,
    mark_changed_listings,
    mark_cooperative_changed,
    mark_listings_changed,
    mark_popularity_changed,
    mark_seller_changed,
    mark_shelf_changed,
)
from marketplace.search.services.rebuilding import needs_rebuild, rebuild, sweep
from marketplace.search.services.rotating import forget_turns, plan_turns, turn_places, with_turns
from marketplace.search.services.standing import fallback_page

__all__ = [
    "answers",
    "backlog",
    "drain",
    "fallback_page",
    "forget_counts",
    "forget_turns",
    "generation",
    "is_ready",
    "kept_text",
    "mark_certificate_changed",
    "mark_changed_listings",
    "mark_cooperative_changed",
    "mark_listings_changed",
    "mark_popularity_changed",
    "mark_seller_changed",
    "mark_shelf_changed",
    "needs_rebuild",
    "plan_turns",
    "rebuild",
    "record_misses",
    "record_seen",
    "search",
    "similar",
    "suggest",
    "sweep",
    "turn_places",
    "with_turns",
]
