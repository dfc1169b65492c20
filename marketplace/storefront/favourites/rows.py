"""Favourites as they stand today. Five statements for a page of them, whatever it holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy, pgettext_lazy

from marketplace.core.text import alphabet_key
from marketplace.listings.models import Favourite, FavouriteList, Listing
from marketplace.listings.queries import Offer, favourites_in, listings_on_show, offers_of_listings
from marketplace.storefront.basket.contents import first_pictures
from marketplace.storefront.basket.lines import may_be_ordered
from marketplace.storefront.shelves.goods import add_url, product_url
from marketplace.web.templatetags.market import in_language


@dataclass(frozen=True)
class Kept:
    """A good on the list. `url` is empty where it is no longer for sale, `add_url` where one cannot buy at once."""

    listing: Listing
    title: str
    url: str
    add_url: str
    picture: str
    price: int
    is_from: bool
    available: int

    @property
    def is_gone(self) -> bool:
        return not self.url


@dataclass(frozen=True)
class KeptGoods:
    """`unasked`: so many more are shown once the age was asked for."""

    rows: list[Kept]
    unasked: int = 0

    @property
    def total(self) -> int:
        return len(self.rows) + self.unasked


ORDERS: dict[str, Callable[[Kept], object]] = {
    "price": lambda kept: (kept.is_gone, kept.price),
    "-price": lambda kept: (kept.is_gone, -kept.price),
    "name": lambda kept: alphabet_key(kept.title),
}
SORTS = {
    "": pgettext_lazy("favourites", "Last kept first"),
    "price": gettext_lazy("Lowest price first"),
    "-price": gettext_lazy("Highest price first"),
    "name": gettext_lazy("By name"),
}


def kept_goods(kept: FavouriteList | None, *, is_adult: bool, sort: str = "") -> KeptGoods:
    if kept is None:
        return KeptGoods([])
    favourites = list(favourites_in(kept))
    # Goods that the visitor may not see yet are not named; goods that nobody may see any more are, as gone.
    for_all = Exists(listings_on_show().filter(pk=OuterRef("pk")))
    ids = [favourite.listing_id for favourite in favourites]
    on_show = dict(listings_on_show(is_adult=True).filter(pk__in=ids).values_list("pk", for_all))
    shown = {pk for pk, is_for_all in on_show.items() if is_adult or is_for_all}
    unasked = on_show.keys() - shown
    rows = _rows([favourite for favourite in favourites if favourite.listing_id not in unasked], shown)
    if sort in ORDERS:
        rows.sort(key=ORDERS[sort])  # type: ignore[arg-type]
    return KeptGoods(rows, len(unasked))


def _rows(favourites: Iterable[Favourite], shown: set[int]) -> list[Kept]:
    listings = [favourite.listing for favourite in favourites]
    by_listing: dict[int, list[Offer]] = defaultdict(list)
    for offer in offers_of_listings(listings=[listing.pk for listing in listings]):
        by_listing[offer.listing.pk].append(offer)
    pictures = first_pictures([offers[0] for offers in by_listing.values()])
    return [
        _row(listing, by_listing[listing.pk], pictures.get(listing.pk, ""), is_shown=listing.pk in shown)
        for listing in listings
    ]


def _row(listing: Listing, offers: list[Offer], picture: str, *, is_shown: bool) -> Kept:
    prices = [offer.price for offer in offers]
    available = sum(offer.available for offer in offers)
    is_here = is_shown and bool(offers)
    can_order = all(may_be_ordered(offer) for offer in offers)
    is_single = is_here and len(offers) == 1 and available > 0 and can_order
    return Kept(
        listing=listing,
        title=in_language(listing, "title"),
        url=product_url(listing.product.slug, listing.product_id) if is_here else "",
        add_url=add_url(offers[0].product_id) if is_single else "",
        picture=picture,
        price=min(prices, default=0),
        is_from=len(set(prices)) > 1,
        available=available,
    )
