"""The proof page of an OCOP certificate: what the register says today, whatever became of the goods in the shop."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from marketplace.certification.enums import Standing
from marketplace.certification.models import Certificate
from marketplace.certification.queries import standing
from marketplace.cooperatives.enums import SellerStatus
from marketplace.core import clock
from marketplace.listings.models import Listing, ListingPicture, Variant
from marketplace.listings.queries import listings_behind_age, listings_on_show
from marketplace.storefront.shelves.goods import product_url
from marketplace.web.templatetags.market import in_language

NOTE_KINDS = {
    Standing.VALID: ("note--ok", "badge-check"),
    Standing.EXPIRED: ("note--warn", "clock"),
    Standing.NOT_YET: ("note--warn", "clock"),
    Standing.WITHDRAWN: ("note--bad", "triangle-alert"),
    Standing.SUPERSEDED: ("note--warn", "refresh-cw"),
}


@dataclass(frozen=True)
class Covered:
    """A product that the decision names. `url` is empty where the shop no longer shows it.

    `asks_age`: its name stands nowhere before the visitor was asked for the age.
    """

    title: str
    url: str
    picture: ListingPicture | None
    asks_age: bool = False


def certificate_page(certificate: Certificate) -> dict[str, Any]:
    today = clock.today()
    stands = standing(certificate, on=today)
    note, sign = NOTE_KINDS[stands]
    return {
        "certificate": certificate,
        "cooperative": certificate.cooperative,
        "is_seller_on_show": certificate.cooperative.status == SellerStatus.APPROVED,
        "today": today,
        "standing": stands,
        "is_valid": stands is Standing.VALID,
        "note": note,
        "sign": sign,
        "covered": _covered(certificate, today),
    }


def _covered(certificate: Certificate, on: date) -> list[Covered]:
    """A whole listing, or only some of its variants: then those are named."""
    products = list(certificate.products.order_by("pk"))
    keys = [product.pk for product in products]
    asks = Exists(listings_behind_age(on=on).filter(pk=OuterRef("pk")))
    whole = Listing.objects.filter(product__in=keys).annotate(asks_age=asks).select_related("product")
    listings = {one.product_id: one for one in whole}
    variants = {
        one.product_id: one
        for one in Variant.objects.filter(product__in=keys)
        .annotate(asks_age=Exists(listings_behind_age(on=on).filter(pk=OuterRef("listing"))))
        .select_related("listing__product", "listing")
    }
    found = [*listings.values(), *(variant.listing for variant in variants.values())]
    shown = set(listings_on_show(on=on).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    pictures = _first_pictures(found)
    return [_one(product, listings.get(product.pk), variants.get(product.pk), shown, pictures) for product in products]


def _one(
    product: Any,
    listing: Listing | None,
    variant: Variant | None,
    shown: set[int],
    pictures: dict[int, ListingPicture],
) -> Covered:
    whole = variant.listing if variant else listing
    if whole is None:
        return Covered(product.get_title(), "", None)
    title = in_language(whole, "title")
    if variant:
        title = f"{title}, {in_language(variant, 'value')}"
    url = product_url(whole.product.slug, whole.product_id) if whole.pk in shown else ""
    named: Any = variant or listing
    return Covered(title, url, pictures.get(whole.pk) if url else None, named.asks_age)


def _first_pictures(listings: list[Listing]) -> dict[int, ListingPicture]:
    found = ListingPicture.objects.filter(position=0, listing__in=listings).select_related("picture")
    return {picture.listing_id: picture for picture in found}
