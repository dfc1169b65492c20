"""What there is to buy, of whom, and where buyers live: read once, kept small."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from django.db.models import Q
from django.db.models.functions import Coalesce

from marketplace.cooperatives.models import Cooperative
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment import shipping
from marketplace.listings.models import Listing
from marketplace.listings.queries import live_listings
from marketplace.places.enums import Version
from marketplace.places.models import Commune

StockRecord = oscar_model("partner", "StockRecord")
DEAREST = 50_000_000  # an order of many lines stays below its limit


@dataclass(frozen=True)
class Goods:
    """One sellable product. Price is whole đồng."""

    product_id: int
    stock_record_id: int
    listing: Listing
    value_vi: str
    value_en: str
    price: int

    @property
    def titles(self) -> tuple[str, str]:
        names = (self.listing.title_vi, self.listing.title_en)
        values = (self.value_vi, self.value_en or self.value_vi)
        vi, en = (f"{name}, {value}" if value else name for name, value in zip(names, values, strict=True))
        return vi, en


@dataclass
class Shop:
    """A seller with what it sells; `reach` are running sums of how much each of its goods is liked."""

    cooperative: Cooperative
    charge: int
    goods: list[Goods] = field(default_factory=list)
    reach: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class World:
    shops: list[Shop]
    reach: list[float]
    communes: dict[int, list[Commune]]

    @property
    def by_cooperative(self) -> dict[int, Shop]:
        return {shop.cooperative.pk: shop for shop in self.shops}


def read_world(rng: Random) -> World | None:
    """None when nothing is for sale or no place is known."""
    communes: dict[int, list[Commune]] = defaultdict(list)
    for commune in Commune.objects.filter(version=Version.CURRENT).select_related("province").order_by("pk"):
        communes[commune.province_id].append(commune)
    shops = _shops()
    if not shops or not communes:
        return None
    for shop in shops:
        shop.reach = list(accumulate(rng.paretovariate(1.3) for _goods in shop.goods))
    liked = [min(40.0, rng.paretovariate(1.2)) * len(shop.goods) ** 0.5 for shop in shops]
    return World(shops, list(accumulate(liked)), dict(communes))


def _shops() -> list[Shop]:
    listings = live_listings().only("title_vi", "title_en", "unit", "cooperative", "product", "product_set", "people")
    found = {listing.pk: listing for listing in listings}
    sellers = Cooperative.objects.filter(pk__in={listing.cooperative_id for listing in found.values()})
    charges = shipping.prices(cooperatives=sellers.values_list("pk", flat=True))
    shops = {seller.pk: Shop(seller, charges[seller.pk]) for seller in sellers.select_related("commune").order_by("pk")}
    for product, record, listing_id, value_vi, value_en, price in _offers():
        if listing_id in found:
            listing = found[listing_id]
            goods = Goods(product, record, listing, value_vi or "", value_en or "", int(price))
            shops[listing.cooperative_id].goods.append(goods)
    return [shop for shop in shops.values() if shop.goods]


def _offers() -> list[tuple[int, int, int, str | None, str | None, int]]:
    records = StockRecord.objects.filter(Q(product__listing__isnull=False) | Q(product__variant__isnull=False))
    return list(
        records.filter(price__gt=0, price__lte=DEAREST)
        .order_by("pk")
        .values_list(
            "product_id",
            "pk",
            Coalesce("product__variant__listing", "product__listing__pk"),
            "product__variant__value_vi",
            "product__variant__value_en",
            "price",
        )
    )
