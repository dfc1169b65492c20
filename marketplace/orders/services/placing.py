"""Placing an order: one transaction for order, consignments, payment shares and stock (design decisions 2 to 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from marketplace.certification.queries import badges
from marketplace.core import clock, money
from marketplace.core.errors import DomainError, Text
from marketplace.core.events import publish
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment import shipping
from marketplace.fulfilment.models import Consignment, ConsignmentLine, ConsignmentStep
from marketplace.listings.queries import Offer, offers
from marketplace.listings.services.stock import MAX_QUANTITY, NotEnough, allocate, locked_for, note_allocated
from marketplace.orders.events import OrderPlaced
from marketplace.orders.interface import DraftAddress, DraftLine, OrderDraft
from marketplace.payments.enums import Method
from marketplace.payments.models import PaymentShare
from marketplace.payments.services import new_code, open_shares, start_shares

Basket = oscar_model("basket", "Basket")
Country = oscar_model("address", "Country")
Line = oscar_model("order", "Line")
Order = oscar_model("order", "Order")
ShippingAddress = oscar_model("order", "ShippingAddress")


class AlreadyPlaced(DomainError):
    """The basket became an order before; `number` is that order's."""

    def __init__(self, number: str) -> None:
        super().__init__(_("This basket was already ordered."))
        self.number = number


class BasketChanged(DomainError):
    """What the buyer agreed to is no longer so; `problems` maps product keys to what changed. Nothing was done."""

    def __init__(self, problems: Mapping[int, Text]) -> None:
        super().__init__(_("Something changed while you were shopping. Look at your basket again."))
        self.problems = dict(problems)


@dataclass(frozen=True)
class _Part:
    """The lines of one cooperative, as (draft line, offer)."""

    cooperative_id: int
    lines: tuple[tuple[DraftLine, Offer], ...]
    quote: shipping.Quote

    @property
    def goods(self) -> int:
        return sum(line.quantity * line.price for line, _offer in self.lines)

    @property
    def total(self) -> int:
        return self.goods + self.quote.price

    @property
    def lead_days(self) -> int:
        """What is made last decides when all of it leaves."""
        return max(offer.listing.lead_days or 0 for _line, offer in self.lines)


def place_order(draft: OrderDraft) -> Any:
    """Write the order that `draft` describes and take its stock. Returns Oscar's order.

    Locks the basket, then the stock records in key order. Raises AlreadyPlaced for a basket that became an order
    before, BasketChanged when a price, a charge, an offer or the stock is no longer what the buyer saw, and
    DomainError for an impossible quantity or total; nothing is written then.
    """
    _check_quantities(draft)
    try:
        with transaction.atomic():
            return _place(draft)
    except IntegrityError:
        number = Order.objects.filter(basket_id=draft.basket_id).values_list("number", flat=True).first()
        if number is None:
            raise
        raise AlreadyPlaced(number) from None


def _check_quantities(draft: OrderDraft) -> None:
    if not draft.lines:
        raise DomainError(_("Your basket is empty."))
    for line in draft.lines:
        if not 1 <= line.quantity <= MAX_QUANTITY:
            raise DomainError(_("A line holds 1 to 9,999 pieces."), fields={str(line.product_id): _("Check this.")})
    if len({line.product_id for line in draft.lines}) != len(draft.lines):
        raise DomainError(_("Your basket names the same goods twice. Look at it again."))


def _place(draft: OrderDraft) -> Any:
    Basket.objects.select_for_update().filter(pk=draft.basket_id).first()
    products = [line.product_id for line in draft.lines]
    records = locked_for(products)
    # Read under the lock: a seller may not change the price in between.
    found = offers(products=products)
    _check_offers(draft, found)
    parts = _parts(draft, found)
    order = _write_order(draft, parts)
    _take_stock(draft, found, records)
    lines = _write_lines(order, draft, found)
    note_allocated(
        lines={found[key].stock_record_id: line for key, line in lines.items()},
        listings=[found[key].listing.pk for key in lines],
    )
    shares = _write_consignments(order, parts, lines, Method(draft.method))
    Basket.objects.filter(pk=draft.basket_id).update(status=Basket.SUBMITTED, date_submitted=order.date_placed)
    publish(OrderPlaced(order.pk))
    start_shares(shares=shares)
    return order


def _check_offers(draft: OrderDraft, found: Mapping[int, Offer]) -> None:
    problems: dict[int, Text] = {}
    for line in draft.lines:
        offer = found.get(line.product_id)
        if offer is None or not offer.is_on_sale:
            problems[line.product_id] = _("This is no longer for sale.")
        elif offer.is_cashless and draft.method == Method.CASH_ON_DELIVERY:
            problems[line.product_id] = _("The law forbids to take cash for this.")
        elif offer.price != line.price:
            problems[line.product_id] = _("The price is now %(price)s.") % {
                "price": money.in_words(offer.price, draft.buyer.language)
            }
    if problems:
        raise BasketChanged(problems)


def _parts(draft: OrderDraft, found: Mapping[int, Offer]) -> list[_Part]:
    by_seller: dict[int, list[tuple[DraftLine, Offer]]] = {}
    for line in draft.lines:
        offer = found[line.product_id]
        by_seller.setdefault(offer.listing.cooperative_id, []).append((line, offer))
    quotes = shipping.quotes(cooperatives=by_seller, on=clock.today(), commune_id=draft.address.commune_id)
    if {seller: quote.price for seller, quote in quotes.items()} != dict(draft.shipping):
        raise BasketChanged({})
    parts = [_Part(seller, tuple(lines), quotes[seller]) for seller, lines in sorted(by_seller.items())]
    if sum(part.total for part in parts) > money.MAX_ORDER_TOTAL:
        raise DomainError(_("One order holds goods for at most 2,000,000,000 ₫. Order in two parts."))
    return parts


def _write_order(draft: OrderDraft, parts: list[_Part]) -> Any:
    charge = sum(part.quote.price for part in parts)
    total = charge + sum(part.goods for part in parts)
    return Order.objects.create(
        number=new_code(),
        basket_id=draft.basket_id,
        user_id=draft.buyer.user_id,
        currency="VND",
        total_incl_tax=total,
        total_excl_tax=total,
        shipping_incl_tax=charge,
        shipping_excl_tax=charge,
        shipping_address=_write_address(draft),
        shipping_method="Flat price per cooperative",
        shipping_code="flat",
        status="placed",
        guest_email=draft.buyer.email,
        phone=draft.buyer.phone,
        language=draft.buyer.language,
        date_placed=clock.now(),
    )


def _write_address(draft: OrderDraft) -> Any:
    address: DraftAddress = draft.address
    country, _created = Country.objects.get_or_create(
        iso_3166_1_a2="VN",
        defaults={"printable_name": "Việt Nam", "name": "Việt Nam", "is_shipping_country": True},
    )
    return ShippingAddress.objects.create(
        first_name=draft.buyer.name,
        phone_number=draft.buyer.phone,
        line1=address.line,
        country=country,
        commune_id=address.commune_id,
        place_text=address.place_text,
        notes=address.note,
    )


def _take_stock(draft: OrderDraft, found: Mapping[int, Offer], records: Mapping[int, Any]) -> None:
    keys = {found[line.product_id].stock_record_id: line for line in draft.lines}
    try:
        allocate(wanted={key: line.quantity for key, line in keys.items()}, records=records)
    except NotEnough as short:
        raise BasketChanged(
            {
                keys[key].product_id: _("Only %(left)d left.") % {"left": left} if left else _("This is sold out.")
                for key, left in short.available.items()
            }
        ) from short


def _write_lines(order: Any, draft: OrderDraft, found: Mapping[int, Offer]) -> dict[int, Any]:
    lines = Line.objects.bulk_create(_line(order, line, found[line.product_id]) for line in draft.lines)
    return {line.product_id: line for line in lines}


def _line(order: Any, line: DraftLine, offer: Offer) -> Any:
    amount = line.quantity * line.price
    return Line(
        order=order,
        partner_id=offer.listing.cooperative.partner_id,
        partner_name=offer.listing.cooperative.name_vi,
        partner_sku=f"{offer.listing.pk}-{line.product_id}",
        stockrecord_id=offer.stock_record_id,
        product_id=line.product_id,
        title=offer.title("vi")[:255],
        quantity=line.quantity,
        num_allocated=line.quantity,
        unit_price_incl_tax=line.price,
        unit_price_excl_tax=line.price,
        line_price_incl_tax=amount,
        line_price_excl_tax=amount,
        line_price_before_discounts_incl_tax=amount,
        line_price_before_discounts_excl_tax=amount,
        status="placed",
    )


def _write_consignments(order: Any, parts: list[_Part], lines: Mapping[int, Any], method: Method) -> list[PaymentShare]:
    today = clock.day_of(order.date_placed)
    shares = open_shares(order=order, amounts=[part.total for part in parts], method=method)
    consignments = Consignment.objects.bulk_create(
        _consignment(order, part, share, f"{order.number}-{place}", today)
        for place, (part, share) in enumerate(zip(parts, shares, strict=True), start=1)
    )
    ConsignmentStep.objects.bulk_create(
        ConsignmentStep(consignment=consignment, state=consignment.state, at=order.date_placed)
        for consignment in consignments
    )
    stars = _stars(parts, today)
    ConsignmentLine.objects.bulk_create(
        _consignment_line(consignment, lines[line.product_id], line, offer, stars)
        for consignment, part in zip(consignments, parts, strict=True)
        for line, offer in part.lines
    )
    return shares


def _consignment(order: Any, part: _Part, share: PaymentShare, number: str, today: date) -> Consignment:
    promise = shipping.promise(placed=today, lead_days=part.lead_days, under_way=part.quote.under_way)
    return Consignment(
        order=order,
        cooperative_id=part.cooperative_id,
        payment_share=share,
        number=number,
        goods_total=part.goods,
        shipping_charge=part.quote.price,
        total=part.total,
        placed_at=order.date_placed,
        ship_by=promise.ship_by,
        deliver_from=promise.deliver_from,
        deliver_by=promise.deliver_by,
    )


def _stars(parts: list[_Part], today: date) -> dict[int, int]:
    """By sellable product, those valid today: its own, else those of the listing's product."""
    parents = {line.product_id: offer.listing.product_id for part in parts for line, offer in part.lines}
    found = badges(products=[*parents, *parents.values()], on=today)
    return {
        product: badge.stars
        for product, parent in parents.items()
        if (badge := found.get(product) or found.get(parent))
    }


def _consignment_line(
    consignment: Consignment, order_line: Any, line: DraftLine, offer: Offer, stars: Mapping[int, int]
) -> ConsignmentLine:
    return ConsignmentLine(
        consignment=consignment,
        order_line=order_line,
        listing=offer.listing,
        title_vi=offer.title("vi"),
        title_en=offer.title("en"),
        unit=offer.listing.unit,
        quantity=line.quantity,
        unit_price=line.price,
        amount=line.quantity * line.price,
        stars=stars.get(line.product_id),
    )
