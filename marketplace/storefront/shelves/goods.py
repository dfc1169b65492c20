"""A good as it lies on the shelf: a search card in the language of the page."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.listings.enums import Making
from marketplace.search.interface import Card
from marketplace.web.shelves.labels import forget_also
from marketplace.web.templatetags.market import language, unit_name

KNOWN_GOODS = 8192
EAGER = 2  # pictures of the first screen of a phone are not lazy


@dataclass(frozen=True)
class Good:
    """`add_url` is empty where the buyer must choose first, where nothing is left, and where the law asks for more."""

    title: str
    url: str
    add_url: str
    picture_key: str
    alt: str
    stars: int
    commune: str
    province: str
    cooperative: str
    price: int
    is_from: bool
    unit: str
    in_stock: bool
    is_lazy: bool
    is_machine_made: bool = False
    product_id: int = 0

    @property
    def keep_url(self) -> str:
        """Among the favourites with one press."""
        return reverse("favourites:keep", args=(self.product_id,))


def goods_of(cards: Iterable[Card], *, eager: int = 0) -> list[Good]:
    """The first `eager` pictures load at once, the others when they come near."""
    spoken = language()
    return [_good(card, spoken, is_lazy=index >= eager) for index, card in enumerate(cards)]


@lru_cache(maxsize=KNOWN_GOODS)
def _good(card: Card, spoken: str, *, is_lazy: bool) -> Good:
    alt = card.alt(spoken)
    return Good(
        title=card.title(spoken),
        url=product_url(card.slug, card.product_id),
        add_url=_add_url(card),
        picture_key=card.picture_key,
        alt=_("Illustration: %(what)s") % {"what": alt} if card.is_illustration else alt,
        stars=card.stars,
        commune=card.commune_name,
        province=card.province_name,
        cooperative=card.cooperative_name(spoken),
        price=card.price_min,
        is_from=card.price_max > card.price_min,
        unit=unit_name(card.unit),
        in_stock=card.in_stock,
        is_lazy=is_lazy,
        is_machine_made=card.making == Making.MACHINE_MADE,
        product_id=card.product_id,
    )


def _add_url(card: Card) -> str:
    key = card.sellable_product_id
    return add_url(key) if key and card.in_stock and not card.is_restricted else ""


forget_also(_good.cache_clear)


def product_url(slug: str, product_id: int) -> str:
    return reverse("shop:product", args=(slug or "-", product_id))


def add_url(product_id: int) -> str:
    return reverse("basket:add", args=(product_id,))


def varied(cards: Iterable[Card], *, wanted: int, day: date) -> list[Card]:
    """As many sellers and shelves as there are, drawn by lot: another draw each day, the same all day long."""
    drawn = sorted(cards, key=lambda card: zlib.crc32(f"{day}:{card.listing_id}".encode()))
    chosen: list[Card] = []
    for limit in range(1, wanted + 1):
        for card in drawn:
            if len(chosen) == wanted:
                return chosen
            if card not in chosen and _has_room(chosen, card, limit):
                chosen.append(card)
    return chosen


def _has_room(chosen: list[Card], card: Card, limit: int) -> bool:
    same_seller = sum(other.cooperative_id == card.cooperative_id for other in chosen)
    same_shelf = sum(_top(other) == _top(card) for other in chosen)
    return same_seller < limit and same_shelf < limit


def _top(card: Card) -> str:
    return card.shelf.partition("/")[0]
