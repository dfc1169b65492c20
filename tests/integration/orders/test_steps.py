"""A consignment's way, and what each step does to stock, money, facts and the order's status."""

from typing import Any

import pytest

from marketplace.core.errors import DomainError
from marketplace.fulfilment import services as fulfilment
from marketplace.fulfilment.enums import NEXT, State
from marketplace.fulfilment.models import Consignment
from marketplace.orders.queries import derived_status, due
from marketplace.orders.services import cancel, decline, take_back
from marketplace.payments.models import PaymentEntry
from marketplace.reporting.models import SaleFact
from tests.factories.catalogue import make_cooperative, make_listing, stock_record
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


def shipped(consignment: Consignment) -> Consignment:
    fulfilment.confirm(consignment=consignment)
    fulfilment.pack(consignment=consignment)
    return fulfilment.ship(consignment=consignment, carrier="vnpost", tracking_number=" ab123vn ")


def test_the_whole_way_takes_stock_and_enters_the_cash() -> None:
    listing = make_listing(stock=10, price=100_000)
    order = make_order((listing, 3))
    consignment = order.consignments.get()

    shipped(consignment)
    record = stock_record(listing)
    assert (record.num_in_stock, record.num_allocated) == (7, 0)
    assert [line.parcel_lines.get().parcel.tracking_number for line in consignment.lines.all()] == ["AB123VN"]

    fulfilment.deliver(consignment=consignment)
    order.refresh_from_db()
    assert order.status == "done"
    assert [step.state for step in consignment.steps.all()] == [
        "awaiting_payment",
        "new",
        "confirmed",
        "packed",
        "shipped",
        "delivered",
    ]
    assert PaymentEntry.objects.values_list("kind", "amount").get() == ("payment", 330_000)
    assert list(SaleFact.objects.order_by("pk").values_list("kind", "goods", "shipping")) == [
        ("sold", 300_000, 30_000),
        ("delivered", 300_000, 30_000),
    ]


@pytest.mark.parametrize("state", list(State))
def test_a_step_out_of_order_is_refused(state: State) -> None:
    consignment = make_order((make_listing(), 1)).consignments.get()
    if state in NEXT[State.NEW]:
        assert fulfilment.move(consignment=consignment, state=state).state == state
        return
    with pytest.raises(DomainError, match="đơn mới"):
        fulfilment.move(consignment=consignment, state=state)
    consignment.refresh_from_db()
    assert consignment.state == State.NEW


@pytest.mark.parametrize(("carrier", "number"), [("pigeon", "1"), ("", "1"), ("vnpost", "  ")])
def test_shipping_without_carrier_or_number_changes_nothing(carrier: str, number: str) -> None:
    listing = make_listing(stock=5)
    consignment = make_order((listing, 1)).consignments.get()
    fulfilment.confirm(consignment=consignment)
    fulfilment.pack(consignment=consignment)

    with pytest.raises(DomainError):
        fulfilment.ship(consignment=consignment, carrier=carrier, tracking_number=number)
    consignment.refresh_from_db()
    assert (consignment.state, stock_record(listing).num_in_stock) == ("packed", 5)


def reverse_by(act: Any, consignment: Consignment) -> None:
    act(consignment=consignment, reason="hết sợi")


@pytest.mark.parametrize(
    ("act", "state", "fact"), [(decline, "declined", "cancelled"), (cancel, "cancelled", "cancelled")]
)
def test_before_it_leaves_stock_goes_back_and_nothing_is_due(act: Any, state: str, fact: str) -> None:
    listing = make_listing(stock=4, price=50_000)
    other = make_listing(make_cooperative(), price=20_000)
    order = make_order((listing, 2), (other, 1))
    consignment = order.consignments.get(cooperative=listing.cooperative)

    reverse_by(act, consignment)

    record = stock_record(listing)
    assert (record.num_in_stock, record.num_allocated) == (4, 0)
    assert due(order=order) == 50_000
    assert int(order.total_incl_tax) == 180_000
    consignment.refresh_from_db()
    assert (consignment.state, consignment.payment_share.state) == (state, "released")
    assert SaleFact.objects.filter(kind=fact).values_list("goods", "shipping", "quantity").get() == (
        -100_000,
        -30_000,
        -2,
    )


def test_what_came_back_is_owed_to_the_buyer_and_not_counted_into_stock() -> None:
    listing = make_listing(stock=4, price=50_000)
    order = make_order((listing, 2))
    consignment = order.consignments.get()
    fulfilment.deliver(consignment=shipped(consignment))

    take_back(consignment=consignment, reason="không đúng cỡ")

    record = stock_record(listing)
    assert (record.num_in_stock, record.num_allocated) == (2, 0)
    assert due(order=order) == 0
    assert sum(entry.amount for entry in PaymentEntry.objects.all()) == 130_000
    assert [fact.goods for fact in SaleFact.objects.filter(kind="returned")] == [-100_000]
    order.refresh_from_db()
    assert order.status == "cancelled"


def test_a_consignment_is_reversed_only_once() -> None:
    consignment = make_order((make_listing(), 1)).consignments.get()
    cancel(consignment=consignment)
    with pytest.raises(DomainError):
        decline(consignment=consignment, reason="muộn rồi")
    assert consignment.reversals.count() == 1


def test_declining_needs_a_reason() -> None:
    consignment = make_order((make_listing(), 1)).consignments.get()
    with pytest.raises(DomainError):
        decline(consignment=consignment, reason="  ")


@pytest.mark.parametrize(
    ("states", "status"),
    [
        (["new", "new"], "placed"),
        (["new", "confirmed"], "under_way"),
        (["delivered", "shipped"], "under_way"),
        (["delivered", "cancelled"], "done"),
        (["declined", "returned"], "cancelled"),
        (["awaiting_payment"], "placed"),
    ],
)
def test_the_orders_status_follows_its_consignments(states: list[str], status: str) -> None:
    assert derived_status(states) == status
