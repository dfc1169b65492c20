from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from marketplace.classifications.models import SetRule
from marketplace.classifications.queries import RuleMissing, rule_for
from marketplace.cooperatives.enums import SellerStatus
from marketplace.cooperatives.queries import within
from marketplace.core.oscar import oscar_model
from marketplace.core.scope import Scope
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Listing

StockRecord = oscar_model("partner", "StockRecord")


@dataclass(frozen=True)
class Offer:
    """A sellable product as it stands now. Price is whole đồng with VAT; `available` counts pieces.

    `is_on_sale`: its listing is live, its seller approved and its product public; stock is another matter.
    """

    product_id: int
    stock_record_id: int
    listing: Listing
    value_vi: str
    value_en: str
    price: int
    available: int
    net_weight_g: int
    is_on_sale: bool

    def title(self, language: str) -> str:
        english = language.startswith("en")
        name = (self.listing.title_en if english else "") or self.listing.title_vi
        value = (self.value_en if english else "") or self.value_vi
        return f"{name}, {value}" if value else name


def listings(*, scope: Scope) -> QuerySet[Listing]:
    return Listing.objects.filter(within(scope, path="cooperative__")).select_related("cooperative", "product")


def live_listings() -> QuerySet[Listing]:
    """What the public may see."""
    return Listing.objects.filter(
        state=ListingState.LIVE, cooperative__status=SellerStatus.APPROVED, product__is_public=True
    )


def offers(*, products: Iterable[int]) -> dict[int, Offer]:
    """Offers by sellable product key, in one statement; products without listing or price are left out."""
    return _offers(Q(product_id__in=list(products)))


def offers_of_listing(*, listing: Listing) -> list[Offer]:
    """In the order of the variants."""
    found = _offers(Q(product__listing=listing) | Q(product__variant__listing=listing))
    return list(found.values())


def _offers(condition: Q) -> dict[int, Offer]:
    records = (
        StockRecord.objects.filter(condition, price__isnull=False)
        .select_related(
            "product__listing__cooperative__commune__province",
            "product__listing__product",
            "product__variant__listing__cooperative__commune__province",
            "product__variant__listing__product",
        )
        .order_by("product__variant__position", "pk")
    )
    found = (_offer(record) for record in records)
    return {offer.product_id: offer for offer in found if offer}


def available(record: Any) -> int:
    """Pieces of a stock record that may still be ordered."""
    return max(0, (record.num_in_stock or 0) - (record.num_allocated or 0))


def _offer(record: Any) -> Offer | None:
    product = record.product
    variant = getattr(product, "variant", None)
    listing = variant.listing if variant else getattr(product, "listing", None)
    if listing is None:
        return None
    return Offer(
        product_id=product.pk,
        stock_record_id=record.pk,
        listing=listing,
        value_vi=variant.value_vi if variant else "",
        value_en=variant.value_en if variant else "",
        price=int(record.price),
        available=available(record),
        net_weight_g=variant.net_weight_g if variant else listing.net_weight_g,
        is_on_sale=(
            listing.state == ListingState.LIVE
            and listing.cooperative.status == SellerStatus.APPROVED
            and listing.product.is_public
        ),
    )


def rule_in_force(listing: Listing) -> SetRule | None:
    """Today's rule of the listing's OCOP set."""
    try:
        return rule_for(listing.product_set)
    except RuleMissing:
        return None


def hindrances(listing: Listing) -> list[str]:
    """Why a listing may not go on sale today: by its set's rule, or by what the shop cannot do yet. Empty: it may."""
    found = []
    if listing.cooperative.status != SellerStatus.APPROVED:
        found.append(_("The seller itself is not approved."))
    rule = rule_in_force(listing)
    if rule is None:
        found.append(_("No rule allows goods of this OCOP set to be sold today."))
        return found
    if not rule.allows(listing.cooperative.kind):
        found.append(_("This kind of seller may not sell goods of this OCOP set."))
    if rule.is_restricted:
        found.append(_("These goods need a question of age or payment without cash, which the shop does not have yet."))
    return found
