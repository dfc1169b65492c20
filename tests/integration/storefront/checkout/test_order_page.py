"""The order's own page: what it says in each state, and cancelling before packing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.fulfilment import services as steps
from marketplace.fulfilment.models import Consignment
from marketplace.orders.access import order_path, order_token
from marketplace.orders.services import cancel, decline, take_back
from tests.factories.buying import text_of, visitor
from tests.factories.catalogue import make_cooperative, make_listing, stock_record
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def client() -> Client:
    return visitor()


@pytest.fixture
def order() -> Any:
    first, second = make_cooperative("HTX Một"), make_cooperative("HTX Hai")
    goods = make_listing(first, price=690_000, title="Khăn"), make_listing(second, price=99_000, title="Trà")
    return make_order((goods[0], 2), (goods[1], 3), language="en")


def _parts(order: Any) -> list[Consignment]:
    return list(order.consignments.order_by("number"))


def _cancel_address(order: Any, part: str) -> str:
    return reverse("checkout:cancel", args=[order.number, order_token(order), part])


def test_a_new_order_says_thanks_its_number_and_what_happens_now(client: Client, order: Any) -> None:
    text = text_of(client.get(order_path(order)))

    assert f"Thank you, your order is placed Order number {order.number} Placed on" in text
    assert "The carrier calls 0912 345 678 before coming." in text
    assert "Ordered; the cooperative is about to accept it" in text
    assert "2× Khăn (en) ₫1,380,000" in text
    assert "Goods ₫1,677,000 Delivery ₫60,000 To pay ₫1,737,000" in text


def test_each_consignment_shows_its_own_state_steps_and_parcel(client: Client, order: Any) -> None:
    first = _parts(order)[0]
    steps.confirm(consignment=first)
    steps.pack(consignment=first)
    steps.ship(consignment=first, carrier="vnpost", tracking_number="ee123456789vn")

    page = client.get(order_path(order))
    shown = page.context["shown"]

    assert [item.said for item in shown] == ["On its way to you", "Ordered; the cooperative is about to accept it"]
    assert [(step.name, step.at is not None, step.is_current) for step in shown[0].steps] == [
        ("Ordered", True, False),
        ("Accepted", True, False),
        ("Packed", True, False),
        ("On its way", True, True),
        ("Delivered", False, False),
    ]
    assert "Carrier: VNPost , tracking number EE123456789VN" in text_of(page)
    assert [item.can_cancel for item in shown] == [False, True]
    assert "Thank you" not in text_of(page)


def test_what_was_paid_at_the_door_is_no_longer_asked_for_and_comes_back_with_the_goods(
    client: Client, order: Any
) -> None:
    first = _parts(order)[0]
    steps.confirm(consignment=first)
    steps.pack(consignment=first)
    steps.ship(consignment=first, carrier="other")
    steps.deliver(consignment=first)

    assert "Paid −₫1,410,000 Left to pay ₫327,000" in text_of(client.get(order_path(order)))

    take_back(consignment=first, reason="Rách")
    cancel(consignment=_parts(order)[1])

    assert "Called off −₫1,737,000 Paid −₫1,410,000 You get back ₫1,410,000" in text_of(client.get(order_path(order)))


def test_a_declined_part_tells_why_and_is_taken_from_what_is_due(client: Client, order: Any) -> None:
    decline(consignment=_parts(order)[0], reason="Hết sợi chàm")

    text = text_of(client.get(order_path(order)))

    assert "The cooperative cannot send it Hết sợi chàm" in text
    assert "Called off −₫1,410,000 Left to pay ₫327,000" in text


def test_the_buyer_cancels_what_is_not_packed_after_being_asked(client: Client, order: Any) -> None:
    first = _parts(order)[0]
    address = _cancel_address(order, first.number)

    asked = client.get(address)
    states_before = [part.state for part in _parts(order)]
    answer = client.post(address, {"reason": " Đổi  ý "})

    assert "Cancel this parcel?" in text_of(asked)
    assert states_before == ["new", "new"]
    assert (answer.status_code, answer["Location"]) == (302, order_path(order))
    assert [part.state for part in _parts(order)] == ["cancelled", "new"]
    assert [(row.kind, row.amount, row.reason) for row in first.reversals.all()] == [("cancelled", 1_410_000, "Đổi ý")]
    assert stock_record(first.lines.get().listing).num_allocated == 0
    text = text_of(client.get(answer["Location"]))
    assert "Cancelled. You owe nothing for this parcel." in text
    assert "Left to pay ₫327,000" in text


def test_cancelling_twice_takes_away_once(client: Client, order: Any) -> None:
    first = _parts(order)[0]
    address = _cancel_address(order, first.number)

    client.post(address)
    client.post(address)

    assert first.reversals.count() == 1


def test_what_is_packed_cannot_be_cancelled_any_more(client: Client, order: Any) -> None:
    first = _parts(order)[0]
    steps.confirm(consignment=first)
    steps.pack(consignment=first)
    address = _cancel_address(order, first.number)

    assert client.get(address).status_code == 302
    answer = client.post(address)

    assert "This parcel is packed or on its way" in text_of(client.get(answer["Location"]))
    assert _parts(order)[0].state == "packed"


def test_all_cancelled_leaves_nothing_to_pay(client: Client, order: Any) -> None:
    for part in _parts(order):
        client.post(_cancel_address(order, part.number))

    assert "Left to pay ₫0" in text_of(client.get(order_path(order)))


def test_another_orders_part_or_another_token_is_404(client: Client, order: Any) -> None:
    other = make_order((make_listing(), 1))

    assert client.post(_cancel_address(order, _parts(other)[0].number)).status_code == 404
    wrong = reverse("checkout:cancel", args=[order.number, order_token(other), _parts(order)[0].number])
    assert client.post(wrong).status_code == 404
    assert [part.state for part in (*_parts(order), *_parts(other))] == ["new", "new", "new"]


def test_the_step_names_the_account_that_cancelled(client: Client) -> None:
    user = User.objects.create_user("hoa@example.com")
    order = make_order((make_listing(), 1), user_id=user.pk)
    client.force_login(user)

    client.post(_cancel_address(order, _parts(order)[0].number))

    assert _parts(order)[0].steps.last().actor == user


def test_an_order_page_costs_the_same_for_one_part_and_for_five(client: Client) -> None:
    small = make_order((make_listing(), 1))
    large = make_order(*((make_listing(), 1) for _number in range(5)))

    counts = [client.get(order_path(order))["X-Query-Count"] for order in (small, large)]

    assert counts[0] == counts[1]
    assert int(counts[0]) <= 12
