"""What else may please: goods like this one of other sellers, and more of the same stall."""

from collections.abc import Sequence
from datetime import date

from marketplace.listings.models import Listing
from marketplace.search.interface import Card, SearchQuery
from marketplace.storefront.shelves.goods import Good, goods_of
from marketplace.storefront.shelves.results import found
from marketplace.web.templatetags.market import language

SHOWN = 4
LOOKED_AT = 24
BAND = 3  # dearest and cheapest: three times and a third of the price


def similar(listing: Listing, *, shelf: str, price: int, on: date) -> list[Good]:
    """Of the same shelf and about the same price; the same people and making first, then the nearest price."""
    if not shelf:
        return []
    query = SearchQuery(
        today=on,
        language=language(),
        categories=(shelf,),
        min_price=price // BAND,
        max_price=price * BAND,
        in_stock=True,
        exclude_restricted=True,
        page_size=LOOKED_AT,
    )
    others = [card for card in found(query).hits if card.cooperative_id != listing.cooperative_id]
    return goods_of(_one_a_seller(sorted(others, key=lambda card: _distance(listing, price, card)))[:SHOWN])


def _distance(listing: Listing, price: int, card: Card) -> tuple[int, float]:
    people = listing.people.slug if listing.people else ""
    likeness = 2 * (people != "" and card.people_slug == people) + (card.making == listing.making)
    return -likeness, abs(card.price_min - price) / (price or 1)


def _one_a_seller(cards: Sequence[Card]) -> list[Card]:
    """A second one of the same seller only after all the others."""
    seen: set[int] = set()
    first: list[Card] = []
    rest: list[Card] = []
    for card in cards:
        (rest if card.cooperative_id in seen else first).append(card)
        seen.add(card.cooperative_id)
    return first + rest


def more_of_stall(listing: Listing, *, on: date) -> list[Good]:
    """In stock first."""
    query = SearchQuery(
        today=on,
        language=language(),
        cooperative=listing.cooperative.slug,
        exclude_restricted=True,
        page_size=SHOWN + 1,
    )
    cards = [card for card in found(query).hits if card.listing_id != listing.pk]
    return goods_of(cards[:SHOWN])
