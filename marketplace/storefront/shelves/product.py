"""The page of one product: what it is, what it costs, when it comes, who answers for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from marketplace.certification.models import Certificate
from marketplace.certification.queries import valid_certificates
from marketplace.classifications.models import SetRule
from marketplace.core import clock
from marketplace.fulfilment import shipping
from marketplace.listings.enums import Dye, Making, Material, Technique
from marketplace.listings.models import Listing, ListingPicture
from marketplace.listings.queries import Offer, live_listings, offers_of_listing
from marketplace.search.interface import SearchQuery
from marketplace.storefront.shelves.goods import add_url, goods_of
from marketplace.storefront.shelves.results import crumbs, found
from marketplace.web.shelves import labels
from marketplace.web.templatetags.market import language

MOST_PIECES = 99
MORE = 4


@dataclass(frozen=True)
class Passport:
    """Of cloth and crafts; only what the seller has said. Names are in the language of the page."""

    making: str
    techniques: tuple[str, ...]
    materials: tuple[str, ...]
    dyes: tuple[str, ...]


def shown_listing(product_id: int, *, on: date) -> Listing | None:
    """None for what is hidden, and for what no rule lets us show to everybody without asking."""
    rule = SetRule.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        product_set=OuterRef("product_set"),
        valid_from__lte=on,
        advertised=True,
        min_age=0,
        cashless_only=False,
    )
    return (
        live_listings()
        .filter(Exists(rule), product=product_id)
        .select_related(
            "product",
            "product_set",
            "people",
            "origin_commune__province",
            "shelf__shelf",
            "cooperative__commune__province",
        )
        .first()
    )


def product(listing: Listing) -> dict[str, Any]:
    today = clock.today()
    offers = offers_of_listing(listing=listing)
    pictures = list(_pictures(listing))
    return {
        "listing": listing,
        "cooperative": listing.cooperative,
        "place": listing.origin_commune,
        "pictures": pictures,
        "is_illustrated": any(picture.is_illustration for picture in pictures),
        "certificate": _certificate(listing, offers, today),
        "passport": _passport(listing),
        "promise": shipping.promise(placed=today),
        "shipping_price": shipping.prices(cooperatives=[listing.cooperative_id])[listing.cooperative_id],
        "more": _more(listing, today),
        "crumbs": crumbs(_shelf_path(listing)),
        **_buying(listing, offers),
    }


def _buying(listing: Listing, offers: list[Offer]) -> dict[str, Any]:
    in_stock = [offer for offer in offers if offer.available]
    chosen = next(iter(in_stock or offers), None)
    prices = [offer.price for offer in offers]
    return {
        "offers": offers,
        "chosen": chosen,
        "price": chosen.price if chosen else 0,
        "lowest": min(prices, default=0),
        "is_from": len(set(prices)) > 1,
        "is_in_stock": bool(in_stock),
        "most": min(MOST_PIECES, max((offer.available for offer in in_stock), default=0)),
        "add_url": add_url(listing.product_id),
    }


def _pictures(listing: Listing) -> QuerySet[ListingPicture]:
    return ListingPicture.objects.filter(listing=listing).select_related("picture").order_by("position")


def _certificate(listing: Listing, offers: list[Offer], today: date) -> Certificate | None:
    """The best that is valid today and names the product or one of its variants."""
    covered = {listing.product_id, *(offer.product_id for offer in offers)}
    return valid_certificates(on=today).filter(products__in=covered).order_by("-stars", "-expires_on").first()


def _passport(listing: Listing) -> Passport | None:
    if not (listing.making or listing.techniques or listing.materials or listing.dyes):
        return None
    return Passport(
        making=str(Making(listing.making).label) if listing.making in set(Making) else "",
        techniques=_said(Technique, listing.techniques),
        materials=_said(Material, listing.materials),
        dyes=_said(Dye, listing.dyes),
    )


def _said(words: Any, codes: list[str]) -> tuple[str, ...]:
    known = {code: str(label) for code, label in words.choices}
    return tuple(known[code] for code in codes if code in known)


def _more(listing: Listing, today: date) -> list[Any]:
    """From the same stall, in stock first."""
    query = SearchQuery(
        today=today,
        language=language(),
        cooperative=listing.cooperative.slug,
        exclude_restricted=True,
        page_size=MORE + 1,
    )
    cards = [card for card in found(query).hits if card.listing_id != listing.pk]
    return goods_of(cards[:MORE])


def _shelf_path(listing: Listing) -> str:
    shelf = getattr(listing.shelf, "shelf", None)
    return shelf.path if shelf and shelf.path in labels.shelves() else ""
