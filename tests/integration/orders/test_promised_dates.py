"""The dates of an order are those that the product page and the review page promised."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.fulfilment.transit import load_transit
from marketplace.listings.enums import Supply
from marketplace.orders.services import place_order
from marketplace.places.enums import Region
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_province
from tests.factories.orders import make_draft, make_order
from tests.integration.fulfilment.test_transit import ROWS

pytestmark = pytest.mark.django_db
THURSDAY = "2026-10-08T03:00:00Z"


def dates(order: object) -> list[tuple[date, date, date]]:
    found = order.consignments.order_by("number")  # type: ignore[attr-defined]
    return list(found.values_list("ship_by", "deliver_from", "deliver_by"))


@time_machine.travel(THURSDAY)
def test_what_is_made_last_decides_when_its_consignment_leaves() -> None:
    weaver, grower = make_cooperative("HTX Dệt"), make_cooperative("HTX Chè")
    ready = make_listing(weaver)
    slow = make_listing(weaver, supply=Supply.TO_ORDER, lead_days=5)
    slower = make_listing(weaver, supply=Supply.TO_ORDER, lead_days=12)
    tea = make_listing(grower)
    order = make_order((ready, 1), (slower, 1), (slow, 1), (tea, 1))
    assert dates(order) == [
        (date(2026, 10, 24), date(2026, 10, 27), date(2026, 10, 30)),
        (date(2026, 10, 10), date(2026, 10, 13), date(2026, 10, 16)),
    ]


@time_machine.travel(THURSDAY)
def test_days_under_way_are_those_between_seller_and_address() -> None:
    load_transit(rows=ROWS)
    near = make_cooperative("HTX Gần")
    far = make_cooperative(
        "HTX Xa", commune=make_commune("Xuân Hòa", "27154", make_province("Hồ Chí Minh", "79", region=Region.SOUTH))
    )
    order = make_order((make_listing(near), 1), (make_listing(far), 1))
    assert dates(order) == [
        (date(2026, 10, 10), date(2026, 10, 12), date(2026, 10, 13)),
        (date(2026, 10, 10), date(2026, 10, 15), date(2026, 10, 17)),
    ]


def test_dates_cost_no_statement() -> None:
    """As many with the table and with days of making as without either."""
    make_order((make_listing(), 1))  # the first order of all also writes the country
    counts = []
    for rows, extra in (([], {}), (ROWS, {"supply": Supply.TO_ORDER, "lead_days": 9})):
        load_transit(rows=rows)
        draft = make_draft((make_listing(**extra), 1))
        with CaptureQueriesContext(connection) as queries:
            place_order(draft)
        counts.append(len(queries))
    assert counts[0] == counts[1]
