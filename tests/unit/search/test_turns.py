"""Places that go by turns: exact in number, at their places, and no listing twice or lost over all pages."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search import ranking
from marketplace.search.interface import Card, Page, SearchQuery
from marketplace.search.rows import card_of
from marketplace.search.services import finding, rotating
from marketplace.search.services.rotating import turn_places
from tests.factories.documents import make_document

TODAY = date(2026, 11, 23)


@dataclass
class Shelf:
    """An engine that holds so many goods, the newest first, and counts what it was asked."""

    total: int
    asked: int = 0

    def search(self, query: SearchQuery) -> Page:
        self.asked += 1
        numbers = range(self.total, 0, -1)
        if query.listings:
            numbers = [number for number in numbers if number in query.listings]
        shown = numbers[query.offset : query.offset + query.page_size]
        return Page(
            hits=tuple(card(number) for number in shown),
            total=len(numbers),
            page=query.page,
            page_size=query.page_size,
        )

    def generation(self) -> str:
        return str(self.total)


def card(number: int) -> Card:
    return card_of(make_document(number))


def pages(total: int, turns: list[int], size: int) -> list[list[int]]:
    """All pages as a buyer leafs through them."""
    with pytest.MonkeyPatch.context() as patched:
        shelf = Shelf(total)
        for module in (finding, rotating):
            patched.setattr(module, "engine", lambda: shelf)
        patched.setattr(rotating, "turns", lambda _day, _shelf="": tuple(card(number) for number in turns))
        first = finding.search(ask(1, size))
        found = [first, *(finding.search(ask(number, size)) for number in range(2, first.pages + 1))]
    assert {(page.total, page.page_size) for page in found} == {(total, size)}
    assert [page.page for page in found] == list(range(1, first.pages + 1))
    return [[hit.listing_id for hit in page.hits] for page in found]


def ask(page: int, size: int) -> SearchQuery:
    return SearchQuery(today=TODAY, page=page, page_size=size, takes_turns=True)


@st.composite
def shelves(draw: Any) -> tuple[int, list[int], int]:
    total = draw(st.integers(0, 140))
    turns = draw(st.lists(st.integers(1, max(total, 1)), unique=True, max_size=12)) if total else []
    return total, turns, draw(st.sampled_from([8, 16, 24, 30]))


@given(shelves())
def test_no_listing_is_lost_or_stands_twice(shelf: tuple[int, list[int], int]) -> None:
    total, turns, size = shelf
    found = pages(total, turns, size)
    assert sorted(number for page in found for number in page) == list(range(1, total + 1))
    assert [len(page) for page in found[:-1]] == [size] * (len(found) - 1)


@given(shelves())
def test_the_share_is_exact_and_all_others_keep_their_order(shelf: tuple[int, list[int], int]) -> None:
    total, turns, size = shelf
    found = pages(total, turns, size)
    places = turn_places(min(size, total))
    assert places == min(size, total) // 8
    at_turn = [found[0][ranking.TURN_IN * turn - 1] for turn in range(1, places + 1)]
    moved = turns[:places]
    if len(moved) == places:
        assert at_turn == moved
    others = [number for page in found for number in page if number not in moved]
    assert others == sorted(others, reverse=True)


def test_a_page_past_the_end_is_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(30)
    for module in (finding, rotating):
        monkeypatch.setattr(module, "engine", lambda: shelf)
    monkeypatch.setattr(rotating, "turns", lambda _day, _shelf="": (card(3), card(2), card(1)))
    last = finding.search(ask(99, 24))
    assert [hit.listing_id for hit in last.hits] == [9, 8, 7, 6, 5, 4]
    assert last.page == 2


def test_without_turns_the_engine_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(30)
    for module in (finding, rotating):
        monkeypatch.setattr(module, "engine", lambda: shelf)
    monkeypatch.setattr(rotating, "turns", lambda _day, _shelf="": ())
    finding.search(ask(1, 24))
    finding.search(replace(ask(1, 24), takes_turns=False))
    assert shelf.asked == 2


def test_a_turn_is_never_the_first_place() -> None:
    assert ranking.TURN_IN > 1
    assert [turn_places(places) for places in (0, 7, 8, 10, 23, 24)] == [0, 0, 1, 1, 2, 3]
