"""Shares that wait for their money: each consignment begins when its own is there, and only then."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from marketplace.core import clock
from marketplace.listings.models import Listing
from marketplace.notices.models import Notice
from marketplace.orders.services import cancel
from marketplace.payments.enums import ShareState
from marketplace.payments.interface import ShareToPay, Start
from marketplace.payments.providers.cash_on_delivery import Provider
from marketplace.payments.services import receive_payment
from marketplace.reporting.models import SaleFact
from tests.factories.catalogue import make_listing
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def hold_until(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The way to pay wants the money first, and holds the goods for a day."""
    until = clock.now() + timedelta(days=1)

    def start(_provider: Provider, _shares: Sequence[ShareToPay], _now: datetime) -> Start:
        return Start(is_settled=False, hold_until=until)

    monkeypatch.setattr(Provider, "start", start)
    return until


def states(order: Any) -> list[str]:
    return list(order.consignments.order_by("number").values_list("state", flat=True))


def order_of(*listings: Listing) -> tuple[Any, list[Any]]:
    order = make_order(*((listing, 1) for listing in listings))
    return order, list(order.payment_shares.order_by("consignment__number"))


def test_unpaid_shares_hold_and_nobody_begins(hold_until: datetime) -> None:
    order, shares = order_of(make_listing(), make_listing())

    assert states(order) == ["awaiting_payment"] * 2
    assert [(share.state, share.hold_until, share.settled_at) for share in shares] == [
        (ShareState.AWAITING, hold_until, None)
    ] * 2
    assert not SaleFact.objects.exists()
    assert not Notice.objects.filter(kind="consignment.new").exists()


def test_one_payment_begins_one_consignment(hold_until: datetime) -> None:
    order, (first, _second) = order_of(make_listing(), make_listing())

    receive_payment(share=first, amount=first.amount, reference="FT1")

    assert states(order) == ["new", "awaiting_payment"]
    assert set(SaleFact.objects.values_list("consignment_number", "kind")) == {(f"{order.number}-1", "sold")}


def test_paid_after_the_release_moves_nothing(hold_until: datetime) -> None:
    order, (first, second) = order_of(make_listing(), make_listing())
    cancel(consignment=first.consignment)

    for share in (first, second):
        receive_payment(share=share, amount=share.amount, reference="FT1")

    assert states(order) == ["cancelled", "new"]
    assert set(SaleFact.objects.values_list("consignment_number", "kind")) == {(f"{order.number}-2", "sold")}
