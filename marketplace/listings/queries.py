from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from marketplace.classifications.models import ADULT, SetRule
from marketplace.classifications.queries import RuleMissing, rule_for
from marketplace.cooperatives.enums import SellerStatus
from marketplace.cooperatives.queries import within
from marketplace.core import clock
from marketplace.core.asked import Row, asked
from marketplace.core.oscar import oscar_model
from marketplace.core.scope import Scope
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Favourite, FavouriteList, Listing, Popularity, Variant

Category = oscar_model("catalogue", "Category")
StockRecord = oscar_model("partner", "StockRecord")


@dataclass(frozen=True)
class Offer:
    """A sellable product as it stands now. Price is whole đồng with VAT; `available` counts pieces.

    `is_on_sale`: its listing is live, its seller approved and its product public; stock is another matter.
    `is_cashless`: the law forbids to take cash for it; `asks_age`: it is shown to those only who said to be of age.
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
    is_cashless: bool = False
    asks_age: bool = False

    def title(self, language: str) -> str:
        english = language.startswith("en")
        name = (self.listing.title_en if english else "") or self.listing.title_vi
        value = (self.value_en if english else "") or self.value_vi
        return f"{name}, {value}" if value else name


def listings(*, scope: Scope) -> QuerySet[Listing]:
    return Listing.objects.filter(within(scope, path="cooperative__")).select_related("cooperative", "product")


def live_listings() -> QuerySet[Listing]:
    """What the public may see: a category that is hidden hides all below it."""
    return Listing.objects.filter(
        state=ListingState.LIVE,
        cooperative__status=SellerStatus.APPROVED,
        product__is_public=True,
        shelf__in=_categories_on_show(),
    )


def _categories_on_show() -> QuerySet[Any]:
    below = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    hidden = Category.objects.annotate(below=below).filter(is_public=False, below__startswith=F("path"))
    return Category.objects.filter(~Exists(hidden)).order_by().values("pk")


def listings_on_show(*, is_adult: bool = False, on: date | None = None) -> QuerySet[Listing]:
    """What this visitor may see: the rule of the day lets it be shown to all, or the visitor has said to be of age."""
    day = on or clock.today()
    rule = SetRule.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        product_set=OuterRef("product_set"),
        valid_from__lte=day,
        min_age__lte=ADULT if is_adult else 0,
    )
    return live_listings().filter(Exists(rule if is_adult else rule.filter(advertised=True)))


def buyers_by_listing(listing_ids: Iterable[int]) -> dict[int, int]:
    """Of those that have buyers at all; one statement."""
    return dict(Popularity.objects.filter(listing__in=list(listing_ids)).values_list("listing", "buyers"))


def favourites_in(kept: FavouriteList) -> QuerySet[Favourite]:
    """The newest first, with what a list shows of each; those that are no longer on show too."""
    found = kept.favourites.select_related(
        "listing__product", "listing__cooperative", "listing__origin_commune__province", "listing__product_set"
    )
    return found.order_by("-added_at", "-pk")


def shared_favourites(token: str) -> FavouriteList | None:
    """The list that a link shows; None when it was taken back."""
    return FavouriteList.objects.filter(share_token=token).first() if token else None


def listings_behind_age(*, on: date | None = None) -> QuerySet[Listing]:
    """Those whose rule asks for the age, on sale or not: their names stand nowhere before."""
    day = on or clock.today()
    rule = SetRule.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        Q(min_age__gt=0) | Q(advertised=False),
        product_set=OuterRef("product_set"),
        valid_from__lte=day,
    )
    return Listing.objects.filter(Exists(rule))


def asks_for_age(product_id: int) -> bool:
    """Whether the page of this product, which not everybody may see, opens with the answer."""
    return listings_on_show(is_adult=True).filter(product=product_id).exists()


def offers(*, products: Iterable[int]) -> dict[int, Offer]:
    """Offers by sellable product key, in one statement; products without listing or price are left out."""
    return _offers(Q(product_id__in=list(products)))


def offers_of_listing(*, listing: Listing) -> list[Offer]:
    """In the order of the variants; they speak of this very listing, so what was joined to it is not read again."""
    records = (
        StockRecord.objects.filter(_sold_by([listing.pk]), price__isnull=False)
        .annotate(**_asked_by_law(listing.product_set_id))
        .select_related("product__variant")
        .order_by("product__variant__position", "pk")
    )
    return [_offer(record, listing) for record in records]


def last_change(*, product_id: int, is_adult: bool, on: date) -> str | None:
    """Of the listing, to compare with `moment`; None for what this visitor may not see. Nothing is put together."""
    found = _shown(product_id, is_adult, on)
    return moment(found[0][0]) if found else None


def moment(changed_at: Any) -> str:
    """As both databases write it, and Python."""
    return str(changed_at).removesuffix("+00:00")


def records_of(*, listing: Listing, on: date) -> tuple[Row, ...]:
    """What the listing offers at this moment, as rows that may be compared; for `offers_from`."""
    return tuple(map(tuple, _sold(listing.pk, listing.product_set_id, on)))


@asked
def _shown(product_id: int, is_adult: bool, on: date) -> QuerySet[Any]:
    found = listings_on_show(is_adult=is_adult, on=on).filter(product=product_id).order_by("pk")
    return found.values_list("changed_at")


@asked
def _sold(listing_id: int, product_set: int, _on: date) -> QuerySet[Any]:
    records = StockRecord.objects.filter(_sold_by([listing_id]), price__isnull=False)
    return (
        records.annotate(**_asked_by_law(product_set))
        .order_by("product__variant__position", "pk")
        .values_list(
            "product",
            "pk",
            "product__variant",
            "product__variant__value_vi",
            "product__variant__value_en",
            "product__variant__net_weight_g",
            "price",
            "num_in_stock",
            "num_allocated",
            "is_cashless",
            "asks_age",
        )
    )


def offers_from(records: Iterable[Row], *, listing: Listing) -> list[Offer]:
    """As `offers_of_listing` of a listing on show, from rows that were read already."""
    return [_offer_from(listing, *record) for record in records]


def _offer_from(listing: Listing, product: int, record: int, variant: int | None, *values: Any) -> Offer:
    value_vi, value_en, weight, price, in_stock, allocated, is_cashless, asks_age = values
    return Offer(
        product_id=product,
        stock_record_id=record,
        listing=listing,
        value_vi=value_vi or "",
        value_en=value_en or "",
        price=int(price),
        available=max(0, (in_stock or 0) - (allocated or 0)),
        net_weight_g=weight if variant else listing.net_weight_g,
        is_on_sale=True,
        is_cashless=bool(is_cashless),
        asks_age=bool(asks_age),
    )


def offers_of_listings(*, listings: Iterable[int]) -> list[Offer]:
    """Of all these listings, by their keys, in one statement; each one's in the order of its variants."""
    keys = list(listings)
    return list(_offers(_sold_by(keys)).values()) if keys else []


def _sold_by(listing_ids: list[int]) -> Q:
    """By keys of products: a choice between two joined tables would read them whole."""
    variants = Variant.objects.filter(listing__in=listing_ids).order_by().values("product")
    return Q(product__in=Listing.objects.filter(pk__in=listing_ids).values("product").union(variants, all=True))


def _offers(condition: Q) -> dict[int, Offer]:
    of_the_set = Coalesce(OuterRef("product__listing__product_set"), OuterRef("product__variant__listing__product_set"))
    records = (
        StockRecord.objects.filter(condition, price__isnull=False)
        .annotate(**_asked_by_law(of_the_set))
        .select_related(
            "product__listing__cooperative__commune__province",
            "product__listing__product",
            "product__variant__listing__cooperative__commune__province",
            "product__variant__listing__product",
        )
        .order_by("product__variant__position", "pk")
    )
    found = {}
    for record in records:
        listing = _listing_of(record)
        if listing:
            found[record.product_id] = _offer(record, listing)
    return found


def _asked_by_law(product_set: Any) -> dict[str, Exists]:
    today = clock.today()
    rules = SetRule.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=today), valid_from__lte=today, product_set=product_set
    )
    return {
        "is_cashless": Exists(rules.filter(cashless_only=True)),
        "asks_age": Exists(rules.filter(Q(min_age__gt=0) | Q(advertised=False))),
    }


def available(record: Any) -> int:
    """Pieces of a stock record that may still be ordered."""
    return max(0, (record.num_in_stock or 0) - (record.num_allocated or 0))


def _listing_of(record: Any) -> Listing | None:
    variant = getattr(record.product, "variant", None)
    found: Listing | None = variant.listing if variant else getattr(record.product, "listing", None)
    return found


def _offer(record: Any, listing: Listing) -> Offer:
    product = record.product
    variant = getattr(product, "variant", None)
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
        is_cashless=record.is_cashless,
        asks_age=record.asks_age,
    )


def rule_in_force(listing: Listing) -> SetRule | None:
    """Today's rule of the listing's OCOP set."""
    try:
        return rule_for(listing.product_set)
    except RuleMissing:
        return None


def hindrances(listing: Listing) -> list[str]:
    """Why a listing may not go on show today, by its set's rule. Empty: it may, to those who may see it."""
    found = []
    if listing.cooperative.status != SellerStatus.APPROVED:
        found.append(_("The seller itself is not approved."))
    rule = rule_in_force(listing)
    if rule is None:
        found.append(_("No rule allows goods of this OCOP set to be sold today."))
        return found
    if not rule.allows(listing.cooperative.kind):
        found.append(_("This kind of seller may not sell goods of this OCOP set."))
    if rule.min_age > ADULT:
        found.append(_("The shop cannot ask for the age that the law wants for these goods."))
    return found
