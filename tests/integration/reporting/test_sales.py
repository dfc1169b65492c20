"""Sales figures from facts made by hand, and against plain SQL."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

import pytest
from django.db import connection
from django.utils.translation import gettext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.cooperatives.enums import SellerKind
from marketplace.core.scope import EVERYTHING, Scope, ScopeKind, ScopeMissing
from marketplace.fulfilment.models import Consignment
from marketplace.reporting.enums import FactKind
from marketplace.reporting.interface import Drill, Selection
from marketplace.reporting.models import SaleFact
from marketplace.reporting.periods import Period
from marketplace.reporting.queries import consignments_behind
from marketplace.reporting.reports import SALES
from marketplace.reporting.services import facts
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_province, make_set
from tests.factories.reporting import make_consignment, make_fact

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TODAY = date(2026, 11, 23)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
SOLD, CANCELLED, RETURNED = FactKind.SOLD, FactKind.CANCELLED, FactKind.RETURNED


def chosen(group: str = "province", **values) -> Selection:
    return replace(Selection(period=NOVEMBER, group=group, today=TODAY), **values)


def named(table) -> list[dict]:
    """Rows and the total, by column name."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row.values, strict=True)) for row in (*table.rows, table.total)]


@pytest.fixture
def two_provinces():
    """Lùng Tám sells cloth and honey, Bắc Hà tea; one order holds goods of both."""
    tuyen_quang, lao_cai = make_province(), make_province("Lào Cai", "15")
    lung_tam = make_cooperative("Lùng Tám", commune=make_commune())
    bac_ha = make_cooperative("Bắc Hà", commune=make_commune("Bắc Hà", "02855", lao_cai), kind=SellerKind.GROUP)
    cloth = make_listing(lung_tam, product_set=make_set(22))
    honey = make_listing(lung_tam, product_set=make_set(6, "Mật ong", "Honey"))
    tea = make_listing(bac_ha, product_set=make_set(10, "Chè", "Tea"))
    first = make_consignment(cloth)
    both = make_consignment(tea, order=first.order)
    second, third = make_consignment(honey), make_consignment(tea)
    make_fact(first, SOLD, date(2026, 11, 1), pieces=2, goods=500_000, shipping=30_000, discount=20_000, stars=4)
    make_fact(both, SOLD, date(2026, 11, 1), pieces=3, goods=300_000, shipping=25_000)
    make_fact(second, SOLD, date(2026, 11, 30), pieces=1, goods=90_000, shipping=30_000)
    make_fact(second, CANCELLED, date(2026, 11, 30), pieces=1, goods=90_000, shipping=30_000)
    make_fact(third, SOLD, date(2026, 10, 31), pieces=4, goods=400_000, shipping=25_000)
    make_fact(third, RETURNED, date(2026, 11, 5), pieces=4, goods=400_000, shipping=25_000)
    make_fact(first, FactKind.DELIVERED, date(2026, 11, 4), pieces=2, goods=500_000, shipping=30_000, discount=20_000)
    make_fact(third, FactKind.REFUNDED, date(2026, 11, 6), pieces=0, goods=425_000)
    return {"tuyen_quang": tuyen_quang, "lao_cai": lao_cai, "lung_tam": lung_tam, "bac_ha": bac_ha, "first": first}


def test_by_province_with_every_figure(two_provinces):
    # 31 October stands in the whole month before, but not in its first 23 days.
    tuyen_quang, lao_cai, total = named(SALES.table(scope=EVERYTHING, selection=chosen(today=date(2026, 12, 1))))
    assert tuyen_quang == {
        "name": "Tuyên Quang", "code": "08", "orders": 2, "consignments": 2, "pieces": 3, "goods": 590_000,
        "shipping": 60_000, "discount": 20_000, "cancelled": 120_000, "returned": 0, "net": 510_000, "before": 0,
        "change": None,
    }  # fmt: skip
    assert lao_cai == {
        "name": "Lào Cai", "code": "15", "orders": 1, "consignments": 1, "pieces": 3, "goods": 300_000,
        "shipping": 25_000, "discount": 0, "cancelled": 0, "returned": 425_000, "net": -100_000, "before": 425_000,
        "change": Decimal("-123.5"),
    }  # fmt: skip
    assert total == {
        "name": gettext("Total"), "code": None, "orders": 2, "consignments": 3, "pieces": 6, "goods": 890_000,
        "shipping": 85_000, "discount": 20_000, "cancelled": 120_000, "returned": 425_000, "net": 410_000,
        "before": 425_000, "change": Decimal("-3.5"),
    }  # fmt: skip


def test_a_running_month_is_compared_with_as_much_of_the_month_before(two_provinces):
    *_rows, total = named(SALES.table(scope=EVERYTHING, selection=chosen()))
    assert (total["net"], total["before"], total["change"]) == (410_000, 0, None)


@pytest.mark.parametrize(
    ("group", "names", "nets"),
    [
        ("cooperative", ["Lùng Tám", "Bắc Hà"], [510_000, -100_000]),
        ("set", ["Vải, may mặc", "Mật ong", "Chè"], [510_000, 0, -100_000]),
        ("month", [date(2026, 11, 1)], [410_000]),
    ],
)
def test_other_groupings_come_to_the_same_total(two_provinces, group, names, nets):
    *rows, total = named(SALES.table(scope=EVERYTHING, selection=chosen(group)))
    assert [row["name"] for row in rows] == names
    assert [row["net"] for row in rows] == nets
    assert total["net"] == 410_000
    assert total["orders"] == 2


def test_months_without_sales_stand_there_with_nothing(two_provinces):
    period = Period(date(2026, 9, 1), date(2026, 12, 31))
    *rows, total = named(SALES.table(scope=EVERYTHING, selection=chosen("month", period=period)))
    assert [(row["name"].month, row["net"]) for row in rows] == [(9, 0), (10, 425_000), (11, 410_000)]
    assert total["net"] == 835_000


@pytest.mark.parametrize(
    ("narrowed", "net"),
    [
        (lambda made: {"province": made["lao_cai"]}, -100_000),
        (lambda made: {"cooperative": made["lung_tam"]}, 510_000),
        (lambda made: {"kind": SellerKind.GROUP.value}, -100_000),
        (lambda made: {"product_set": make_set(22)}, 510_000),
        (lambda made: {"stars": 4}, 510_000),
        (lambda made: {"stars": 3}, 0),
        (lambda made: {"stars": 0}, -100_000),
        (lambda made: {"province": made["tuyen_quang"], "product_set": make_set(6)}, 0),
    ],
)
def test_filters(two_provinces, narrowed, net):
    *_rows, total = named(SALES.table(scope=EVERYTHING, selection=chosen(**narrowed(two_provinces))))
    assert total["net"] == net


def test_an_officer_of_a_province_counts_that_province_only(two_provinces):
    scope = Scope(ScopeKind.PROVINCE, frozenset({two_provinces["lao_cai"].pk}))
    row, total = named(SALES.table(scope=scope, selection=chosen()))
    assert (row["code"], row["net"], total["net"], total["orders"]) == ("15", -100_000, -100_000, 1)
    seller = Scope(ScopeKind.SELLER, frozenset({two_provinces["lung_tam"].pk}))
    assert named(SALES.table(scope=seller, selection=chosen()))[-1]["net"] == 510_000


@pytest.mark.parametrize("scope", [None, "everything", 1])
def test_without_a_scope_there_is_no_figure(scope):
    with pytest.raises(ScopeMissing):
        SALES.table(scope=scope, selection=chosen())
    with pytest.raises(ScopeMissing):
        SALES.totals(scope=scope, selection=chosen())
    with pytest.raises(ScopeMissing):
        SALES.months(scope=scope, selection=chosen())


def test_a_sale_belongs_to_the_day_in_vietnam(two_provinces):
    """23:59 and 00:00 of 30 November and 1 December in Vietnam are one minute apart, and one month."""
    listing = make_listing(two_provinces["lung_tam"])
    for minute, number in ((59, 1), (0, 2)):
        at = datetime(2026, 11, 30, 16 if minute else 17, minute, tzinfo=UTC)
        consignment = _with_address(make_consignment(listing, placed=at, price=1_000_000 * number, shipping=0))
        SaleFact.objects.bulk_create(facts(SOLD, consignment, at))
    *_rows, november = named(SALES.table(scope=EVERYTHING, selection=chosen()))
    december = Period(date(2026, 12, 1), date(2026, 12, 31))
    *_rows, after = named(SALES.table(scope=EVERYTHING, selection=chosen(period=december, today=date(2026, 12, 5))))
    assert november["net"] == 410_000 + 1_000_000
    assert after["net"] == 2_000_000


def _with_address(consignment: Consignment) -> Consignment:
    order = consignment.order
    address = type(order)._meta.get_field("shipping_address").related_model
    country = address._meta.get_field("country").related_model.objects.get_or_create(
        iso_3166_1_a2="VN", defaults={"printable_name": "Việt Nam", "name": "Việt Nam"}
    )[0]
    order.shipping_address = address.objects.create(
        first_name="Lan", line1="1", country=country, commune=make_commune()
    )
    order.save()
    return Consignment.objects.get(pk=consignment.pk)


def test_what_stands_behind_a_number_is_as_many_as_the_number_says(two_provinces):
    table = SALES.table(scope=EVERYTHING, selection=chosen())
    lao_cai = next(row for row in table.rows if row.values[1] == "15")
    assert lao_cai.drills["name"] == Drill("sales", {"province": "15", "group": "cooperative"})
    assert lao_cai.drills["consignments"] == Drill("consignments", {"province": "15", "by": "sold"})
    assert "cancelled" not in lao_cai.drills  # zero leads nowhere
    narrowed = chosen(province=two_provinces["lao_cai"])
    behind = {kind: consignments_behind(kind, scope=EVERYTHING, selection=narrowed).count() for kind in FactKind}
    assert behind[SOLD] == named(table)[1]["consignments"] == 1
    assert behind[RETURNED] == 1


def test_months_for_the_chart_are_those_of_the_report(two_provinces):
    year = chosen("month", period=Period(date(2025, 12, 1), date(2026, 11, 30)))
    figures = SALES.months(scope=EVERYTHING, selection=year)
    *rows, _total = named(SALES.table(scope=EVERYTHING, selection=year))
    assert [(one.month, one.net, one.before) for one in figures] == [
        (row["name"], row["net"], row["before"]) for row in rows
    ]
    assert len(figures) == 12


ORACLE = """
    SELECT COUNT(DISTINCT CASE WHEN kind = 'sold' THEN order_number END),
        COUNT(DISTINCT CASE WHEN kind = 'sold' THEN consignment_number END),
        COALESCE(SUM(CASE WHEN kind = 'sold' THEN quantity END), 0),
        COALESCE(SUM(CASE WHEN kind = 'sold' THEN goods END), 0),
        COALESCE(SUM(CASE WHEN kind = 'cancelled' THEN discount - goods - shipping END), 0),
        COALESCE(SUM(CASE WHEN kind = 'returned' THEN discount - goods - shipping END), 0),
        COALESCE(SUM(CASE WHEN kind IN ('sold', 'cancelled', 'returned') THEN goods + shipping - discount END), 0)
    FROM reporting_salefact WHERE day >= %s AND day <= %s AND seller_province_id IN (%s, %s)
"""
_sequences = count(100)  # facts of earlier examples stay: the table is append-only
COMPARED = ("orders", "consignments", "pieces", "goods", "cancelled", "returned", "net")
MADE = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(list(FactKind)),
        st.dates(date(2026, 10, 1), date(2026, 12, 31)),
        st.integers(1, 9),
        st.integers(0, 10**9),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
    ),
    max_size=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(made=MADE, ends=st.tuples(*[st.dates(date(2026, 10, 1), date(2026, 12, 31))] * 2))
def test_the_report_agrees_with_plain_sql(two_provinces, made, ends):
    lines = list(Consignment.objects.order_by("pk")[:3])
    for line, kind, day, pieces, goods, shipping, discount in made:
        make_fact(
            lines[line], kind, day, pieces=pieces, goods=goods, shipping=shipping, discount=discount,
            sequence=next(_sequences),
        )  # fmt: skip
    period = Period(min(ends), max(ends))
    provinces = [two_provinces["tuyen_quang"].pk, two_provinces["lao_cai"].pk]
    selection = chosen(period=period, today=date(2027, 1, 1))
    *rows, total = named(SALES.table(scope=EVERYTHING, selection=selection))
    assert tuple(total[name] for name in COMPARED) == _oracle(period, provinces)
    before = period.before(selection.today)
    assert total["before"] == _oracle(before, provinces)[-1]
    for row in rows:
        province = next(key for key, code in zip(provinces, ("08", "15"), strict=True) if code == row["code"])
        assert tuple(row[name] for name in COMPARED) == _oracle(period, [province, province])
        parts = row["goods"] + row["shipping"] - row["discount"] - row["cancelled"] - row["returned"]
        assert parts == row["net"]
    assert sum(row["net"] for row in rows) == total["net"]
    *months, _total = named(SALES.table(scope=EVERYTHING, selection=replace(selection, group="month")))
    assert sum(row["net"] for row in months) == total["net"]


def _oracle(period: Period, provinces: list[int]) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(ORACLE, [period.first, period.last, *provinces])
        return tuple(int(figure) for figure in cursor.fetchone())
