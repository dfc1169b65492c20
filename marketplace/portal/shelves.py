"""A cooperative's own listings as rows: price, stock, and what is running out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest

from marketplace.core.oscar import oscar_model
from marketplace.core.scope import Scope
from marketplace.core.text import fold
from marketplace.listings.models import Listing, ListingPicture
from marketplace.listings.queries import listings

StockRecord = oscar_model("partner", "StockRecord")
FEW = 3  # pieces for sale; so many may be gone before somebody looks again


@dataclass(frozen=True)
class Row:
    """Prices are whole đồng, `left` counts pieces for sale over all variants."""

    listing: Listing
    picture: Any
    lowest: int
    highest: int
    left: int

    @property
    def is_out(self) -> bool:
        return self.left == 0

    @property
    def is_low(self) -> bool:
        return 0 < self.left <= FEW


def own_listings(*, scope: Scope) -> QuerySet[Listing]:
    """With `left`, the pieces for sale."""
    return listings(scope=scope).annotate(left=Coalesce(Subquery(_left()), 0))


def _left() -> QuerySet:  # type: ignore[type-arg]
    free = Greatest(Coalesce(F("num_in_stock"), 0) - Coalesce(F("num_allocated"), 0), 0)
    mine = Q(product=OuterRef("product")) | Q(product__parent=OuterRef("product"))
    records = StockRecord.objects.filter(mine).order_by()
    return records.values("partner").annotate(left=Sum(free)).values("left")


def titled(found: QuerySet[Listing], text: str) -> QuerySet[Listing]:
    """Those whose name has these words, with or without marks; one seller has few enough to look at each."""
    words = fold(text).split()
    if not words:
        return found
    names = found.order_by().values_list("pk", "title_vi", "title_en")
    fits = [pk for pk, vi, en in names if all(word in fold(f"{vi} {en}") for word in words)]
    return found.filter(pk__in=fits)


def rows(page: Iterable[Listing]) -> list[Row]:
    """One statement for all prices; pictures must be prefetched by `with_first_picture`."""
    found = list(page)
    prices: dict[int, list[int]] = {}
    products = [listing.product_id for listing in found]
    records = StockRecord.objects.filter(Q(product__in=products) | Q(product__parent__in=products))
    for product, parent, price in records.values_list("product_id", "product__parent_id", "price"):
        prices.setdefault(parent or product, []).append(int(price or 0))
    return [_row(listing, prices.get(listing.product_id, [0])) for listing in found]


def with_first_picture(found: QuerySet[Listing]) -> QuerySet[Listing]:
    first = ListingPicture.objects.filter(position=0).select_related("picture")
    return found.prefetch_related(Prefetch("pictures", first))


def _row(listing: Any, prices: list[int]) -> Row:
    pictures = listing.pictures.all()
    picture = pictures[0].picture if pictures else None
    return Row(listing, picture, min(prices), max(prices), listing.left)
