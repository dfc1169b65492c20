"""The dated table of transit times, and the days that follow from it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.bulk import RowError, Written
from marketplace.fulfilment import shipping
from marketplace.fulfilment.enums import Zone
from marketplace.fulfilment.models import FlatRate, TransitTime
from marketplace.fulfilment.shipping import Quote
from marketplace.fulfilment.transit import UnderWay, destinations, load_transit, zone_between
from marketplace.places.enums import Region
from tests.factories.catalogue import make_commune, make_cooperative, make_province

DAY = date(2026, 10, 8)
ROWS = [
    {"zone": "province", "valid_from": date(2026, 1, 1), "first_days": 1, "last_days": 2},
    {"zone": "region", "valid_from": date(2026, 1, 1), "first_days": 2, "last_days": 3},
    {"zone": "neighbour", "valid_from": date(2026, 1, 1), "first_days": 3, "last_days": 4},
    {"zone": "far", "valid_from": date(2026, 1, 1), "first_days": 4, "last_days": 6},
]


@pytest.mark.django_db
def test_loading_follows_the_rows_and_a_second_time_writes_nothing() -> None:
    assert load_transit(rows=ROWS) == Written(created=4)
    assert load_transit(rows=ROWS) == Written()
    slower = {**ROWS[3], "last_days": 8}
    assert load_transit(rows=[*ROWS[1:3], slower]) == Written(changed=1, removed=1)
    assert sorted(TransitTime.objects.values_list("zone", "last_days")) == [("far", 8), ("neighbour", 4), ("region", 3)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"zone": "moon"}, "zone"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"first_days": -1}, "first_days"),
        ({"last_days": 31}, "last_days"),
        ({"last_days": 1.5}, "last_days"),
        ({"first_days": 3}, "last_days"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_nothing_is_written(change: dict[str, Any], field: str) -> None:
    with pytest.raises(RowError) as refusal:
        load_transit(rows=[ROWS[1], {**ROWS[0], **change}])
    assert (refusal.value.index, refusal.value.field) == (1, field)
    assert not TransitTime.objects.exists()


@pytest.mark.django_db
def test_the_same_day_twice_and_a_missing_field_are_refused() -> None:
    with pytest.raises(RowError, match="stands twice"):
        load_transit(rows=[ROWS[0], ROWS[0]])
    with pytest.raises(RowError, match="is missing"):
        load_transit(rows=[{"zone": "far"}])


@pytest.mark.django_db
def test_the_table_that_is_shipped_names_every_zone() -> None:
    rows = yaml.safe_load((Path(settings.BASE_DIR) / "catalog_fixtures/transit.yaml").read_text(encoding="utf-8"))
    load_transit(rows=rows)
    assert set(TransitTime.objects.filter(valid_from__lte=DAY).values_list("zone", flat=True)) == set(Zone)


@pytest.mark.parametrize(
    ("origin", "to", "zone"),
    [
        ((1, Region.NORTH), (1, Region.NORTH), Zone.PROVINCE),
        ((1, Region.NORTH), (2, Region.NORTH), Zone.REGION),
        ((1, Region.NORTH), (2, Region.CENTRE), Zone.NEIGHBOUR),
        ((1, Region.CENTRE), (2, Region.SOUTH), Zone.NEIGHBOUR),
        ((1, Region.SOUTH), (2, Region.NORTH), Zone.FAR),
        ((1, "south"), (2, "north"), Zone.FAR),
    ],
)
def test_how_far_two_provinces_are(origin: tuple[int, str], to: tuple[int, str], zone: Zone) -> None:
    assert zone_between(origin, to) is zone
    assert zone_between(to, origin) is zone


def four_provinces() -> dict[str, Any]:
    return {
        "08": make_province(),
        "01": make_province("Hà Nội", "01"),
        "48": make_province("Đà Nẵng", "48", region=Region.CENTRE),
        "79": make_province("Hồ Chí Minh", "79", region=Region.SOUTH),
    }


@pytest.mark.django_db
def test_destinations_are_seen_from_the_origin_in_one_statement() -> None:
    provinces = four_provinces()
    load_transit(rows=ROWS)
    origin = provinces["08"]
    with CaptureQueriesContext(connection) as queries:
        found = destinations(origin=(origin.pk, origin.region), on=DAY)
    assert {one.code: (one.zone, one.under_way) for one in found} == {
        "08": (Zone.PROVINCE, UnderWay(1, 2)),
        "01": (Zone.REGION, UnderWay(2, 3)),
        "48": (Zone.NEIGHBOUR, UnderWay(3, 4)),
        "79": (Zone.FAR, UnderWay(4, 6)),
    }
    assert len(queries) == 1


@pytest.mark.django_db
def test_a_row_holds_from_its_day_until_the_next_of_its_zone() -> None:
    origin = make_province()
    new = {"zone": "province", "valid_from": date(2026, 10, 9), "first_days": 5, "last_days": 7}
    load_transit(rows=[*ROWS, new])
    seen = {
        day: destinations(origin=(origin.pk, origin.region), on=date(2026, 10, day))[0].under_way for day in (8, 9, 20)
    }
    assert seen == {8: UnderWay(1, 2), 9: UnderWay(5, 7), 20: UnderWay(5, 7)}
    before = destinations(origin=(origin.pk, origin.region), on=date(2025, 12, 31))[0].under_way
    assert before == UnderWay(2, 5)  # what is usual, where the table says nothing


@pytest.mark.django_db
def test_quotes_are_price_and_days_of_each_seller_in_one_statement() -> None:
    provinces = four_provinces()
    load_transit(rows=ROWS)
    near = make_cooperative("HTX Gần")
    south = make_cooperative("HTX Nam", commune=make_commune("Xuân Hòa", "27154", provinces["79"]))
    FlatRate.objects.create(cooperative=south, price=45_000)
    with CaptureQueriesContext(connection) as queries:
        found = shipping.quotes(cooperatives=[near.pk, south.pk], on=DAY, commune_id=near.commune_id)
    assert found == {near.pk: Quote(30_000, UnderWay(1, 2)), south.pk: Quote(45_000, UnderWay(4, 6))}
    assert len(queries) == 1
    anywhere = shipping.quotes(cooperatives=[near.pk, south.pk], on=DAY)
    assert [quote.under_way for quote in anywhere.values()] == [UnderWay(1, 6)] * 2


@pytest.mark.django_db
def test_without_a_table_the_usual_days_hold() -> None:
    near = make_cooperative()
    assert shipping.quotes(cooperatives=[near.pk], on=DAY)[near.pk].under_way == UnderWay(2, 5)


def test_days_of_making_come_before_days_of_shipping() -> None:
    plain = shipping.promise(placed=DAY)  # a Thursday
    made = shipping.promise(placed=DAY, lead_days=5, under_way=UnderWay(1, 2))
    assert (plain.ship_by, plain.deliver_from, plain.deliver_by) == (
        date(2026, 10, 10),
        date(2026, 10, 13),
        date(2026, 10, 16),
    )
    assert (made.ship_by, made.deliver_from, made.deliver_by) == (
        date(2026, 10, 16),
        date(2026, 10, 17),
        date(2026, 10, 19),
    )


@given(st.integers(0, 90), st.integers(0, 10), st.integers(0, 20))
def test_more_making_never_makes_it_earlier(lead: int, first: int, more: int) -> None:
    way = UnderWay(first, first + more)
    sooner, later = (shipping.promise(placed=DAY, lead_days=days, under_way=way) for days in (lead, lead + 1))
    assert sooner.ship_by < later.ship_by
    assert sooner.ship_by <= sooner.deliver_from <= sooner.deliver_by <= later.deliver_by
