"""What may be chosen and how many goods that leaves; each test runs once per engine."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from marketplace.search.interface import Facet, ListingDocument, PriceBand, SearchBackend, SearchQuery, price_band
from tests.contracts.search.asking import TODAY, ask, counts, found
from tests.factories.documents import make_document

pytestmark = pytest.mark.engine

CHOICES: dict[Facet, str] = {
    Facet.CATEGORY: "categories",
    Facet.PROVINCE: "provinces",
    Facet.COMMUNE: "communes",
    Facet.STARS: "stars",
    Facet.PRICE: "prices",
    Facet.MAKING: "makings",
    Facet.PEOPLE: "peoples",
    Facet.TECHNIQUE: "techniques",
    Facet.MATERIAL: "materials",
    Facet.COLOUR: "colours",
    Facet.KIND: "kinds",
    Facet.SET: "sets",
    Facet.SUPPLY: "supplies",
    Facet.IN_STOCK: "in_stock",
    Facet.GIFT: "is_gift",
}


def invented(number: int, dice: Random) -> ListingDocument:
    prices = tuple(sorted(dice.choice((40, 80, 150, 300, 700, 2000)) * 1000 for _ in range(dice.randint(1, 3))))
    return make_document(
        number,
        shelf=dice.choice(("tra/shan", "tra/xanh", "tho-cam/khan", "tho-cam/tui")),
        province_code=dice.choice(("08", "15", "20")),
        commune_code=dice.choice(("00901", "00902", "00903")),
        stars=dice.choice((0, 3, 4, 5)),
        stars_until=TODAY + timedelta(days=dice.choice((-1, 0, 100))),
        price_min=prices[0],
        price_max=prices[-1],
        prices=prices,
        making=dice.choice(("", "hand_woven", "machine_made")),
        people_slug=dice.choice(("", "dao", "mong")),
        techniques=tuple(dice.sample(("theu", "ikat", "chap_vai"), dice.randint(0, 2))),
        materials=tuple(dice.sample(("lanh", "bong"), dice.randint(0, 2))),
        swatches=tuple(dice.sample(("cham", "do", "la"), dice.randint(0, 3))),
        seller_kind=dice.choice(("cooperative", "group")),
        set_number=dice.choice((11, 22)),
        in_stock=dice.random() < 0.7,
        supply=dice.choice(("ready", "ready", "to_order")),
        is_gift=dice.random() < 0.3,
    )


def values_of(document: ListingDocument, facet: Facet) -> set[str]:
    """As a buyer would say them, without any engine."""
    top = document.shelf.partition("/")[0]
    shines = document.stars and document.stars_until and document.stars_until >= TODAY
    said: dict[Facet, Any] = {
        Facet.CATEGORY: {top, document.shelf},
        Facet.PROVINCE: {document.province_code},
        Facet.COMMUNE: {document.commune_code},
        Facet.STARS: {str(document.stars)} if shines else set(),
        Facet.PRICE: {price_band(price).value for price in document.prices},
        Facet.MAKING: {document.making} - {""},
        Facet.PEOPLE: {document.people_slug} - {""},
        Facet.TECHNIQUE: set(document.techniques),
        Facet.MATERIAL: set(document.materials),
        Facet.COLOUR: set(document.swatches),
        Facet.KIND: {document.seller_kind},
        Facet.SET: {str(document.set_number)},
        Facet.SUPPLY: {document.supply},
        Facet.IN_STOCK: {"1"} if document.in_stock else set(),
        Facet.GIFT: {"1"} if document.is_gift else set(),
    }
    return said[facet]


def fits(document: ListingDocument, chosen: dict[Facet, set[str]], *, but: Facet | None = None) -> bool:
    return all(values & values_of(document, facet) for facet, values in chosen.items() if facet is not but)


def as_query(chosen: dict[Facet, set[str]]) -> dict[str, Any]:
    query: dict[str, Any] = {}
    for facet, values in chosen.items():
        if facet in (Facet.IN_STOCK, Facet.GIFT):
            query[CHOICES[facet]] = True
        elif facet in (Facet.STARS, Facet.SET):
            query[CHOICES[facet]] = tuple(map(int, sorted(values)))
        else:
            query[CHOICES[facet]] = tuple(sorted(values))
    return query


def test_every_facet_is_tried() -> None:
    assert set(CHOICES) == set(Facet)


@pytest.fixture
def market(backend: SearchBackend) -> list[ListingDocument]:
    dice = Random(4)
    documents = [invented(number, dice) for number in range(1, 241)]
    backend.index(documents)
    return documents


def test_hits_and_counts_are_those_of_somebody_who_counts_by_hand(
    backend: SearchBackend, market: list[ListingDocument]
) -> None:
    dice = Random(8)
    seen = Counter[int]()
    for _ in range(60):
        chosen = {
            facet: set(dice.sample(sorted(offered), min(len(offered), dice.randint(1, 2))))
            for facet in dice.sample(list(Facet), dice.randint(0, 4))
            if (offered := set().union(*(values_of(document, facet) for document in market)))
        }
        page = ask(backend, page_size=240, **as_query(chosen))
        wanted = {document.listing_id for document in market if fits(document, chosen)}
        assert {card.listing_id for card in page.hits} == wanted, chosen
        assert page.total == len(wanted)
        seen[bool(wanted)] += 1
        for facet in Facet:
            by_hand = Counter(
                value
                for document in market
                if fits(document, chosen, but=facet)
                for value in values_of(document, facet)
            )
            assert counts(page, facet) == by_hand, (chosen, facet)
    assert seen[True] > 20  # the questions are not all too narrow to tell anything


def test_only_what_was_asked_is_counted(backend: SearchBackend, market: list[ListingDocument]) -> None:
    assert ask(backend, facets=()).facets == {}
    page = ask(backend, facets=(Facet.STARS, Facet.KIND), kinds=("group",))
    assert list(page.facets) == [Facet.STARS, Facet.KIND]
    assert counts(page, Facet.KIND) == counts(ask(backend, kinds=("group",)), Facet.KIND)
    assert page.hits == ask(backend, kinds=("group",), facets=()).hits == ask(backend, kinds=("group",)).hits


def test_price_bands_end_where_the_next_begins(backend: SearchBackend) -> None:
    prices = (0, 49_999, 50_000, 99_999, 100_000, 199_999, 200_000, 499_999, 500_000, 999_999, 1_000_000, 90_000_000)
    backend.index([make_document(number, price=price) for number, price in enumerate(prices, 1)])
    assert counts(ask(backend), Facet.PRICE) == {band.value: 2 for band in PriceBand}
    assert found(backend, prices=("to-50k", "from-1m")) == [12, 11, 2, 1]
    for band in PriceBand:
        assert [price for price in prices if price_band(price) is band] == [
            price for price in prices if band.start <= price < (band.end or 10**12)
        ]


def test_words_and_filters_together_count_together(backend: SearchBackend) -> None:
    backend.index(
        [
            make_document(1, title_vi="Trà xanh", is_gift=True, swatches=("la",)),
            make_document(2, title_vi="Trà đen", supply="to_order"),
            make_document(3, title_vi="Khăn", is_gift=True, swatches=("la",)),
        ]
    )
    page = ask(backend, "tra", is_gift=True)
    assert (found(backend, "tra", is_gift=True), counts(page, Facet.GIFT)) == ([1], {"1": 1})
    assert counts(page, Facet.SUPPLY) == {"ready": 1}
    assert counts(ask(backend, "tra"), Facet.SUPPLY) == {"ready": 1, "to_order": 1}
    assert counts(ask(backend, "tra"), Facet.COLOUR) == {"la": 1}


def test_an_empty_question_counts_nothing_when_nobody_asks(backend: SearchBackend) -> None:
    backend.index([make_document(1)])
    assert backend.search(SearchQuery(today=TODAY)).facets == {}
