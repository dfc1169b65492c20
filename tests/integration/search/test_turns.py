"""Whose turn it is: decided in the database, the same everywhere all day, who was seen least first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from marketplace.listings.models import Listing
from marketplace.search import jobs, services
from marketplace.search.interface import SearchQuery, Sort
from marketplace.search.models import Rotation, Seen
from marketplace.search.services.rotating import forget_turns, turns
from marketplace.web.shelves.choice import Choice
from tests.factories.catalogue import make_cooperative, make_listing, make_set, make_shelf, stock_record
from tests.factories.portal import make_rule as make_rule_of

TODAY = date(2026, 11, 23)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    forget_turns()
    with time_machine.travel("2026-11-23T05:00:00Z"):
        yield
    forget_turns()


@pytest.fixture
def sellers() -> list[Any]:
    """Three with two goods each; the first has the newest, and twenty more."""
    made = [make_cooperative() for _number in range(3)]
    for seller in reversed(made):
        for _number in range(2):
            make_listing(seller)
    for _number in range(20):
        make_listing(made[0])
    services.rebuild()
    return made


def turn_sellers(day: date = TODAY, shelf: str = "") -> list[int]:
    return [card.cooperative_id for card in turns(day, shelf)]


def see(seller: Any, count: int, *, ago: int = 1) -> None:
    Seen.objects.create(day=TODAY - timedelta(days=ago), cooperative_id=seller.pk, count=count)


def test_who_was_seen_least_comes_first(sellers: list[Any]) -> None:
    see(sellers[0], 50)
    see(sellers[1], 5)
    see(sellers[2], 20)
    see(sellers[1], 900, ago=31)  # too long ago to count
    services.plan_turns()
    assert turn_sellers() == [sellers[1].pk, sellers[2].pk, sellers[0].pk]
    assert turn_sellers(shelf="tho-cam/khan") == [sellers[1].pk, sellers[2].pk, sellers[0].pk]
    assert turn_sellers(shelf="tra") == []


def test_equals_draw_lots_that_differ_from_day_to_day(sellers: list[Any]) -> None:
    drawn = set()
    for ahead in range(12):
        with time_machine.travel(f"{TODAY + timedelta(days=ahead)}T05:00:00Z", tick=False):
            services.plan_turns()
        drawn.add(tuple(turn_sellers(TODAY + timedelta(days=ahead))))
    assert len(drawn) > 1


def test_a_turn_once_decided_stays_all_day(sellers: list[Any]) -> None:
    services.plan_turns()
    before = turn_sellers()
    see(sellers[0], 1, ago=2)
    make_listing(make_cooperative())
    services.rebuild()
    assert services.plan_turns() == 0
    forget_turns()  # another process
    assert turn_sellers() == before


def test_tomorrow_is_decided_today(sellers: list[Any]) -> None:
    jobs.plan_turns()
    assert set(Rotation.objects.values_list("day", flat=True)) == {TODAY, TODAY + timedelta(days=1)}


def test_what_sold_out_gives_its_turn_to_the_next(sellers: list[Any]) -> None:
    services.plan_turns()
    first, second, *_rest = turns(TODAY)
    record = stock_record(_listing(first.listing_id))
    record.num_in_stock = 0
    record.save()
    services.rebuild()
    assert turns(TODAY)[0].listing_id == second.listing_id


def test_what_may_not_be_shown_to_all_has_no_turn() -> None:
    wine = make_set(14, "Rượu", "Spirits")
    make_rule_of(wine, min_age=18, advertised=False)
    make_listing(make_cooperative(), product_set=wine)
    make_listing(make_cooperative(), stock=0)
    make_listing(make_cooperative(status="suspended"))
    shown = make_listing(make_cooperative())
    services.rebuild()
    services.plan_turns()
    assert Rotation.objects.get(day=TODAY, shelf="").listing_ids == [shown.pk]


def test_the_first_page_of_a_shelf_has_its_turns_and_nothing_is_lost(sellers: list[Any]) -> None:
    see(sellers[0], 50)
    services.plan_turns()
    query = SearchQuery(today=TODAY, page_size=16, takes_turns=True, categories=("tho-cam",))
    first, second = services.search(query), services.search(_page(query, 2))
    wanted = [card.listing_id for card in turns(TODAY, "tho-cam")][:2]
    assert [first.hits[7].listing_id, first.hits[15].listing_id] == wanted
    numbers = [card.listing_id for card in (*first.hits, *second.hits)]
    assert len(numbers) == len(set(numbers)) == first.total == second.total == 26


@pytest.mark.parametrize("asked", [{"q": "khăn"}, {"sort": Sort.PRICE}, {"sort": Sort.NEWEST}, {"province": ("08",)}])
def test_whoever_asks_for_something_gets_no_turns(asked: dict[str, Any]) -> None:
    assert not Choice(**asked).query().takes_turns
    assert Choice().query().takes_turns
    assert Choice(shelf="tra").query().takes_turns


def _page(query: SearchQuery, number: int) -> SearchQuery:
    return replace(query, page=number)


def _listing(pk: int) -> Any:
    return Listing.objects.get(pk=pk)


def test_it_adds_at_most_one_statement_a_day(sellers: list[Any], django_assert_num_queries: Any) -> None:
    make_shelf("tra", "Trà", "Tea")
    services.plan_turns()
    query = SearchQuery(today=TODAY, takes_turns=True)
    with django_assert_num_queries(1):
        services.search(query)
    with django_assert_num_queries(0):
        services.search(_page(query, 2))
        services.search(SearchQuery(today=TODAY, takes_turns=True, categories=("tho-cam",)))
