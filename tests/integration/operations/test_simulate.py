"""A simulated market: all states, agreeing books, the same for the same seed."""

import io
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count

from marketplace.cooperatives.models import Cooperative
from marketplace.core import clock
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment, ParcelLine
from marketplace.listings.models import Listing, StockMovement
from marketplace.notices.models import Notice
from marketplace.operations.books import CHECKS
from marketplace.operations.simulation.running import Wanted, simulate
from marketplace.operations.simulation.seasons import arrivals, tet_of
from marketplace.payments.models import PaymentEntry
from marketplace.places.models import Province
from marketplace.reporting.models import SaleFact
from marketplace.search.documents import documents
from marketplace.search.models import OutboxEntry

Order = oscar_model("order", "Order")
StockRecord = oscar_model("partner", "StockRecord")
pytestmark = [pytest.mark.django_db, pytest.mark.engine]
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def differing() -> list[str]:
    return [check.name for check in CHECKS if check.run().count]


def digest() -> list[Any]:
    """What was written, without keys."""
    return [
        list(
            Order.objects.order_by("number").values_list("number", "total_incl_tax", "phone", "date_placed", "status")
        ),
        list(Consignment.objects.order_by("number").values_list("number", "state", "total", "shipped_at", "ship_by")),
        sorted(StockMovement.objects.values_list("kind", "in_stock_change", "allocated_change", "at")),
        sorted(SaleFact.objects.values_list("consignment_number", "kind", "goods", "shipping", "at", "buyer")),
        sorted(PaymentEntry.objects.values_list("kind", "amount", "reference", "at")),
    ]


def free() -> dict[int, int]:
    rows = StockRecord.objects.values_list("pk", "num_in_stock", "num_allocated")
    return {key: in_stock - (allocated or 0) for key, in_stock, allocated in rows}


def test_three_hundred_orders_agree_and_touch_nothing_that_is_for_sale(market: list[Cooperative]) -> None:
    before = free()
    OutboxEntry.objects.all().delete()

    done = simulate(Wanted(orders=300, seed=1))

    assert differing() == []
    assert Order.objects.count() == done.rows["order.Order"] == 300
    assert free() == before
    assert Notice.objects.count() == 0
    marked = sorted(OutboxEntry.objects.values_list("listing_id", flat=True))
    assert marked == sorted(Listing.objects.values_list("pk", flat=True))


def test_every_state_stands_at_the_first_demo_cooperative_several_times(market: list[Cooperative]) -> None:
    simulate(Wanted(orders=60, seed=1))

    counts = dict(Consignment.objects.filter(cooperative=market[0]).values_list("state").annotate(Count("pk")))
    assert {state: counts.get(state, 0) >= 3 for state in State} == dict.fromkeys(State, True)


def test_orders_are_spread_over_the_year_and_over_all_provinces(market: list[Cooperative]) -> None:
    simulate(Wanted(orders=240, seed=1), now=NOW)

    placed = list(Order.objects.order_by("date_placed").values_list("date_placed", flat=True))
    assert NOW - timedelta(days=366) <= placed[0]
    assert placed[-1] <= NOW
    assert {moment.month for moment in placed} == set(range(1, 13))
    buyers = set(Order.objects.values_list("shipping_address__commune__province", flat=True))
    assert buyers == set(Province.objects.values_list("pk", flat=True))
    sellers = Order.objects.annotate(sellers=Count("consignments")).values_list("sellers", flat=True)
    assert set(sellers) == {1, 2, 3}
    assert not SaleFact.objects.filter(at__gt=NOW).exists()


def test_old_orders_are_finished_and_new_ones_have_begun(market: list[Cooperative]) -> None:
    simulate(Wanted(orders=240, seed=1), now=NOW)

    ends = (State.DELIVERED, State.DECLINED, State.CANCELLED, State.RETURNED)
    old = Consignment.objects.filter(placed_at__lt=NOW - timedelta(days=60))
    new = Consignment.objects.filter(placed_at__gt=NOW - timedelta(hours=30))
    assert old.exclude(state__in=ends).count() == 0
    assert new.filter(state__in=(State.AWAITING_PAYMENT, State.NEW, State.CONFIRMED)).count() > new.count() / 2
    delivered = Consignment.objects.filter(state=State.DELIVERED)
    assert delivered.exclude(lines__parcel_lines__parcel__delivered_at__isnull=False).count() == 0
    assert ParcelLine.objects.filter(parcel__tracking_number__startswith="DEMO").exists()


def test_stock_is_never_below_what_is_ordered_at_any_moment(market: list[Cooperative]) -> None:
    simulate(Wanted(orders=120, seed=5))

    figures: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    moved = StockMovement.objects.values_list("stock_record", "in_stock_change", "allocated_change", "kind", "at")
    for record, in_stock, allocated, _kind, _at in sorted(moved, key=lambda row: (row[4], row[3] != "set")):
        before = figures[record]
        figures[record] = after = (before[0] + in_stock, before[1] + allocated)
        assert 0 <= after[1] <= after[0]
    assert len(figures) == StockRecord.objects.count()


def test_the_same_seed_writes_the_same_and_another_seed_does_not(market: list[Cooperative]) -> None:
    found = []
    for seed in (3, 3, 4):
        with transaction.atomic():
            simulate(Wanted(orders=50, seed=seed), now=NOW)
            found.append(digest())
            transaction.set_rollback(True)

    assert found[0] == found[1]
    assert found[0] != found[2]


def test_a_second_run_goes_on(market: list[Cooperative]) -> None:
    simulate(Wanted(orders=50, seed=3))
    simulate(Wanted(orders=50, seed=3))

    assert Order.objects.count() == Order.objects.values("number").distinct().count() == 100
    assert differing() == []


def test_invented_sellers_and_goods_can_stand_on_a_shelf(market: list[Cooperative]) -> None:
    known = set(Listing.objects.values_list("pk", flat=True))

    simulate(Wanted(cooperatives=4, products=30, orders=40, seed=2))

    invented = Listing.objects.exclude(pk__in=known)
    sellers = Cooperative.objects.filter(slug__startswith="mo-phong-")
    assert (invented.count(), sellers.count()) == (30, 4)
    assert set(sellers.values_list("is_demonstration", flat=True)) == {True}
    assert all(number.startswith("DEMO-") for number in sellers.values_list("registration_number", flat=True))
    shelved = {document.listing_id for document in documents(invented.values_list("pk", flat=True))}
    assert shelved == set(invented.values_list("pk", flat=True))
    assert set(OutboxEntry.objects.values_list("listing_id", flat=True)) >= shelved
    assert differing() == []

    simulate(Wanted(products=5, seed=2))

    assert (Listing.objects.count(), sellers.count()) == (len(known) + 35, 4)
    assert differing() == []


def test_without_a_catalogue_it_says_what_to_do(db: Any) -> None:
    with pytest.raises(CommandError, match=r"^No goods are for sale yet: run `manage.py load_catalog` first\.$"):
        call_command("simulate", orders=5)


@pytest.mark.parametrize("value", ["-1", "many", "1.5"])
def test_a_number_is_a_whole_number(value: str, db: Any) -> None:
    with pytest.raises(CommandError, match=f"argument --orders: a whole number, not '{value}'"):
        call_command("simulate", f"--orders={value}", stderr=io.StringIO())


@pytest.mark.slow
def test_five_thousand_orders_agree(market: list[Cooperative]) -> None:
    simulate(Wanted(orders=5000, seed=1))

    assert differing() == []
    assert Order.objects.count() == 5000


def test_tet_is_found_and_more_is_ordered_before_it() -> None:
    first_days = (date(2025, 1, 29), date(2026, 2, 17), date(2027, 2, 6))
    assert [0 <= (day - tet_of(day.year)).days <= 4 for day in first_days] == [True, True, True]
    moments = list(arrivals(Random(1), orders=4000, since=NOW - timedelta(days=365), until=NOW))
    days = [clock.day_of(moment) for moment in moments]
    tet = tet_of(2026)
    before = sum(tet - timedelta(days=30) <= day < tet - timedelta(days=2) for day in days) / 28
    usual = sum(1 for day in days if day.month in (4, 5, 6, 7)) / 122
    assert moments == sorted(moments)
    assert len(moments) == 4000
    assert 2 < before / usual < 3.5
