"""Colours and patterns; each test runs once per engine."""

from typing import Any

import pytest

from marketplace.files.patterns import DEPTHS, DIGITS, tokens
from marketplace.search.interface import Facet, ListingDocument, SearchBackend
from tests.contracts.search.asking import ask, counts, found
from tests.factories.documents import make_document

pytestmark = pytest.mark.engine

FLAT = "8" * DIGITS
DEEP, SHALLOW = DEPTHS


def bent(steps: int) -> str:
    """As far from FLAT as so many of its digits are raised by four."""
    return "c" * steps + FLAT[steps:]


def cloth(number: int, **values: Any) -> ListingDocument:
    return make_document(number, making="hand_woven", **values)


def test_a_colour_is_found_and_counted(backend: SearchBackend) -> None:
    backend.index(
        [cloth(1, swatches=("cham", "nga")), cloth(2, swatches=("do",)), cloth(3, swatches=("cham",)), make_document(4)]
    )
    assert found(backend, colours=("cham",)) == [3, 1]
    assert found(backend, colours=("cham", "do")) == [3, 2, 1]
    assert found(backend, colours=("tim",)) == []
    page = ask(backend, colours=("do",), facets=(Facet.COLOUR,))
    assert counts(page, Facet.COLOUR) == {"cham": 2, "nga": 1, "do": 1}


def test_the_more_tokens_are_shared_the_earlier_it_stands(backend: SearchBackend) -> None:
    backend.index([cloth(1, pattern=bent(6)), cloth(2, pattern=FLAT), cloth(3, pattern=bent(2)), make_document(4)])
    for depth in DEPTHS:
        assert found(backend, pattern=tokens(FLAT, (depth,)))[:2] == [2, 3]
    assert found(backend, pattern=tokens(FLAT, (SHALLOW,))) == [2, 3, 1]


def test_what_shares_nothing_is_not_found(backend: SearchBackend) -> None:
    backend.index([cloth(1, pattern="0" * DIGITS), make_document(2)])
    assert found(backend, pattern=tokens("f" * DIGITS, (DEEP,))) == []


def test_a_card_brings_its_signature(backend: SearchBackend) -> None:
    backend.index([cloth(1, pattern=bent(3)), make_document(2)])
    assert {card.listing_id: card.pattern for card in ask(backend).hits} == {1: bent(3), 2: ""}


def test_equals_stand_in_one_order_on_both_engines(backend: SearchBackend) -> None:
    backend.index([cloth(number, pattern=FLAT) for number in (5, 3, 4, 1, 2)])
    assert found(backend, pattern=tokens(FLAT, (DEEP,))) == [3, 1, 4, 2, 5]
