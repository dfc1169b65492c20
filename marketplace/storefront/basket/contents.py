"""What a basket comes to now: lines by cooperative, charges, dates, and what stands in the way of ordering.

Five statements whatever it holds: basket, lines, offers, shipping quotes, pictures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.cooperatives.models import Cooperative
from marketplace.core import clock, money
from marketplace.fulfilment import shipping
from marketplace.listings.models import ListingPicture
from marketplace.listings.queries import Offer, offers
from marketplace.storefront.basket.lines import may_be_ordered, not_orderable_yet
from marketplace.web.templatetags.market import in_language, language


@dataclass(frozen=True)
class BasketLine:
    """`seen` is the price that stood there when it was added; `blocker` says why it cannot be ordered as it is.

    `can_take`: so many could be ordered (0: none); meaningful beside a blocker only.
    """

    product_id: int
    quantity: int
    title: str
    seen: int
    offer: Offer | None
    blocker: str = ""
    can_take: int = 0
    picture: str = ""

    @property
    def price(self) -> int:
        return self.offer.price if self.offer else self.seen

    @property
    def amount(self) -> int:
        return self.quantity * self.price

    @property
    def is_gone(self) -> bool:
        return bool(self.blocker) and not self.can_take

    @property
    def name(self) -> str:
        """Without the chosen value, which stands on a line of its own."""
        return in_language(self.offer.listing, "title") if self.offer else self.title

    @property
    def choice(self) -> str:
        return in_language(self.offer, "value") if self.offer else ""

    @property
    def address(self) -> str:
        """Of the product's page; empty where there is none to see."""
        if self.offer is None or not self.offer.is_on_sale:
            return ""
        product = self.offer.listing.product
        return reverse("shop:product", args=[product.slug or "-", product.pk])

    @property
    def notice(self) -> str:
        """A price that moved does not block: it is said, and the new one counts."""
        if self.blocker or self.offer is None or self.price == self.seen:
            return ""
        text = _("The price went up from %(then)s to %(now)s since you put it in.")
        if self.price < self.seen:
            text = _("The price went down from %(then)s to %(now)s since you put it in.")
        return text % {"then": money.in_words(self.seen, language()), "now": money.in_words(self.price, language())}


@dataclass(frozen=True)
class BasketGroup:
    """What one cooperative sends. Lines that are gone count nothing."""

    cooperative: Cooperative
    lines: tuple[BasketLine, ...]
    charge: int
    promise: shipping.Promise

    @property
    def goods(self) -> int:
        return sum(line.amount for line in self.lines if not line.is_gone)

    @property
    def is_gone(self) -> bool:
        return all(line.is_gone for line in self.lines)

    @property
    def total(self) -> int:
        return self.goods + self.charge


@dataclass(frozen=True)
class Contents:
    """`strays` are lines whose goods have no seller or price any more."""

    basket_id: int | None = None
    groups: tuple[BasketGroup, ...] = ()
    strays: tuple[BasketLine, ...] = ()
    offers: Mapping[int, Offer] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[BasketLine, ...]:
        return tuple(line for group in self.groups for line in group.lines) + self.strays

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def counted(self) -> int:
        """Pieces that the sum holds."""
        return sum(line.quantity for line in self.lines if not line.is_gone)

    @property
    def parcels(self) -> tuple[BasketGroup, ...]:
        return tuple(group for group in self.groups if not group.is_gone)

    @property
    def goods(self) -> int:
        return sum(group.goods for group in self.parcels)

    @property
    def charge(self) -> int:
        return sum(group.charge for group in self.parcels)

    @property
    def total(self) -> int:
        return self.goods + self.charge

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def has_blockers(self) -> bool:
        return any(line.blocker for line in self.lines)

    @property
    def is_too_dear(self) -> bool:
        return self.total > money.MAX_ORDER_TOTAL

    @property
    def is_ready(self) -> bool:
        return not (self.is_empty or self.has_blockers or self.is_too_dear)


def contents_of(basket: Any, *, also: Iterable[int] = (), commune_id: int | None = None) -> Contents:
    """`also` are products whose offers the page needs beside those in the basket; `commune_id` where it is to go."""
    rows = list(basket.lines.select_related("product").order_by("pk")) if basket.pk else []
    keys = {row.product_id for row in rows} | set(also)
    found = offers(products=keys) if keys else {}
    pictures = first_pictures(found[row.product_id] for row in rows if row.product_id in found)
    lines = [_line(row, found.get(row.product_id), pictures) for row in rows]
    return Contents(
        basket_id=basket.pk,
        groups=_groups(lines, commune_id),
        strays=tuple(line for line in lines if line.offer is None),
        offers=found,
    )


def first_pictures(shown: Iterable[Offer]) -> dict[int, str]:
    """Picture keys by listing key, in one statement."""
    wanted = {offer.listing.pk for offer in shown}
    if not wanted:
        return {}
    rows = ListingPicture.objects.filter(listing__in=wanted).order_by("-position")
    return {listing: key.hex for listing, key in rows.values_list("listing_id", "picture__key")}


def _line(row: Any, offer: Offer | None, pictures: Mapping[int, str]) -> BasketLine:
    blocker, can_take = _blocker(row.quantity, offer)
    return BasketLine(
        product_id=row.product_id,
        quantity=row.quantity,
        title=offer.title(language()) if offer else row.product.get_title(),
        seen=int(row.price_incl_tax or 0),
        offer=offer,
        blocker=blocker,
        can_take=can_take,
        picture=pictures.get(offer.listing.pk, "") if offer else "",
    )


def _blocker(quantity: int, offer: Offer | None) -> tuple[str, int]:
    if offer is None or not offer.is_on_sale:
        return _("This is no longer for sale."), 0
    if not may_be_ordered(offer):
        return not_orderable_yet(), 0
    if not offer.available:
        return _("This is sold out."), 0
    if quantity > offer.available:
        return _("Only %(left)d left.") % {"left": offer.available}, offer.available
    return "", quantity


def _groups(lines: list[BasketLine], commune_id: int | None) -> tuple[BasketGroup, ...]:
    """In the order in which a cooperative's first goods were put in."""
    by_seller: dict[int, list[BasketLine]] = {}
    sellers: dict[int, Cooperative] = {}
    for line in lines:
        if line.offer is not None:
            seller = line.offer.listing.cooperative
            sellers[seller.pk] = seller
            by_seller.setdefault(seller.pk, []).append(line)
    if not by_seller:
        return ()
    today = clock.today()
    quotes = shipping.quotes(cooperatives=by_seller, on=today, commune_id=commune_id)
    return tuple(
        BasketGroup(sellers[key], tuple(members), quotes[key].price, _promise(members, quotes[key], today))
        for key, members in by_seller.items()
    )


def _promise(lines: Iterable[BasketLine], quote: shipping.Quote, today: date) -> shipping.Promise:
    """What is made last decides when all of it leaves."""
    lead_days = max((line.offer.listing.lead_days or 0 for line in lines if line.offer and not line.is_gone), default=0)
    return shipping.promise(placed=today, lead_days=lead_days, under_way=quote.under_way)
