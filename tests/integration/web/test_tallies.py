"""What pages count: written after the answer, once, without anybody in it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from marketplace.search.interface import SearchUnavailable
from marketplace.search.models import SearchMiss, Seen
from marketplace.web import tallies as module
from marketplace.web.tallies import Tallies, tallies
from tests.factories.catalogue import make_cooperative, make_listing, make_rule
from tests.integration.storefront.shelves.conftest import open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_held(settings: Any) -> None:
    settings.PAGE_CACHE = 0
    tallies._due(everything=True)


@pytest.fixture
def seller() -> Any:
    make_rule()
    found = make_cooperative()
    for _number in range(3):
        make_listing(found)
    open_shop()
    return found


def missed() -> dict[str, int]:
    return {miss.text: miss.count for miss in SearchMiss.objects.all()}


def test_a_search_without_result_is_counted_after_the_answer(client: Client, seller: Any) -> None:
    client.get("/search/?q=zzqq")
    response = client.get("/search/?q=m%C4%83ng+kh%C3%B4")
    assert int(response["X-Query-Count"]) == 0
    client.get("/en/search/?q=MANG+KHO")
    assert missed() == {"zzqq": 1, "mang kho": 2}
    fields = {field.name for field in SearchMiss._meta.get_fields()}
    assert fields == {"id", "day", "text", "count"}


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=khan",  # found
        "/search/?q=",
        "/search/?q=mang+kho&province=08",  # the filter may be why
        "/search/?q=mang+kho&max_price=1000",
        "/search/?q=mang+kho&page=2",
        "/category/tho-cam/?q=mang+kho",
        "/search/?q=0912345678",
        "/search/?q=lan%40example.com",
        "/api/v1/products/?q=mang+kho",  # programs are no buyers
        "/api/v1/suggest/?q=mang+kho",  # not finished
    ],
)
def test_what_is_no_search_without_result_is_not(client: Client, seller: Any, address: str) -> None:
    assert client.get(address).status_code == 200
    assert missed() == {}


def test_nothing_is_missed_while_the_engine_rests(client: Client, seller: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_query: object) -> None:
        raise SearchUnavailable("down")

    monkeypatch.setattr("marketplace.storefront.shelves.results.search", refuse)
    client.get("/search/?q=mang+kho")
    assert missed() == {}


def test_sellers_are_seen_by_the_goods_on_the_page(client: Client, seller: Any) -> None:
    client.get("/products/")
    client.get("/search/?q=khan")
    client.get("/")
    assert not Seen.objects.exists()  # held until the minute is over
    tallies.write(everything=True)
    assert Seen.objects.get().cooperative_id == seller.pk
    assert Seen.objects.get().count == 9
    tallies.write(everything=True)
    assert Seen.objects.get().count == 9


def test_what_is_held_is_written_when_a_minute_has_gone(
    client: Client, seller: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/products/")
    monkeypatch.setattr(module, "SECONDS_HELD", 0)
    client.get("/api/v1/openapi.json")
    assert Seen.objects.get().count == 3


def test_a_database_that_is_busy_costs_no_page(client: Client, seller: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_texts: object) -> None:
        raise DatabaseError("database is locked")

    monkeypatch.setattr("marketplace.search.services.record_misses", refuse)
    assert client.get("/search/?q=mang+kho").status_code == 200


def test_threads_lose_and_double_nothing() -> None:
    counts = Tallies()

    def count(_number: int) -> int:
        counts.miss("mang kho")
        return sum(counts._due(everything=False)[0].values())

    with ThreadPoolExecutor(8) as pool:
        taken = sum(pool.map(count, range(500)))
    assert taken + sum(counts._due(everything=True)[0].values()) == 500
