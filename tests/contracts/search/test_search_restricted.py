"""Whatever is asked beside it, goods that need the age stay away from whoever was not asked. Seen to fail without."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.search.interface import Facet, SearchBackend, SearchQuery, Sort
from tests.contracts.search.asking import TODAY
from tests.factories.documents import make_document

RESTRICTED, BARRED = {3, 6, 9}, {12}
TEXTS = (
    "",
    "rượu",
    "ruou",
    "ruou ngo",
    "rượu ngô men lá",
    "wine",
    "r",
    "Lùng Tám",
    "suoi may",
    "ruuo",
    "tea OR *",
    '"ruou"',
)
SHELF, SETS = "do-uong/ruou", (14, 22)


def documents() -> list[Any]:
    """The same words, shelf, set and seller everywhere: only the rule sets them apart."""
    return [
        make_document(
            number,
            title_vi=f"Rượu ngô men lá {number}",
            title_en=f"Corn wine {number}",
            shelf=SHELF,
            set_number=SETS[number % 2],
            people_slug="mong",
            price=10_000 * number,
            stars=3,
            stars_until=TODAY + timedelta(days=9),
            is_restricted=number in RESTRICTED | BARRED,
            is_barred=number in BARRED,
        )
        for number in range(1, 13)
    ]


@pytest.fixture
def filled(backend: SearchBackend) -> SearchBackend:
    backend.index(documents())
    return backend


some = st.booleans()
QUERIES = st.builds(
    SearchQuery,
    today=st.just(TODAY),
    text=st.sampled_from(TEXTS) | st.text(max_size=12),
    language=st.sampled_from(("vi", "en")),
    categories=st.sampled_from(((), ("do-uong",), (SHELF,), ("tra",))),
    provinces=st.sampled_from(((), ("08",), ("08", "15"))),
    stars=st.sampled_from(((), (3,), (3, 4, 5))),
    peoples=st.sampled_from(((), ("mong",))),
    kinds=st.sampled_from(((), ("cooperative",))),
    sets=st.sampled_from(((), (14,), SETS)),
    cooperative=st.sampled_from(("", "suoi-may")),
    listings=st.sampled_from(((), (3, 12), tuple(range(1, 13)))),
    min_price=st.sampled_from((None, 20_000)),
    max_price=st.sampled_from((None, 100_000)),
    in_stock=some,
    is_gift=st.sampled_from((False,)),
    sort=st.sampled_from(tuple(Sort)),
    page=st.integers(1, 3),
    page_size=st.sampled_from((2, 24)),
    facets=st.just(tuple(Facet)),
    takes_turns=some,
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES, is_adult=some)
def test_no_question_brings_them_out(filled: SearchBackend, query: SearchQuery, is_adult: bool) -> None:  # noqa: FBT001 - drawn

    page = filled.search(replace(query, exclude_restricted=not is_adult))
    shown = {card.listing_id for card in page.hits}
    away = BARRED if is_adult else RESTRICTED | BARRED
    assert shown & away == set()
    assert page.total <= 12 - len(away)
    assert all(count.count <= 12 - len(away) for counts in page.facets.values() for count in counts)


@pytest.mark.parametrize("text", TEXTS)
def test_no_word_is_suggested_that_leads_to_them(filled: SearchBackend, text: str) -> None:
    for language in ("vi", "en"):
        found = filled.suggest(text, language, 50)
        assert {one.product_id - 1000 for one in found if hasattr(one, "product_id")} & (RESTRICTED | BARRED) == set()


def test_whoever_answered_finds_them_and_nobody_finds_what_is_barred(filled: SearchBackend) -> None:
    page = filled.search(SearchQuery(today=TODAY, page_size=50))
    assert {card.listing_id for card in page.hits} == set(range(1, 12))
