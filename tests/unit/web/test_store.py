"""How many pages are kept, and how a query is told from another."""

import pytest

from marketplace.web.shared_pages.marking import known_query
from marketplace.web.shared_pages.middleware import _GZIP
from marketplace.web.shared_pages.slots import basket_count, cut, mark
from marketplace.web.shared_pages.store import OVERHEAD, Store, keep


def test_what_was_asked_for_longest_ago_leaves_first() -> None:
    page = keep(b"x" * 10_000, {}, "vi")
    store = Store(most_bytes=3 * page.size)
    for key in "abc":
        store.put(key, page, 60)
    assert store.get("a") is page
    store.put("d", page, 60)
    assert [key for key in "abcd" if store.get(key)] == ["a", "c", "d"]
    assert page.size > 10_000 + OVERHEAD


def test_a_page_larger_than_the_store_is_not_kept() -> None:
    store = Store(most_bytes=1000)
    store.put("a", keep(b"x" * 10_000, {}, "vi"), 60)
    assert (store.get("a"), len(store)) == (None, 0)


def test_a_page_put_twice_counts_once() -> None:
    page = keep(b"x" * 10_000, {}, "vi")
    store = Store(most_bytes=2 * page.size)
    for _turn in range(5):
        store.put("a", page, 60)
    store.put("b", page, 60)
    assert len(store) == 2


def test_pages_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("marketplace.web.shared_pages.store.time.monotonic", lambda: now)
    store = Store()
    store.put("a", keep(b"page", {}, "vi"), 60)
    now = 159.9
    assert store.get("a")
    now = 160.0
    assert store.get("a") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("q=tra&page=2", "page=2&q=tra"),
        ("page=2&q=tra", "page=2&q=tra"),
        ("utm_source=x&q=tr%C3%A0", "q=tr%C3%A0"),
        ("q=b&q=a", "q=b&q=a"),
        ("q=&page=", ""),
        ("&".join(["q=1"] * 101), None),
    ],
)
def test_known_parameters_in_one_order(text: str, expected: str | None) -> None:
    assert known_query(text, {"q", "page"}) == expected


@pytest.mark.parametrize(
    ("accepted", "is_gzip"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000, br", False),
        ("", False),
        ("br", False),
        ("x-gzipped", False),
    ],
)
def test_who_takes_gzip(accepted: str, is_gzip: bool) -> None:  # noqa: FBT001 - a table
    assert bool(_GZIP.search(accepted)) is is_gzip


def test_a_page_is_cut_at_its_own_marks_only() -> None:
    page = f"a{mark('basket-count')}b<!--0123456789abcdef:basket-count-->c".encode()
    assert cut(page) == ((b"a", b"b<!--0123456789abcdef:basket-count-->c"), ("basket-count",))


@pytest.mark.parametrize(
    ("cookie", "count"), [("3", 3), ("", 0), ("-1", 0), ("12345", 0), ("<b>", 0), ("٣", 0), ("0", 0)]
)
def test_only_a_small_number_is_a_count(cookie: str, count: int) -> None:
    assert basket_count({"basket_count": cookie}) == count
