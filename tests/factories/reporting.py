"""Officers, consignments and sale facts by hand, with exact figures."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.test import Client
from oscar.core.loading import get_model

from marketplace.accounts.enums import OfficerLevel
from marketplace.accounts.models import Officer, User
from marketplace.core.clock import VIETNAM
from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment, ConsignmentLine
from marketplace.listings.models import Listing
from marketplace.payments.enums import Method
from marketplace.payments.models import PaymentShare
from marketplace.places.models import Province
from marketplace.reporting.enums import FactKind
from marketplace.reporting.models import SaleFact
from tests.factories.catalogue import make_listing

Order: Any = get_model("order", "Order")
Line: Any = get_model("order", "Line")
Basket: Any = get_model("basket", "Basket")
_number = count(1)
NEGATIVE = (FactKind.CANCELLED, FactKind.RETURNED, FactKind.REFUNDED)


def make_officer(*provinces: Province, is_approving: bool = False, email: str = "") -> User:
    """National without provinces."""
    user = User.objects.create_user(email or f"officer{next(_number)}@example.com", "x", first_name="Cán bộ")
    level = OfficerLevel.PROVINCE if provinces else OfficerLevel.NATIONAL
    officer = Officer.objects.create(user=user, level=level, is_approving=is_approving)
    officer.provinces.set(provinces)
    return user


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), VIETNAM)


def make_consignment(
    listing: Listing | None = None,
    *,
    placed: datetime | None = None,
    state: State = State.NEW,
    quantity: int = 1,
    price: int = 100_000,
    shipping: int = 30_000,
    shipped: datetime | None = None,
    ship_by: date | None = None,
    order: Any = None,
) -> Consignment:
    """One line of one listing, in an order of its own unless one is given."""
    listing = listing or make_listing()
    placed = placed or at_noon(date(2026, 11, 10))
    number, goods = next(_number), quantity * price
    order = order or Order.objects.create(
        number=f"CP{number}", currency="VND", total_incl_tax=goods + shipping, total_excl_tax=goods + shipping,
        basket=Basket.objects.create(), phone="+84912345678", date_placed=placed,
    )  # fmt: skip
    share = PaymentShare.objects.create(
        order=order, code=f"C{number}", amount=goods + shipping, method=Method.CASH_ON_DELIVERY
    )
    day = placed.astimezone(VIETNAM).date()
    consignment = Consignment.objects.create(
        order=order, cooperative=listing.cooperative, payment_share=share, number=f"{order.number}-{number}",
        state=state, goods_total=goods, shipping_charge=shipping, total=goods + shipping, placed_at=placed,
        settled_at=placed, shipped_at=shipped, ship_by=ship_by or day + timedelta(days=2),
        deliver_from=day + timedelta(days=4), deliver_by=day + timedelta(days=7),
    )  # fmt: skip
    line = Line.objects.create(
        order=order, partner_id=listing.cooperative.partner_id, partner_name="", partner_sku=str(number),
        product_id=listing.product_id, title=listing.title_vi, quantity=quantity, num_allocated=0,
        line_price_incl_tax=goods, line_price_excl_tax=goods, line_price_before_discounts_incl_tax=goods,
        line_price_before_discounts_excl_tax=goods,
    )  # fmt: skip
    ConsignmentLine.objects.create(
        consignment=consignment, order_line=line, listing=listing, title_vi=listing.title_vi, unit=listing.unit,
        quantity=quantity, unit_price=price, amount=goods,
    )  # fmt: skip
    return consignment


def make_fact(
    consignment: Consignment,
    kind: FactKind,
    day: date,
    *,
    pieces: int,
    goods: int,
    shipping: int = 0,
    discount: int = 0,
    **more: Any,
) -> SaleFact:
    """Amounts are given positive; the sign follows the kind."""
    sign = -1 if kind in NEGATIVE else 1
    line = consignment.lines.select_related("listing__cooperative__commune").get()
    seller = line.listing.cooperative
    return SaleFact.objects.create(
        **{
            "kind": kind, "day": day, "at": at_noon(day), "order_number": consignment.order.number,
            "consignment_number": consignment.number, "consignment_line": line, "quantity": sign * pieces,
            "goods": sign * goods, "shipping": sign * shipping, "discount": sign * discount, "cooperative": seller,
            "seller_kind": seller.kind, "seller_commune": seller.commune, "seller_province": seller.commune.province,
            "buyer_province": seller.commune.province, "listing": line.listing,
            "product_set": line.listing.product_set, "people": line.listing.people,
            "payment_method": Method.CASH_ON_DELIVERY, "buyer": "b" * 32, **more,
        }
    )  # fmt: skip
