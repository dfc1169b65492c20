"""The list of cooperatives: by place, kind, people and stars, or by name with or without its tone marks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.utils.text import capfirst

from marketplace.certification.queries import valid_certificates
from marketplace.cooperatives.enums import SellerKind
from marketplace.cooperatives.models import Cooperative
from marketplace.cooperatives.queries import sellers_on_show
from marketplace.core import clock
from marketplace.core.text import fold, normalise
from marketplace.listings.models import ListingPicture
from marketplace.listings.queries import listings_on_show
from marketplace.storefront.shelves.results import pager
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import PAGE_SIZE, SELLING_KINDS, page_number

PARAMETERS = ("q", "province", "kind", "people", "stars", "page")
WINDOW_GOODS = 3
LONGEST_NAME = 60


@dataclass(frozen=True)
class Stand:
    """A seller in the list with pictures of its newest goods."""

    cooperative: Cooperative
    count: int
    pictures: tuple[ListingPicture, ...]


@dataclass(frozen=True)
class Wanted:
    """What is asked of the list; unknown values are left out. The names are those of the parameters."""

    q: str = ""
    province: str = ""
    kind: str = ""
    people: str = ""
    stars: bool = False
    page: int = 1

    def address(self, page: int) -> str:
        values = {name: getattr(self, name) for name in PARAMETERS}
        values |= {"stars": "1" if self.stars else "", "page": str(page) if page > 1 else ""}
        return f"?{urlencode({name: value for name, value in values.items() if value})}"

    @property
    def is_narrowed(self) -> bool:
        return replace(self, page=1) != Wanted()


def wanted_of(parameters: QueryDict) -> Wanted:
    asked = {name: normalise(parameters.get(name, "").replace("\x00", " ")) for name in PARAMETERS}
    return Wanted(
        q=asked["q"][:LONGEST_NAME],
        province=asked["province"] if asked["province"] in labels.provinces() else "",
        kind=asked["kind"] if asked["kind"] in SELLING_KINDS else "",
        people=asked["people"] if asked["people"] in labels.peoples() else "",
        stars=asked["stars"] in ("1", "on", "true"),
        page=page_number(parameters.get("page")),
    )


def cooperatives(parameters: QueryDict) -> dict[str, Any]:
    """All sellers of goods by province, then name."""
    wanted = wanted_of(parameters)
    chosen = _chosen(wanted)
    counts = _sellers_by_province()
    page = Paged(chosen.count() if wanted.is_narrowed else sum(counts.values()), wanted.page)
    return {
        "wanted": wanted,
        "stands": _stands(chosen, page),
        "total": page.total,
        "counts": counts,
        "provinces": [(code, name) for code, name in labels.provinces().items() if code in counts],
        "kinds": [(kind.value, capfirst(str(kind.label))) for kind in SellerKind if kind in SELLING_KINDS],
        "peoples": _peoples_with_sellers(),
        "pager": pager(page.page, page.pages, wanted.address),
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


def _chosen(wanted: Wanted) -> QuerySet[Cooperative]:
    chosen = sellers_on_show()
    if wanted.province:
        chosen = chosen.filter(commune__province__code=wanted.province)
    if wanted.kind:
        chosen = chosen.filter(kind=wanted.kind)
    if wanted.people:
        chosen = chosen.filter(peoples__slug=wanted.people)
    if wanted.stars:
        chosen = chosen.filter(Exists(valid_certificates(on=clock.today()).filter(cooperative=OuterRef("pk"))))
    return chosen.filter(pk__in=_named(chosen, wanted.q)) if fold(wanted.q) else chosen


def _named(chosen: QuerySet[Cooperative], text: str) -> list[int]:
    """Every word begins a word of the name, marks aside. The names are few enough to be read whole."""
    words = fold(text).split()
    rows = chosen.order_by().values_list("pk", "name_vi", "name_en")
    return [pk for pk, vi, en in rows if _has(f" {fold(vi)} {fold(en)}", words)]


def _has(name: str, words: Iterable[str]) -> bool:
    return all(f" {word}" in name for word in words)


def _sellers_by_province() -> dict[str, int]:
    rows = sellers_on_show().order_by().values_list("commune__province__code").annotate(Count("pk"))
    return dict(rows)


def _peoples_with_sellers() -> list[tuple[str, labels.Name]]:
    slugs = set(sellers_on_show().order_by().values_list("peoples__slug", flat=True).distinct())
    return [(slug, name) for slug, name in labels.peoples().items() if slug in slugs]


def _stands(chosen: QuerySet[Cooperative], page: Paged) -> list[Stand]:
    goods = Count("listings", filter=Q(listings__in=listings_on_show()), distinct=True)
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
        ListingPicture.objects.filter(listing__in=listings_on_show().filter(cooperative__in=list(sellers)), position=0)
        .annotate(rank=newest, seller=F("listing__cooperative"))
        .filter(rank__lte=WINDOW_GOODS)
        .select_related("picture")
        .order_by("seller", "rank")
    )
    found_pictures: dict[int, list[ListingPicture]] = defaultdict(list)
    for row in rows:
        found_pictures[row.seller].append(row)
    return found_pictures
