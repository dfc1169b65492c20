"""Many buyers at once. Seen to fail without their guards:

- With `.filter(free__gte=pieces)` taken out of `listings.services.stock._taken`, the CHECK under the table turns the
  41st to 50th buyer's refusal into an IntegrityError, and the first test fails; with the CHECK gone too, it sells 50.
- With the constraint `one_order_per_basket` taken out, the second test counts 20 orders.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from oscar.core.loading import get_model

from marketplace.listings.services.stock import set_stock
from marketplace.orders.services import AlreadyPlaced, BasketChanged, place_order
from tests.factories.catalogue import make_listing, stock_record
from tests.factories.orders import make_draft

Basket: Any = get_model("basket", "Basket")
Order: Any = get_model("order", "Order")
pytestmark = [pytest.mark.engine, pytest.mark.slow]
BUYERS, UNITS, RUNS = 50, 10, 20
CLICKS = 20


def at_once(number: int, act: Callable[[int], object]) -> list[Any]:
    """Results, or the exceptions raised, of `number` threads let loose together."""
    gate = Barrier(number)

    def run(place: int) -> object:
        try:
            gate.wait()
            return act(place)
        except Exception as error:  # noqa: BLE001 - what was raised is the result
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_ten_units_go_to_exactly_ten_of_fifty_buyers_in_every_run(flushing: None, transactional_db: None) -> None:
    for _run in range(RUNS):
        listing = make_listing(stock=UNITS)
        drafts = [make_draft((listing, 1)) for _buyer in range(BUYERS)]
        before = Order.objects.count()

        results = at_once(BUYERS, lambda place, drafts=drafts: place_order(drafts[place]))

        assert Counter(type(result).__name__ for result in results) == {"Order": UNITS, "BasketChanged": BUYERS - UNITS}
        refusals = [result for result in results if isinstance(result, BasketChanged)]
        assert {str(text) for refusal in refusals for text in refusal.problems.values()} == {"Đã hết hàng."}
        record = stock_record(listing)
        assert (record.num_in_stock, record.num_allocated) == (UNITS, UNITS)
        assert Order.objects.count() - before == UNITS


def test_one_basket_sent_twenty_times_is_one_order(flushing: None, transactional_db: None) -> None:
    listing = make_listing(stock=1000)
    draft = make_draft((listing, 2))

    results = at_once(CLICKS, lambda _place: place_order(draft))

    order = Order.objects.get()
    placed = [result for result in results if not isinstance(result, Exception)]
    refused = [result.number for result in results if isinstance(result, AlreadyPlaced)]
    assert [one.pk for one in placed] == [order.pk]
    assert refused == [order.number] * (CLICKS - 1)
    assert stock_record(listing).num_allocated == 2


def test_two_baskets_with_the_same_goods_in_other_order_do_not_lock_each_other(
    flushing: None, transactional_db: None
) -> None:
    first, second = make_listing(stock=100), make_listing(stock=100)
    drafts = [make_draft(*(((first, 1), (second, 1)) if i % 2 else ((second, 1), (first, 1)))) for i in range(20)]

    results = at_once(20, lambda place: place_order(drafts[place]))

    assert [result for result in results if isinstance(result, Exception)] == []
    assert stock_record(first).num_allocated == stock_record(second).num_allocated == 20


def test_counting_stock_while_others_buy_loses_nothing(flushing: None, transactional_db: None) -> None:
    listing = make_listing(stock=20)
    drafts = [make_draft((listing, 1)) for _buyer in range(10)]
    key = stock_record(listing).pk

    at_once(11, lambda place: set_stock(stock_record_id=key, pieces=50) if place == 10 else place_order(drafts[place]))

    record = stock_record(listing)
    assert record.num_allocated == 10
    movements = record.movements.all()
    assert sum(movement.in_stock_change for movement in movements) == record.num_in_stock
    assert sum(movement.allocated_change for movement in movements) == 10
