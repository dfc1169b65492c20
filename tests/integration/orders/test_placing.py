"""What an order writes, to the đồng and the piece."""

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from oscar.core.loading import get_model

from marketplace.core.errors import DomainError
from marketplace.fulfilment.models import FlatRate
from marketplace.listings.enums import ListingState
from marketplace.listings.services.catalogue import change_price, hide_listing
from marketplace.orders.interface import DraftLine
from marketplace.orders.services import AlreadyPlaced, BasketChanged, place_order
from marketplace.payments.enums import ShareState
from marketplace.reporting.models import SaleFact
from tests.factories.catalogue import make_cooperative, make_listing, stock_record
from tests.factories.orders import make_draft, make_order

Basket: Any = get_model("basket", "Basket")
Order: Any = get_model("order", "Order")


@pytest.mark.django_db
def test_an_order_of_two_cooperatives_is_two_consignments_that_add_up() -> None:
    first, second = make_cooperative("HTX Một"), make_cooperative("HTX Hai")
    FlatRate.objects.create(cooperative=second, price=45_000)
    scarf, bag, tea = (
        make_listing(first, price=690_000),
        make_listing(first, price=150_000),
        make_listing(second, price=99_000),
    )

    order = make_order((scarf, 2), (tea, 3), (bag, 1))

    rows = order.consignments.order_by("number").values_list(
        "number", "cooperative", "state", "goods_total", "shipping_charge", "discount", "total"
    )
    assert list(rows) == [
        (f"{order.number}-1", first.pk, "new", 1_530_000, 30_000, 0, 1_560_000),
        (f"{order.number}-2", second.pk, "new", 297_000, 45_000, 0, 342_000),
    ]
    assert int(order.total_incl_tax) == 1_902_000
    assert int(order.shipping_incl_tax) == 75_000
    assert [(share.amount, share.state) for share in order.payment_shares.order_by("pk")] == [
        (1_560_000, ShareState.ACCEPTED),
        (342_000, ShareState.ACCEPTED),
    ]
    assert [stock_record(listing).num_allocated for listing in (scarf, bag, tea)] == [2, 1, 3]
    assert sorted(SaleFact.objects.values_list("kind", "goods", "shipping", "quantity")) == [
        ("sold", 150_000, 0, 1),
        ("sold", 297_000, 45_000, 3),
        ("sold", 1_380_000, 30_000, 2),
    ]


@pytest.mark.django_db
def test_the_basket_is_closed_and_becomes_no_second_order() -> None:
    listing = make_listing()
    draft = make_draft((listing, 1))
    order = place_order(draft)

    assert Basket.objects.get(pk=draft.basket_id).status == Basket.SUBMITTED
    with pytest.raises(AlreadyPlaced) as refusal:
        place_order(draft)
    assert refusal.value.number == order.number
    assert stock_record(listing).num_allocated == 1


@pytest.mark.django_db(transaction=False)
def test_the_buyer_is_told_by_mail_after_the_commit(django_capture_on_commit_callbacks: Any) -> None:
    draft = make_draft((make_listing(), 1))

    with django_capture_on_commit_callbacks(execute=True):
        order = place_order(draft)

    (letter,) = [one for one in mail.outbox if one.to == ["lan@example.com"]]
    assert letter.subject == f"Đơn {order.number} của bạn đã được ghi nhận"
    assert f"/checkout/order/{order.number}/" in letter.body


@pytest.mark.django_db
@pytest.mark.parametrize("quantity", [0, -1, 10_000, 1_000_000])
def test_impossible_quantities_write_nothing(quantity: int) -> None:
    draft = make_draft((make_listing(), 1))
    wrong = replace(draft, lines=(replace(draft.lines[0], quantity=quantity),))

    with pytest.raises(DomainError):
        place_order(wrong)
    assert Order.objects.count() == 0


@pytest.mark.django_db
def test_a_changed_price_is_said_and_nothing_is_written() -> None:
    listing = make_listing(price=100_000)
    draft = make_draft((listing, 1))
    change_price(stock_record_id=stock_record(listing).pk, price=120_000)

    with pytest.raises(BasketChanged) as refusal:
        place_order(draft)
    assert refusal.value.problems == {listing.product_id: "Giá nay là 120.000\u00a0₫."}
    assert (Order.objects.count(), stock_record(listing).num_allocated) == (0, 0)


@pytest.mark.django_db
def test_a_changed_shipping_price_is_said() -> None:
    listing = make_listing()
    draft = make_draft((listing, 1))
    FlatRate.objects.create(cooperative=listing.cooperative, price=1)

    with pytest.raises(BasketChanged):
        place_order(draft)


@pytest.mark.django_db
def test_hidden_suspended_and_unknown_goods_are_named() -> None:
    hidden, suspended = make_listing(), make_listing()
    draft = make_draft((hidden, 1), (suspended, 1))
    hide_listing(listing=hidden)
    suspended.cooperative.status = "suspended"
    suspended.cooperative.save()
    draft = replace(draft, lines=(*draft.lines, DraftLine(9_999_999, 1, 1)))

    with pytest.raises(BasketChanged) as refusal:
        place_order(draft)
    assert set(refusal.value.problems) == {hidden.product_id, suspended.product_id, 9_999_999}
    assert hidden.state == ListingState.HIDDEN


@pytest.mark.django_db
def test_every_short_line_is_named_and_none_is_taken() -> None:
    plenty, short, none = make_listing(stock=9), make_listing(stock=2), make_listing(stock=0)

    with pytest.raises(BasketChanged) as refusal:
        make_order((plenty, 3), (short, 3), (none, 1))
    assert refusal.value.problems == {short.product_id: "Chỉ còn 2.", none.product_id: "Đã hết hàng."}
    assert stock_record(plenty).num_allocated == 0


@pytest.mark.django_db
def test_an_order_holds_at_most_two_billion_dong() -> None:
    dear = make_listing(price=500_000_000, stock=10)
    with pytest.raises(DomainError, match=r"2\.000\.000\.000"):
        make_order((dear, 4))
    make_order((make_listing(price=499_990_000), 4))


class AnyBasket(TestCase):
    """Whatever is bought from however many sellers, all figures agree."""

    @hypothesis_settings(max_examples=15)
    @given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 5_000_000), st.integers(1, 9)), min_size=1, max_size=6))
    def test_totals_agree(self, wanted: list[tuple[int, int, int]]) -> None:
        sellers = [make_cooperative() for _place in range(3)]
        listings = [(make_listing(sellers[who], price=price, stock=9), pieces) for who, price, pieces in wanted]

        order = make_order(*listings)

        consignments = list(order.consignments.all())
        goods = sum(price * pieces for _who, price, pieces in wanted)
        assert sum(one.goods_total for one in consignments) == goods
        assert sum(one.total for one in consignments) == int(order.total_incl_tax)
        assert len(consignments) == len({who for who, _price, _pieces in wanted})
        assert sum(share.amount for share in order.payment_shares.all()) == int(order.total_incl_tax)
        facts = SaleFact.objects.filter(order_number=order.number)
        assert sum(fact.goods + fact.shipping for fact in facts) == int(order.total_incl_tax)
