"""Cooperatives as a buyer meets them: the list, and the stall of one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils.text import capfirst

from marketplace.cooperatives.enums import SellerKind
from marketplace.cooperatives.models import Cooperative
from marketplace.cooperatives.queries import sellers_on_show
from marketplace.core import clock
from marketplace.listings.enums import ListingState
from marketplace.listings.models import ListingPicture
from marketplace.listings.queries import live_listings
from marketplace.search.interface import Facet, SearchQuery
from marketplace.storefront.shelves.goods import goods_of
from marketplace.storefront.shelves.results import found, pager
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import PAGE_SIZE, SELLING_KINDS, page_number
from marketplace.web.templatetags.market import language

WINDOW_GOODS = 3


@dataclass(frozen=True)
class Stand:
    """A seller in the list with pictures of its newest goods."""

    cooperative: Cooperative
    count: int
    pictures: tuple[ListingPicture, ...]


def cooperatives(parameters: QueryDict) -> dict[str, Any]:
    """All sellers of goods by province, then name; unknown filters are left out."""
    names = labels.provinces()
    province = parameters.get("province", "") if parameters.get("province") in names else ""
    kind = parameters.get("kind", "") if parameters.get("kind") in SELLING_KINDS else ""
    chosen = sellers_on_show()
    if province:
        chosen = chosen.filter(commune__province__code=province)
    if kind:
        chosen = chosen.filter(kind=kind)
    page = Paged(chosen.count(), page_number(parameters.get("page")))
    stands = _stands(chosen, page)
    return {
        "stands": stands,
        "total": page.total,
        "province": province,
        "kind": kind,
        "provinces": _places_with_sellers(names),
        "kinds": [(kind.value, capfirst(str(kind.label))) for kind in SellerKind if kind in SELLING_KINDS],
        "pager": pager(page.page, page.pages, lambda number: _address(province, kind, number)),
    }


@dataclass(frozen=True)
class Paged:
    """A page past the end is the last one."""

    total: int
    asked: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def page(self) -> int:
        return min(self.asked, self.pages)


def _address(province: str, kind: str, number: int) -> str:
    pairs = {"kind": kind, "province": province, "page": str(number) if number > 1 else ""}
    return f"?{urlencode({name: value for name, value in pairs.items() if value})}"


def _places_with_sellers(names: dict[str, labels.Name]) -> list[tuple[str, labels.Name]]:
    codes = set(sellers_on_show().values_list("commune__province__code", flat=True).distinct())
    return [(code, name) for code, name in names.items() if code in codes]


def _stands(chosen: QuerySet[Cooperative], page: Paged) -> list[Stand]:
    goods = Count("listings", filter=Q(listings__state=ListingState.LIVE, listings__product__is_public=True))
    start = (page.page - 1) * PAGE_SIZE
    ordered = chosen.annotate(goods=goods).order_by("commune__province__position", "name_vi", "pk")
    sellers = list(ordered[start : start + PAGE_SIZE])
    pictures = _window_pictures(sellers)
    return [Stand(seller, seller.goods, tuple(pictures[seller.pk])) for seller in sellers]


def _window_pictures(sellers: Iterable[Cooperative]) -> dict[int, list[ListingPicture]]:
    """First pictures of the newest goods of each, in one statement."""
    newest = Window(
        RowNumber(), partition_by=F("listing__cooperative"), order_by=[F("listing__live_since").desc(), F("pk").desc()]
    )
    rows = (
        ListingPicture.objects.filter(listing__in=live_listings().filter(cooperative__in=list(sellers)), position=0)
        .annotate(rank=newest, seller=F("listing__cooperative"))
        .filter(rank__lte=WINDOW_GOODS)
        .select_related("picture")
        .order_by("seller", "rank")
    )
    found_pictures: dict[int, list[ListingPicture]] = defaultdict(list)
    for row in rows:
        found_pictures[row.seller].append(row)
    return found_pictures


def shown_cooperative(slug: str) -> Cooperative | None:
    return sellers_on_show().filter(slug=slug).first()


def cooperative(seller: Cooperative, parameters: QueryDict) -> dict[str, Any]:
    query = SearchQuery(
        today=clock.today(),
        language=language(),
        cooperative=seller.slug,
        exclude_restricted=True,
        page=page_number(parameters.get("page")),
        page_size=PAGE_SIZE,
    )
    page = found(query)
    return {
        "cooperative": seller,
        "place": seller.commune,
        "kind": capfirst(str(SellerKind(seller.kind).label)),
        "peoples": _peoples_of(seller),
        "found": page,
        "starred": sum(count.count for count in page.facets.get(Facet.STARS, ())),
        "goods": goods_of(page.hits, eager=2),
        "pager": pager(page.page, page.pages, lambda number: f"?page={number}" if number > 1 else "?"),
    }


def _peoples_of(seller: Cooperative) -> list[str]:
    """The peoples of a seller's villages, never of a person."""
    return [people.name for people in seller.peoples.order_by("name_vi")]
