"""Goods side by side. Four statements however many: listings, offers, badges, pictures; one more in a cold process."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from marketplace.certification.queries import Badge, badges
from marketplace.core import clock, money
from marketplace.core.oscar import oscar_model
from marketplace.listings.models import Listing
from marketplace.listings.queries import Offer, listings_on_show, offers_of_listings
from marketplace.search.interface import SearchQuery
from marketplace.storefront.basket.contents import first_pictures
from marketplace.storefront.shelves.goods import Good, goods_of, product_url
from marketplace.storefront.shelves.passport import passport
from marketplace.storefront.shelves.results import found
from marketplace.storefront.shelves.unit_prices import unit_price
from marketplace.web.shelves import labels
from marketplace.web.templatetags.market import (
    full_day,
    in_language,
    language,
    number,
    stars_label,
    unit_name,
    weight,
)

Category = oscar_model("catalogue", "Category")
MOST = 3
CANDIDATES = 11


@dataclass(frozen=True)
class Compared:
    """One column. `without` is the address of the comparison when it is taken out."""

    listing: Listing
    title: str
    url: str
    picture: str
    kind: str
    without: str
    offers: tuple[Offer, ...]
    badge: Badge | None

    @property
    def cheapest(self) -> Offer:
        return min(self.offers, key=lambda offer: offer.price)


@dataclass(frozen=True)
class Line:
    label: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


def comparison(ids: Sequence[int], *, is_adult: bool) -> dict[str, Any]:
    """What the template needs. Goods that this visitor may not see are left out without being named."""
    columns = _columns(ids[:MOST], is_adult=is_adult)
    is_alike = _is_alike(columns)
    is_full = len(columns) >= 2
    return {
        "columns": columns,
        "lines": list(_lines(columns)) if is_full and is_alike else [],
        "is_alike": is_alike,
        "is_too_many": len(ids) > MOST,
        "is_missing": len(columns) < len(ids[:MOST]),
        "others": _others(columns[0], is_adult=is_adult) if len(columns) == 1 else [],
    }


def address(ids: Iterable[int]) -> str:
    """Of the comparison of these products; with none of them of the page that explains it."""
    chosen = ",".join(map(str, ids))
    return f"{reverse('comparison:compare')}?ids={chosen}" if chosen else reverse("comparison:compare")


def _columns(ids: Sequence[int], *, is_adult: bool) -> list[Compared]:
    if not ids:
        return []
    listings = {listing.product_id: listing for listing in _listings(ids, is_adult=is_adult)}
    by_listing: dict[int, list[Offer]] = defaultdict(list)
    for offer in offers_of_listings(listings=[listing.pk for listing in listings.values()]):
        by_listing[offer.listing.pk].append(offer)
    shown = [listings[key] for key in ids if key in listings and by_listing[listings[key].pk]]
    pictures = first_pictures([by_listing[listing.pk][0] for listing in shown])
    found_badges = badges(products=_covered(shown, by_listing), on=clock.today()) if shown else {}
    keys = [listing.product_id for listing in shown]
    return [
        Compared(
            listing=listing,
            title=in_language(listing, "title"),
            url=product_url(listing.product.slug, listing.product_id),
            picture=pictures.get(listing.pk, ""),
            kind=_kind(listing),
            without=address(key for key in keys if key != listing.product_id),
            offers=tuple(by_listing[listing.pk]),
            badge=_best(found_badges, _covered([listing], by_listing)),
        )
        for listing in shown
    ]


def _listings(ids: Sequence[int], *, is_adult: bool) -> Iterable[Listing]:
    return listings_on_show(is_adult=is_adult).filter(product__in=ids).select_related(
        "product", "product_set", "people", "shelf__shelf", "origin_commune__province", "cooperative"
    )  # fmt: skip


def _covered(listings: Iterable[Listing], offers: dict[int, list[Offer]]) -> set[int]:
    """A certificate names the product or one of its variants."""
    return {
        key for listing in listings for key in (listing.product_id, *(one.product_id for one in offers[listing.pk]))
    }


def _best(found_badges: dict[int, Badge], keys: Iterable[int]) -> Badge | None:
    own = [found_badges[key] for key in keys if key in found_badges]
    return max(own, key=lambda badge: (badge.stars, badge.until), default=None)


def _top(listing: Listing) -> str:
    return str(listing.shelf.path[: Category.steplen])


def _kind(listing: Listing) -> str:
    """What sort of goods it is, for saying why two are not compared: the shelf of the first level."""
    path = getattr(getattr(listing.shelf, "shelf", None), "path", "")
    label = labels.shelves().get(path.partition("/")[0])
    return str(label.name) if label else in_language(listing.product_set, "name")


def _is_alike(columns: Sequence[Compared]) -> bool:
    """Of one OCOP set, or from one shelf of the first level: the same things can be asked of them."""
    sets = {column.listing.product_set_id for column in columns}
    return len(sets) <= 1 or len({_top(column.listing) for column in columns}) <= 1


def _lines(columns: Sequence[Compared]) -> Iterator[Line]:
    """What none of them says is left out."""
    for label, said in _questions():
        values = tuple(said(column) for column in columns)
        if any(values):
            yield Line(label, values)


def _questions() -> list[tuple[str, Callable[[Compared], str]]]:
    crafts = ("How it is made", "Technique", "Material", "Dye", "Hours of work", "Made by hand", "Size")
    asked_of_crafts = [(_(name), _from_passport(_(name))) for name in crafts]
    return [
        (_("Price"), _price),
        (_("Unit price"), _unit_price),
        (_("OCOP stars"), _stars),
        (pgettext("comparison", "How many are left"), _stock),
        (_("To choose from"), _choices),
        (pgettext("one of the 54", "People"), lambda column: in_language(column.listing.people, "name")),
        *asked_of_crafts,
        (_("Net weight"), _weight),
        (_("Shelf life"), _shelf_life),
        (_("Seller"), lambda column: in_language(column.listing.cooperative, "name")),
        (pgettext("comparison", "Where it is from"), lambda column: column.listing.origin_commune.label),
    ]


def _price(column: Compared) -> str:
    offer, unit = column.cheapest, unit_name(column.listing.unit)
    text = _("%(price)s / %(unit)s") % {"price": money.in_words(offer.price, language()), "unit": unit}
    is_from = len({one.price for one in column.offers}) > 1
    return _("from %(price)s") % {"price": text} if is_from else text


def _unit_price(column: Compared) -> str:
    offer = column.cheapest
    price = unit_price(column.listing, offer.price, offer.net_weight_g)
    return f"{money.in_words(price.amount, language())} / {price.measure}" if price else ""


def _stars(column: Compared) -> str:
    if column.badge is None:
        return ""
    text = _("%(stars)s, valid until %(until)s")
    return text % {"stars": stars_label(column.badge.stars), "until": full_day(column.badge.until)}


def _stock(column: Compared) -> str:
    available = sum(offer.available for offer in column.offers)
    if not available:
        return _("Sold out")
    return _("In stock") if available >= 10 else ngettext("%(n)s left", "%(n)s left", available) % {"n": available}


def _choices(column: Compared) -> str:
    return " · ".join(value for value in (in_language(offer, "value") for offer in column.offers) if value)


def _from_passport(label: str) -> Callable[[Compared], str]:
    def said(column: Compared) -> str:
        own = passport(column.listing)
        return next((row.value for row in own.rows if row.label == label), "") if own else ""

    return said


def _weight(column: Compared) -> str:
    weights = sorted({offer.net_weight_g for offer in column.offers})
    return "–".join(dict.fromkeys((weight(weights[0]), weight(weights[-1]))))


def _shelf_life(column: Compared) -> str:
    days = column.listing.shelf_life_days
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)} if days else ""


def _others(column: Compared, *, is_adult: bool) -> list[Good]:
    """From its shelf, to choose the second and the third from."""
    shelf = getattr(column.listing.shelf, "shelf", None)
    if shelf is None or shelf.path not in labels.shelves():
        return []
    query = SearchQuery(
        today=clock.today(),
        language=language(),
        categories=(shelf.path,),
        exclude_restricted=not is_adult,
        page_size=CANDIDATES + 1,
    )
    cards = [card for card in found(query).hits if card.listing_id != column.listing.pk]
    return goods_of(cards[:CANDIDATES])
