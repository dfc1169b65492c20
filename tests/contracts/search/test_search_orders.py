"""Best selling, by province, and pages far behind; each test runs once per engine."""

import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

import pytest

from marketplace.search.interface import MAX_HITS, ListingDocument, SearchBackend, Sort
from tests.contracts.search.asking import ask, found, ids
from tests.factories.documents import FIRST_DAY, make_document

pytestmark = pytest.mark.engine


def test_best_selling_counts_buyers_then_days(backend: SearchBackend) -> None:
    backend.index([make_document(number, popularity=buyers) for number, buyers in enumerate((0, 3, 12, 3, 0), 1)])
    assert found(backend, sort=Sort.POPULAR) == [3, 4, 2, 5, 1]
    backend.index([make_document(1, popularity=40)])
    assert found(backend, sort=Sort.POPULAR) == [1, 3, 4, 2, 5]


def test_by_province_then_commune_then_title_then_number(backend: SearchBackend) -> None:
    backend.index(
        [
            make_document(1, province_position=9, title_vi="An"),
            make_document(2, province_position=2, commune_position=5, title_vi="Đậu"),
            make_document(3, province_position=2, commune_position=5, title_vi="Dầu"),
            make_document(4, province_position=2, commune_position=1, title_vi="Ớt"),
            make_document(6, province_position=2, commune_position=5, title_vi="Dâu"),
            make_document(5, province_position=2, commune_position=5, title_vi="Dấu"),
        ]
    )
    assert found(backend, sort=Sort.PROVINCE) == [4, 3, 5, 6, 2, 1]


@pytest.mark.parametrize("sort", [Sort.PROVINCE, Sort.POPULAR, Sort.RELEVANCE])
def test_equals_stand_on_one_page_only_wherever_a_page_ends(backend: SearchBackend, sort: Sort) -> None:
    """More equals than a page and the spare hits on either side hold, not written in the order of their numbers."""
    order = sorted(range(1, 121), key=lambda number: number * 37 % 121)
    documents = [make_document(number, title_vi="Trà", province_position=number // 60) for number in order]
    backend.index(documents[:70])
    backend.index(documents[70:])
    text = "trà" if sort is Sort.RELEVANCE else ""
    whole = found(backend, text, sort=sort, page_size=200)
    pages = [found(backend, text, sort=sort, page=page, page_size=7) for page in range(1, 19)]
    assert list(chain.from_iterable(pages)) == whole
    assert sorted(whole) == list(range(1, 121))
    if sort is Sort.PROVINCE:
        assert whole == list(range(1, 121))


def many(count: int) -> Iterator[ListingDocument]:
    """Not in the order of their numbers, for an index must not lean on it."""
    numbers = sorted(range(1, count + 1), key=lambda number: number * 7919 % (count + 1))
    for number in numbers:
        since = FIRST_DAY + timedelta(minutes=number)
        yield make_document(number, title_vi="Trà", province_position=number % 34, live_since=since)


def check_far_pages(backend: SearchBackend, count: int) -> None:
    """The page in the middle, the last one, and one past the end, in every order."""
    last = -(-count // 24)
    for sort in Sort:
        middle, end = (ask(backend, sort=sort, page=page, facets=()) for page in (last // 2, last))
        assert (middle.total, middle.pages) == (count, last)
        assert (len(middle.hits), len(end.hits)) == (24, count - 24 * (last - 1))
        assert ask(backend, sort=sort, page=last + 1, facets=()).hits == ()
    assert ids(ask(backend, sort=Sort.NEWEST, page=last, facets=())) == list(range(count - 24 * (last - 1), 0, -1))
    assert ids(ask(backend, sort=Sort.PRICE, page=last // 2, facets=())) == list(
        range(24 * (last // 2 - 1) + 1, 24 * (last // 2) + 1)
    )
    by_province = sorted(range(1, count + 1), key=lambda number: (number % 34, number))
    assert ids(ask(backend, sort=Sort.PROVINCE, page=last // 2, facets=())) == by_province[24 * (last // 2 - 1) :][:24]
    assert ids(ask(backend, "tra", sort=Sort.PROVINCE, page=last, facets=())) == by_province[24 * (last - 1) :]


def test_far_pages(backend: SearchBackend) -> None:
    backend.rebuild(many(3_000))
    check_far_pages(backend, 3_000)


@pytest.mark.slow
def test_very_far_pages_cost_little_more_than_the_first(backend: SearchBackend) -> None:
    backend.rebuild(many(30_000))
    check_far_pages(backend, 30_000)
    began = time.perf_counter()
    ask(backend, sort=Sort.NEWEST, page=1250, facets=())
    assert time.perf_counter() - began < 2  # a guard against reading all of it, not a measurement


def test_the_deepest_page_is_the_last_that_is_shown() -> None:
    assert MAX_HITS // 24 * 24 <= MAX_HITS == 100_000
