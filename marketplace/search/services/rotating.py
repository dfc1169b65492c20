"""Turns: a few places of home and of unsearched shelves go, another day to others, to sellers who were seen least.

Whose turn it is stands in the database for the day, so every process and both engines show the same. The order is that
of the index but for those places; `arranged` keeps each listing exactly once over all pages.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from marketplace.core import clock
from marketplace.core.oscar import oscar_model
from marketplace.listings.models import Listing
from marketplace.listings.queries import listings_on_show
from marketplace.search import ranking
from marketplace.search.documents import public_shelves
from marketplace.search.interface import Card, Page, SearchQuery
from marketplace.search.models import Rotation
from marketplace.search.queries import seen_by_cooperative
from marketplace.search.rows import by_newest
from marketplace.search.services.engine import engine, generation

StockRecord = oscar_model("partner", "StockRecord")
DAYS_LOOKED_BACK = 30
MOST_TURNS = 12  # kept for a shelf and day; more than places, for what sells out meanwhile
DAYS_AHEAD = 1
_SECONDS_KEPT = 600


def turn_places(places: int) -> int:
    """How many of so many places go by turns; the last of each group, so that the first is never one."""
    return places // ranking.TURN_IN


def rotated(query: SearchQuery) -> Page:
    """A page of an unsearched shelf with its turns. Raises as `search`."""
    cards = turns(query.today, query.categories[0] if query.categories else "")
    first = engine().search(query) if query.page == 1 or not cards else None
    if not cards:
        return first or engine().search(query)
    if first is not None:
        size = min(query.page_size, first.total)
        window = Window(0, first.hits, size)
        return replace(first, hits=arranged(window, cards[: turn_places(size)], is_first=True))
    return _later_page(query, cards)


def _later_page(query: SearchQuery, cards: Sequence[Card]) -> Page:
    """What the first page drew from further down is missing here, and what it pushed down stands here instead."""
    moved = cards[: turn_places(query.page_size)]
    start = query.offset - len(moved)
    page = engine().search(replace(query, skip=start, page_size=query.page_size + len(moved)))
    if page.total <= query.offset:  # past the end, or all on the first page
        return replace(page, hits=(), page=query.page, page_size=query.page_size)
    hits = arranged(Window(start, page.hits, query.page_size), moved, is_first=False)
    return replace(page, hits=hits, page=query.page, page_size=query.page_size)


@dataclass(frozen=True)
class Window:
    """Hits in the index's order from `start` on, at least `size` and as many more as there are turns."""

    start: int
    hits: tuple[Card, ...]
    size: int


def arranged(window: Window, moved: Sequence[Card], *, is_first: bool) -> tuple[Card, ...]:
    """The cards of one page. On the first page `moved` stand at every TURN_IN-th place; on later ones nowhere."""
    taken = {card.listing_id for card in moved}
    others = [card for card in window.hits if card.listing_id not in taken]
    if is_first:
        return tuple(interleaved(others, moved)[: window.size])
    # Of the moved ones that stood before this window, each has pulled the rest up by one.
    before = sum(_key(card) > _key(window.hits[0]) for card in moved) if window.hits else 0
    return tuple(others[before : before + window.size])


def interleaved(others: Sequence[Card], moved: Sequence[Card]) -> list[Card]:
    """`moved` at the 8th, 16th, … place, where TURN_IN is 8, what is left of them at the end."""
    found: list[Card] = []
    rest, turn = list(others), list(moved)
    while rest:
        found += rest[: ranking.TURN_IN - 1]
        del rest[: ranking.TURN_IN - 1]
        found += turn[:1]
        del turn[:1]
    return found + turn


def with_turns(cards: Sequence[Card], day: date) -> list[Card]:
    """Cards that were drawn from the whole market, as many as there are, with the places of the day's turns."""
    moved = turns(day)[: turn_places(len(cards))]
    taken = {card.listing_id for card in moved}
    others = [card for card in cards if card.listing_id not in taken]
    return interleaved(others, moved)[: len(cards)]


def _key(card: Card) -> int:
    return by_newest(card.live_since, card.listing_id)


def turns(day: date, shelf: str = "") -> tuple[Card, ...]:
    """Whose turn it is and who is on the shelf and in stock now, best turn first; raises as `search`.

    Asked once for each state of the index.
    """
    return _cards(generation(), day, shelf, int(clock.now().timestamp()) // _SECONDS_KEPT)


def forget_turns() -> None:
    """As if this process had just begun."""
    _cards.cache_clear()
    _planned.cache_clear()


@lru_cache(maxsize=256)
def _cards(_generation: str, day: date, shelf: str, period: int) -> tuple[Card, ...]:
    wanted = _planned(day, period).get(shelf, ())
    if not wanted:
        return ()
    query = SearchQuery(
        today=day,
        listings=wanted,
        categories=(shelf,) if shelf else (),
        in_stock=True,
        exclude_restricted=True,
        page_size=len(wanted),
    )
    cards = {card.listing_id: card for card in engine().search(query).hits}
    return tuple(cards[listing_id] for listing_id in wanted if listing_id in cards)


@lru_cache(maxsize=4)
def _planned(day: date, _period: int) -> Mapping[str, tuple[int, ...]]:
    rows = Rotation.objects.filter(day=day).values_list("shelf", "listing_ids")
    return {shelf: tuple(listing_ids) for shelf, listing_ids in rows}


def plan_turns() -> int:
    """Decide today's turns, where that is not done yet, and tomorrow's; returns how many shelf-days were decided.

    It reads all listings in stock: for a schedule. What was decided for a day stays.
    """
    today = clock.today()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD + 1)]
    known = set(Rotation.objects.filter(day__in=days).values_list("day", flat=True).distinct())
    missing = [day for day in days if day not in known]
    if not missing:
        return 0
    offered = _offered()
    seen = seen_by_cooperative(first=today - timedelta(days=DAYS_LOOKED_BACK), last=today)
    rows = [
        Rotation(day=day, shelf=shelf, listing_ids=_in_turn(goods, seen, f"{day}:{shelf}"))
        for day in missing
        for shelf, goods in offered.items()
    ]
    Rotation.objects.bulk_create(rows, ignore_conflicts=True)  # another process may have decided just now
    forget_turns()
    return len(rows)


def _offered() -> dict[str, dict[int, list[int]]]:
    """Listings in stock that anybody may see, by shelf and by seller; those of a shelf stand on all above it too."""
    shelves = {pk: shelf.path for pk, shelf in public_shelves().items()}
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for listing_id, seller, shelf in _in_stock().values_list("pk", "cooperative_id", "shelf_id").iterator():
        steps = shelves[shelf].split("/") if shelf in shelves else []
        for end in range(len(steps) + 1) if steps else ():
            found["/".join(steps[:end])][seller].append(listing_id)
    return found


def _in_stock() -> QuerySet[Listing]:
    """Two questions instead of one with OR in it, which no index could answer."""
    left = StockRecord.objects.filter(
        num_in_stock__gt=Coalesce(F("num_allocated"), 0), product__is_public=True, price__isnull=False
    )
    own = left.filter(product=OuterRef("product"))
    of_variants = left.filter(product__variant__listing=OuterRef("pk"))
    return listings_on_show().filter(Exists(own) | Exists(of_variants))


def _in_turn(goods: Mapping[int, Iterable[int]], seen: Mapping[int, int], salt: str) -> list[int]:
    """One listing of each seller, who was seen least first; equals, and the listing, by that day's lot."""
    sellers = sorted(goods, key=lambda seller: (seen.get(seller, 0), _lot(salt, seller)))
    return [min(goods[seller], key=lambda listing: _lot(salt, listing)) for seller in sellers[:MOST_TURNS]]


def _lot(salt: str, number: int) -> int:
    return zlib.crc32(f"{salt}:{number}".encode())
