"""Fulfilment figures of consignments made by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import gettext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.core.scope import EVERYTHING, Scope, ScopeKind, ScopeMissing
from marketplace.fulfilment.enums import State
from marketplace.reporting.interface import Drill, Selection
from marketplace.reporting.periods import Period
from marketplace.reporting.reports import FULFILMENT
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_province
from tests.factories.reporting import at_noon, make_consignment

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TODAY = date(2026, 11, 23)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
PLACED = at_noon(date(2026, 11, 10))


def chosen(group: str = "cooperative", **values) -> Selection:
    return replace(Selection(period=NOVEMBER, group=group, today=TODAY), **values)


def named(table) -> list[dict]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row.values, strict=True)) for row in (*table.rows, table.total)]


def sent(listing, hours: int, state: State = State.SHIPPED, **values):
    return make_consignment(listing, placed=PLACED, shipped=PLACED + timedelta(hours=hours), state=state, **values)


@pytest.fixture
def two_sellers():
    """Parcels are promised for 12 November: 12 hours of it are 60 hours after the order at noon of the 10th."""
    slow = make_listing(make_cooperative("Chậm"))
    quick = make_listing(
        make_cooperative("Nhanh", commune=make_commune("Bắc Hà", "02855", make_province("Lào Cai", "15")))
    )
    for hours in (10, 20, 59):
        sent(slow, hours)
    sent(slow, 60)  # midnight: the 13th has begun
    make_consignment(slow, placed=PLACED, state=State.PACKED)  # past its day and still here
    make_consignment(slow, placed=PLACED, state=State.CANCELLED)
    make_consignment(slow, placed=at_noon(TODAY), state=State.NEW)  # has time
    make_consignment(slow, placed=PLACED, state=State.AWAITING_PAYMENT)
    sent(quick, 5, State.DELIVERED)
    sent(quick, 7, State.RETURNED)
    make_consignment(slow, placed=at_noon(date(2026, 10, 31)), state=State.NEW)
    return slow, quick


def test_states_hours_and_late_ones_by_cooperative(two_sellers):
    slow, quick, total = named(FULFILMENT.table(scope=EVERYTHING, selection=chosen()))
    assert slow == {
        "name": "Chậm", "place": "Tuyên Quang", "consignments": 8, "on_time": Decimal("60.0"), "late": 2,
        "median": Decimal("39.5"), "mean": Decimal("37.3"), "slow": Decimal("60.0"), "awaiting_payment": 1, "new": 1,
        "confirmed": 0, "packed": 1, "shipped": 4, "delivered": 0, "declined": 0, "cancelled": 1, "returned": 0,
    }  # fmt: skip
    assert quick == {
        "name": "Nhanh", "place": "Lào Cai", "consignments": 2, "on_time": Decimal("100.0"), "late": 0,
        "median": Decimal("6.0"), "mean": Decimal("6.0"), "slow": Decimal("7.0"), "awaiting_payment": 0, "new": 0,
        "confirmed": 0, "packed": 0, "shipped": 0, "delivered": 1, "declined": 0, "cancelled": 0, "returned": 1,
    }  # fmt: skip
    assert total == {
        "name": gettext("Total"), "place": None, "consignments": 10, "on_time": Decimal("71.4"), "late": 2,
        "median": Decimal("15.0"), "mean": Decimal("26.8"), "slow": Decimal("60.0"), "awaiting_payment": 1, "new": 1,
        "confirmed": 0, "packed": 1, "shipped": 4, "delivered": 1, "declined": 0, "cancelled": 1, "returned": 1,
    }  # fmt: skip


def test_by_province_and_within_a_scope(two_sellers):
    first, second, total = named(FULFILMENT.table(scope=EVERYTHING, selection=chosen("province")))
    assert [(row["code"], row["consignments"]) for row in (first, second)] == [("08", 8), ("15", 2)]
    assert total["code"] is None
    lao_cai = two_sellers[1].cooperative.commune.province
    scope = Scope(ScopeKind.PROVINCE, frozenset({lao_cai.pk}))
    row, total = named(FULFILMENT.table(scope=scope, selection=chosen()))
    assert (row["name"], total["consignments"], total["late"]) == ("Nhanh", 2, 0)
    row, total = named(FULFILMENT.table(scope=EVERYTHING, selection=chosen(province=lao_cai)))
    assert (row["name"], total["consignments"]) == ("Nhanh", 2)


def test_a_scope_is_needed():
    with pytest.raises(ScopeMissing):
        FULFILMENT.table(scope=None, selection=chosen())
    with pytest.raises(ScopeMissing):
        FULFILMENT.totals(scope=None, selection=chosen())


def test_days_begin_at_midnight_in_vietnam():
    listing = make_listing()
    make_consignment(listing, placed=datetime(2026, 10, 31, 17, 0, tzinfo=UTC))  # 1 November, 00:00
    make_consignment(listing, placed=datetime(2026, 10, 31, 16, 59, tzinfo=UTC))
    make_consignment(listing, placed=datetime(2026, 11, 30, 16, 59, tzinfo=UTC))
    make_consignment(listing, placed=datetime(2026, 11, 30, 17, 0, tzinfo=UTC))
    assert named(FULFILMENT.table(scope=EVERYTHING, selection=chosen()))[-1]["consignments"] == 2


def test_nothing_to_measure_is_empty_not_zero():
    make_consignment(placed=at_noon(TODAY))
    row, total = named(FULFILMENT.table(scope=EVERYTHING, selection=chosen()))
    for line in (row, total):
        assert [line[name] for name in ("on_time", "median", "mean", "slow")] == [None] * 4
    empty = chosen(period=Period(date(2020, 1, 1), date(2020, 1, 31)))
    (total,) = named(FULFILMENT.table(scope=EVERYTHING, selection=empty))
    assert (total["consignments"], total["median"]) == (0, None)


def test_each_count_leads_to_its_parcels(two_sellers):
    slow, _quick = FULFILMENT.table(scope=EVERYTHING, selection=chosen()).rows
    seller = {"cooperative": two_sellers[0].cooperative.slug}
    assert slow.drills["packed"] == Drill("consignments", {**seller, "state": "packed"})
    assert slow.drills["late"] == Drill("consignments", {**seller, "late": "any"})
    assert "declined" not in slow.drills


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.lists(st.integers(1, 500), min_size=1, max_size=12))
def test_median_mean_and_ninth_in_ten_agree_with_a_sorted_list(two_sellers, minutes):
    seller = make_cooperative()
    listing = make_listing(seller, pictures=0)
    for wait in minutes:
        make_consignment(listing, placed=PLACED, shipped=PLACED + timedelta(minutes=6 * wait), state=State.SHIPPED)
    row, total = named(FULFILMENT.table(scope=EVERYTHING, selection=chosen(cooperative=seller)))
    tenths, number = sorted(minutes), len(minutes)  # 6 minutes are a tenth of an hour
    middle = Decimal(tenths[(number - 1) // 2] + tenths[number // 2]) / 2
    for line in (row, total):
        assert abs(line["median"] * 10 - middle) <= Decimal("0.5")
        assert line["slow"] * 10 == tenths[-(-number * 9 // 10) - 1]
        assert abs(line["mean"] * 10 - Decimal(sum(tenths)) / number) <= Decimal("0.5")
