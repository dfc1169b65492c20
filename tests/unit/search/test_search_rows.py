from collections import Counter
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from marketplace.search.interface import MAX_HITS, Card, Facet, ListingDocument, Page
from marketplace.search.rows import FIELDS, RANKS, by_popularity, by_province, card, card_of, fingerprint, rank, row
from tests.factories.documents import make_document
from tests.unit.search.questions import ask

TODAY = date(2026, 11, 23)
OTHER: dict[type, Any] = {int: 77, str: "khác", bool: True, tuple: ("khác",)}
OTHERS: dict[str, Any] = {"prices": (7, 700_000), "pattern": "5" * 128}


def test_a_row_has_the_fields_of_the_index_and_no_others() -> None:
    assert set(row(make_document(1))) == set(FIELDS)


def test_a_card_comes_back_as_it_went_in() -> None:
    document = make_document(1, stars=4, stars_until=TODAY, people_aliases=("Tên không in",))
    assert card(row(document)["card"], today=TODAY) == card_of(document)
    assert "Tên không in" not in row(document)["card"]


def test_stars_end_with_their_last_day() -> None:
    stored = row(make_document(1, stars=4, stars_until=TODAY))["card"]
    late = card(stored, today=TODAY + timedelta(days=1))
    assert (card(stored, today=TODAY).stars, late.stars, late.stars_until) == (4, 0, None)


@pytest.mark.parametrize("name", [field.name for field in fields(ListingDocument) if field.name != "listing_id"])
def test_the_fingerprint_tells_every_change(name: str) -> None:
    document = make_document(1, stars=3, stars_until=TODAY)
    before = getattr(document, name)
    if isinstance(before, datetime):
        after: Any = datetime(2020, 1, 1, tzinfo=UTC)
    elif isinstance(before, date):
        after = date(2030, 1, 1)
    else:
        after = not before if isinstance(before, bool) else OTHERS.get(name, OTHER[type(before)])
    changed = fingerprint(replace(document, **{name: after})) != fingerprint(document)
    # Of dyes the names are searched and nothing is counted.
    assert changed is (name != "dyes")
    assert 0 <= fingerprint(document) < 2**63


def test_a_shelf_stands_on_those_above_it() -> None:
    assert row(make_document(1, shelf="tra/tra-shan"))["category"] == ["tra", "tra/tra-shan"]


def test_what_is_in_stock_ranks_first_and_the_lot_is_even() -> None:
    numbers = range(1, 4097)
    there = [rank(listing_id=number, in_stock=True) for number in numbers]
    gone = [rank(listing_id=number, in_stock=False) for number in numbers]
    assert max(gone) < RANKS // 2 <= min(there)
    assert max(there) < RANKS
    assert min(gone) >= 0
    assert max(Counter(there).values()) <= 4


def test_a_page_knows_how_many_there_are() -> None:
    page = Page(hits=(), total=49, page=1, page_size=24)
    assert page.pages == 3
    assert replace(page, total=0).pages == 1
    assert replace(page, total=10 * MAX_HITS, page_size=50).pages == MAX_HITS // 50


def test_a_query_names_its_choices_as_facets_count_them() -> None:
    query = ask("", categories=("tra",), stars=(4, 5), sets=(11,))
    assert query.chosen() == {Facet.CATEGORY: ("tra",), Facet.STARS: ("4", "5"), Facet.SET: ("11",)}


def test_words_in_the_reader_s_language_with_vietnamese_where_english_lacks() -> None:
    found: Card = make_document(1, title_vi="Khăn", title_en="Scarf", cooperative_name_vi="HTX Mây")
    assert (found.title("en"), found.title("vi"), found.title("en-gb")) == ("Scarf", "Khăn", "Scarf")
    assert found.cooperative_name("en") == "HTX Mây"
    assert (found.summary("vi"), found.people_name("en"), found.alt("en")) == ("", "", "Tranh vẽ")


def test_a_listing_lies_in_the_band_of_each_of_its_prices() -> None:
    assert row(make_document(1, price=49_999))["price"] == ["to-50k"]
    assert row(make_document(1, price=50_000))["price"] == ["50k-100k"]
    assert row(make_document(1, price=5_000_000))["price"] == ["from-1m"]
    several = make_document(1, price_min=90_000, price_max=600_000, prices=(90_000, 120_000, 600_000))
    assert row(several)["price"] == ["100k-200k", "500k-1m", "50k-100k"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"province_position": 1, "title_vi": "Ớt"}, {"province_position": 2, "title_vi": "Ấm"}),
        ({"commune_position": 3, "title_vi": "Ớt"}, {"commune_position": 4, "title_vi": "Ấm"}),
        ({"title_vi": "Cà phê"}, {"title_vi": "Chè"}),
        ({"title_vi": "Dầu"}, {"title_vi": "Đậu"}),
        ({"title_vi": "Mật ong"}, {"title_vi": "Mắt tre"}),
    ],
)
def test_places_stand_by_province_commune_and_title(first: dict[str, Any], second: dict[str, Any]) -> None:
    """The letter ă comes before â; tones do not count, so two titles may share a place."""
    places = [by_province(make_document(1, **values)) for values in (first, second)]
    if first["title_vi"] == "Mật ong":
        places.reverse()
    assert places[0] < places[1] < 2**63


def test_the_most_bought_come_first_and_of_equals_the_newest() -> None:
    bought = by_popularity(make_document(1, popularity=1))
    assert bought > by_popularity(make_document(900, popularity=0))
    assert by_popularity(make_document(3, popularity=1)) > bought
    far = replace(make_document(1), listing_id=2**31 - 1, live_since=datetime(2150, 1, 1, tzinfo=UTC))
    assert by_popularity(replace(far, popularity=2**40)) < 2**63
