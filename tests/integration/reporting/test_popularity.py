"""How many buyers a listing had lately: from facts, with every sale and once a night."""

from datetime import timedelta
from typing import Any

import pytest

from marketplace.core import clock
from marketplace.fulfilment.models import Consignment
from marketplace.listings.models import Popularity
from marketplace.orders.services import reversing
from marketplace.reporting import jobs, services
from marketplace.reporting.enums import FactKind
from marketplace.search.models import OutboxEntry
from tests.factories.catalogue import make_listing, make_rule
from tests.factories.orders import make_order
from tests.factories.reporting import make_consignment, make_fact

pytestmark = pytest.mark.django_db


def buyers() -> dict[int, int]:
    return dict(Popularity.objects.values_list("listing", "buyers"))


def sold(listing: Any, *, buyer: str, days_ago: int = 0, kind: FactKind = FactKind.SOLD, pieces: int = 1) -> None:
    day = clock.today() - timedelta(days=days_ago)
    make_fact(make_consignment(listing), kind, day, pieces=pieces, goods=pieces * 1000, buyer=buyer)


@pytest.fixture
def goods() -> list[Any]:
    make_rule()
    return [make_listing(stock=50), make_listing(stock=50)]


def test_an_order_counts_its_buyer_and_a_refusal_takes_it_back(goods: list[Any]) -> None:
    first, second = goods
    order = make_order((first, 3), (second, 1))
    assert buyers() == {first.pk: 1, second.pk: 1}
    assert first.pk in OutboxEntry.objects.values_list("listing_id", flat=True)
    make_order((first, 5))  # the same telephone number
    assert buyers()[first.pk] == 1
    make_order((first, 1), phone="+84988777666")
    assert buyers() == {first.pk: 2, second.pk: 1}
    reversing.decline(consignment=Consignment.objects.get(order=order, cooperative=second.cooperative), reason="Hết")
    assert buyers() == {first.pk: 2}


def test_each_buyer_counts_once_however_much_is_bought(goods: list[Any]) -> None:
    first, second = goods
    for _ in range(4):
        sold(first, buyer="lan", pieces=100)
    for buyer in ("mai", "hoa", "sen"):
        sold(second, buyer=buyer)
    services.recount_popularity()
    assert buyers() == {first.pk: 1, second.pk: 3}


def test_what_went_back_is_not_kept_and_a_part_is(goods: list[Any]) -> None:
    first, second = goods
    sold(first, buyer="lan", pieces=2)
    sold(first, buyer="lan", pieces=2, kind=FactKind.RETURNED)
    sold(second, buyer="lan", pieces=2)
    sold(second, buyer="lan", pieces=1, kind=FactKind.CANCELLED)
    services.recount_popularity()
    assert buyers() == {second.pk: 1}


def test_sales_grow_old_by_themselves(goods: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = goods
    sold(first, buyer="lan", days_ago=services.POPULAR_DAYS - 1)
    sold(second, buyer="lan")
    jobs.recount_popularity()
    assert buyers() == {first.pk: 1, second.pk: 1}
    OutboxEntry.objects.all().delete()
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    assert services.recount_popularity() == 1
    assert buyers() == {second.pk: 1}
    assert list(OutboxEntry.objects.values_list("listing_id", flat=True)) == [first.pk]


def test_a_night_without_news_marks_nothing(goods: list[Any]) -> None:
    sold(goods[0], buyer="lan")
    assert services.recount_popularity() == 1
    OutboxEntry.objects.all().delete()
    assert services.recount_popularity() == 0
    assert not OutboxEntry.objects.exists()


def test_it_runs_by_the_clock(settings: Any) -> None:
    assert settings.SCHEDULE["reporting.recount_popularity"] == 24 * 60 * 60
    assert jobs.recount_popularity.name == "reporting.recount_popularity"
