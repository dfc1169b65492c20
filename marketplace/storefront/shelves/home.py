"""The first page: goods at once, the harvest, cloth, one stall, what is new, places, stories.

It changes with the day, not with the visitor.
"""

import zlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from marketplace.cooperatives.models import Cooperative
from marketplace.cooperatives.queries import sellers_on_show
from marketplace.core import clock
from marketplace.listings.models import ListingPicture
from marketplace.search.interface import Card, Facet, Page, SearchFailed, SearchQuery, SearchUnavailable, Sort
from marketplace.search.services import with_turns
from marketplace.storefront.pages.addresses import province_url
from marketplace.storefront.pages.tales import of_the_day
from marketplace.storefront.shelves.goods import Good, goods_of, product_url, varied
from marketplace.storefront.shelves.results import found
from marketplace.web.freshness import Fresh, freshness
from marketplace.web.shelves import labels
from marketplace.web.shelves.labels import forget_also
from marketplace.web.tallies import tallies
from marketplace.web.templatetags.market import language

CLOTH = "tho-cam"
OPENING = 10
HARVEST = 5
NEW = 5
WOVEN = 3
STALL = 4
STORIES = 3
PLACES = 11
SHELVES = 12  # one row at a desk; the rest are among all goods
LOOKED_AT = 96


@dataclass(frozen=True)
class Stall:
    """The cooperative of the day."""

    cooperative: Cooperative
    goods: list[Good]
    total: int
    starred: int


@dataclass(frozen=True)
class Place:
    name: str
    url: str
    count: int


def home(day: date | None = None) -> dict[str, Any]:
    """Put together once for each state of the market and each language, while the engine answers."""
    today = day or clock.today()
    fresh = freshness()
    values = (_kept if fresh else _kept.__wrapped__)(today, language(), fresh)
    if values["is_fallback"]:
        _kept.cache_clear()
    tallies.seen(values["opening"])
    return dict(values)


@lru_cache(maxsize=4)
def _kept(today: date, _language: str, _fresh: Fresh | None) -> dict[str, Any]:
    """`mark` is that of these values: templates keep what they drew of them."""
    return {"mark": object(), **_values(today)}


forget_also(_kept.cache_clear)


def _values(today: date) -> dict[str, Any]:
    query = SearchQuery(
        today=today,
        language=language(),
        in_stock=True,
        exclude_restricted=True,
        sort=Sort.NEWEST,
        page_size=LOOKED_AT,
        facets=(Facet.CATEGORY, Facet.PROVINCE, Facet.STARS),
    )
    page = found(query)
    opening = _in_turn(varied(_of_the_day(query, page), wanted=OPENING, day=today), page, today)
    return {
        "opening": tuple(opening),
        "today": today,
        "total": page.total,
        "sellers": labels.seller_count(),
        "is_fallback": page.is_fallback,
        "goods": goods_of(opening, eager=2),
        "shelves": _shelves(page),
        "places": _places(page),
        "counts": {count.value: count.count for count in page.facets.get(Facet.PROVINCE, ())},
        "stories": of_the_day(today, STORIES),
        **({} if page.is_fallback else _rows(query, page, opening, today)),
    }


def _rows(query: SearchQuery, page: Page, opening: list[Card], today: date) -> dict[str, Any]:
    """What the engine alone can tell; a good stands in one row only."""
    plain = replace(query, facets=())
    harvest = _others(found(replace(plain, season_month=today.month)), opening, wanted=HARVEST, today=today)
    return {
        "harvest": goods_of(harvest),
        "new": goods_of(_newest(page, [*opening, *harvest])),
        "woven": _woven(plain, today),
        "stall": _stall(query, page, today),
    }


def _others(page: Page, shown: list[Card], *, wanted: int, today: date) -> list[Card]:
    taken = {card.listing_id for card in shown}
    return varied((card for card in page.hits if card.listing_id not in taken), wanted=wanted, day=today)


def _newest(page: Page, shown: list[Card]) -> list[Card]:
    """One of each seller, as they came in."""
    found_cards: list[Card] = []
    for card in page.hits:
        sellers = {other.cooperative_id for other in found_cards}
        if card not in shown and card.cooperative_id not in sellers and len(found_cards) < NEW:
            found_cards.append(card)
    return found_cards


def _in_turn(drawn: list[Card], page: Page, today: date) -> list[Card]:
    """One place in TURN_IN goes to a seller who was seen least; not while the engine rests."""
    try:
        return drawn if page.is_fallback else with_turns(drawn, today)
    except (SearchUnavailable, SearchFailed):
        return drawn


def _of_the_day(query: SearchQuery, page: Page) -> tuple[Card, ...]:
    """Each day looks at another full page of the goods, so that every seller comes to the front."""
    full = page.total // LOOKED_AT
    number = 1 + query.today.toordinal() % max(full, 1)
    return page.hits if number == 1 or page.is_fallback else found(replace(query, page=number)).hits


def _shelves(page: Page) -> list[labels.ShelfLabel]:
    """Of the first level, those that hold something; all of them when nobody counted."""
    counted = {count.value for count in page.facets.get(Facet.CATEGORY, ())}
    top = [shelf for shelf in labels.shelves().values() if not shelf.parent]
    return [shelf for shelf in top if page.is_fallback or shelf.path in counted][:SHELVES]


def _places(page: Page) -> list[Place]:
    names = labels.provinces()
    counts = [count for count in page.facets.get(Facet.PROVINCE, ()) if count.value in names]
    return [Place(str(names[count.value]), province_url(count.value), count.count) for count in counts[:PLACES]]


def _woven(query: SearchQuery, today: date) -> dict[str, Any] | None:
    page = found(replace(query, categories=(CLOTH,)))
    cards = varied(page.hits, wanted=WOVEN, day=today)
    if not cards:
        return None
    return {
        "goods": goods_of(cards),
        "close": _close_up(cards[0]),
        "url": product_url(cards[0].slug, cards[0].product_id),
    }


def _close_up(card: Card) -> ListingPicture | None:
    pictures = ListingPicture.objects.filter(listing=card.listing_id).select_related("picture", "listing")
    return pictures.order_by("-position").first()


def _stall(query: SearchQuery, page: Page, today: date) -> Stall | None:
    """One of the sellers with enough to fill the row, another each day."""
    count = Counter(card.cooperative_slug for card in page.hits)
    full = sorted(slug for slug, goods in count.items() if goods >= STALL)
    if not full:
        return None
    slug = min(full, key=lambda slug: zlib.crc32(f"{today}:{slug}".encode()))
    cooperative = sellers_on_show().filter(slug=slug).first()
    if cooperative is None:
        return None
    goods = found(replace(query, cooperative=slug, page_size=STALL))
    starred = sum(count.count for count in goods.facets.get(Facet.STARS, ()))
    return Stall(cooperative, goods_of(goods.hits), goods.total, starred)
