"""Filters, counts, orders, pages and suggestions; each test runs once per engine."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import Any

import pytest

from marketplace.search.interface import Facet, FacetCount, SearchBackend, SearchQuery, Sort
from tests.contracts.search.asking import TODAY, ask, counts, found, titled
from tests.factories.documents import make_document

pytestmark = pytest.mark.engine


class TestFilters:
    def test_each_filter(self, backend: SearchBackend) -> None:
        backend.index(
            [
                make_document(1),
                make_document(
                    2,
                    shelf="tra/tra-shan",
                    province_code="15",
                    seller_kind="household",
                    people_slug="dao",
                    set_number=11,
                    cooperative_slug="may-pho",
                    stars=4,
                    stars_until=TODAY,
                    in_stock=False,
                    is_restricted=True,
                ),
            ]
        )
        assert found(backend, categories=("tra",)) == [2]
        assert found(backend, categories=("tra/tra-shan",)) == [2]
        assert found(backend, categories=("tra-shan",)) == []
        assert found(backend, provinces=("15",)) == [2]
        assert found(backend, provinces=("15", "08")) == [2, 1]
        assert found(backend, kinds=("household",)) == [2]
        assert found(backend, peoples=("dao",)) == [2]
        assert found(backend, sets=(11,)) == [2]
        assert found(backend, cooperative="may-pho") == [2]
        assert found(backend, stars=(4,)) == [2]
        assert found(backend, stars=(3, 5)) == []
        assert found(backend, in_stock=True) == [1]
        assert found(backend, exclude_restricted=True) == [1]
        assert found(backend, provinces=("15",), kinds=("cooperative",)) == []

    def test_prices_are_inclusive_and_a_listing_of_several_fits_by_any(self, backend: SearchBackend) -> None:
        backend.index([make_document(1, price=100_000), make_document(2, price_min=150_000, price_max=300_000)])
        assert found(backend, min_price=100_000, max_price=100_000) == [1]
        assert found(backend, min_price=100_001) == [2]
        assert found(backend, min_price=200_000, max_price=250_000) == [2]
        assert found(backend, max_price=99_999) == []
        assert found(backend, min_price=300_001) == []

    def test_stars_end_with_their_day(self, backend: SearchBackend) -> None:
        backend.index([make_document(1, stars=5, stars_until=date(2026, 11, 23))])
        last_day = ask(backend, today=date(2026, 11, 23))
        day_after = ask(backend, today=date(2026, 11, 24))
        assert [card.stars for card in last_day.hits] == [5]
        assert [(card.stars, card.stars_until) for card in day_after.hits] == [(0, None)]
        assert last_day.facets[Facet.STARS] == (FacetCount("5", 1),)
        assert day_after.facets[Facet.STARS] == ()
        assert backend.search(SearchQuery(today=date(2026, 11, 24), stars=(5,))).total == 0

    def test_text_and_filters_together(self, backend: SearchBackend) -> None:
        backend.index([make_document(1, title_vi="Trà xanh"), make_document(2, title_vi="Trà đen", province_code="15")])
        assert found(backend, "tra", provinces=("15",)) == [2]


class TestFacets:
    @pytest.fixture
    def shelves(self, backend: SearchBackend) -> SearchBackend:
        backend.index(
            [
                make_document(1, province_code="08", shelf="tra/shan", stars=3, stars_until=date(2027, 1, 1)),
                make_document(2, province_code="08", shelf="tra/xanh", people_slug="dao"),
                make_document(3, province_code="15", shelf="tra/shan", stars=4, stars_until=date(2026, 1, 1)),
                make_document(
                    4, province_code="15", shelf="tho-cam", seller_kind="group", set_number=11, price=900_000
                ),
            ]
        )
        return backend

    def test_counts_without_a_choice(self, shelves: SearchBackend) -> None:
        page = ask(shelves)
        assert counts(page, Facet.CATEGORY) == {"tra": 3, "tra/shan": 2, "tra/xanh": 1, "tho-cam": 1}
        assert counts(page, Facet.PROVINCE) == {"08": 2, "15": 2}
        assert counts(page, Facet.STARS) == {"3": 1}
        assert counts(page, Facet.KIND) == {"cooperative": 3, "group": 1}
        assert counts(page, Facet.PEOPLE) == {"dao": 1}
        assert counts(page, Facet.SET) == {"22": 3, "11": 1}

    def test_a_choice_narrows_the_other_counts_and_not_its_own(self, shelves: SearchBackend) -> None:
        page = ask(shelves, provinces=("08",), stars=(3,))
        assert page.total == 1
        assert counts(page, Facet.PROVINCE) == {"08": 1}
        assert counts(page, Facet.STARS) == {"3": 1}
        assert counts(page, Facet.CATEGORY) == {"tra": 1, "tra/shan": 1}
        page = ask(shelves, provinces=("08",))
        assert counts(page, Facet.PROVINCE) == {"08": 2, "15": 2}
        assert counts(page, Facet.CATEGORY) == {"tra": 2, "tra/shan": 1, "tra/xanh": 1}

    def test_price_narrows_every_count(self, shelves: SearchBackend) -> None:
        page = ask(shelves, min_price=500_000)
        assert counts(page, Facet.PROVINCE) == {"15": 1}

    def test_most_frequent_first_then_by_value(self, shelves: SearchBackend) -> None:
        assert [count.value for count in ask(shelves).facets[Facet.CATEGORY]] == [
            "tra",
            "tra/shan",
            "tho-cam",
            "tra/xanh",
        ]

    def test_text_narrows_counts(self, backend: SearchBackend) -> None:
        backend.index([make_document(1, title_vi="Trà"), make_document(2, title_vi="Gừng", province_code="15")])
        assert counts(ask(backend, "tra"), Facet.PROVINCE) == {"08": 1}


class TestOrderAndPages:
    def test_sorting(self, backend: SearchBackend) -> None:
        backend.index(
            [make_document(1, price=300_000), make_document(2, price=100_000), make_document(3, price=200_000)]
        )
        assert found(backend) == [3, 2, 1]
        assert found(backend, sort=Sort.NEWEST) == [3, 2, 1]
        assert found(backend, sort=Sort.PRICE) == [2, 3, 1]
        assert found(backend, sort=Sort.PRICE_DOWN) == [1, 3, 2]

    def test_equal_prices_stand_by_number(self, backend: SearchBackend) -> None:
        backend.index([make_document(number) for number in (3, 1, 2)])
        assert found(backend, sort=Sort.PRICE) == [1, 2, 3]
        assert found(backend, sort=Sort.PRICE_DOWN) == [1, 2, 3]

    def test_a_chosen_order_rules_over_relevance(self, backend: SearchBackend) -> None:
        backend.index(
            [make_document(1, title_vi="Trà", price=9), make_document(2, summary_vi="Uống với trà.", price=5)]
        )
        assert found(backend, "trà", sort=Sort.PRICE) == [2, 1]

    def test_of_equals_what_is_in_stock_comes_first(self, backend: SearchBackend) -> None:
        backend.index([make_document(n, title_vi="Trà xanh", in_stock=n == 3) for n in range(1, 5)])
        assert found(backend, "trà xanh")[0] == 3

    @pytest.mark.parametrize("text", ["", "trà", "trà xanh"])
    def test_pages_show_everything_once_and_do_not_move_when_the_index_is_written(
        self, backend: SearchBackend, text: str
    ) -> None:
        documents = [make_document(n, title_vi="Trà xanh" if n % 3 else "Trà") for n in range(1, 61)]
        backend.index(documents[:40])
        backend.index(documents[40:])
        before = [found(backend, text, page=page, page_size=7) for page in range(1, 10)]
        shown = list(chain.from_iterable(before))
        assert sorted(shown) == sorted(found(backend, text, page_size=100))
        assert len(shown) == len(set(shown))
        backend.index(documents[10:30])
        assert [found(backend, text, page=page, page_size=7) for page in range(1, 10)] == before

    def test_a_page_past_the_end_is_empty_and_knows_the_total(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà", "Trà"))
        for text in ("", "trà"):
            page = ask(backend, text, page=5)
            assert (page.hits, page.total, page.pages) == ((), 2, 1)

    def test_past_the_deepest_page_is_empty(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà"))
        page = ask(backend, "trà", page=5000, page_size=24)
        assert (page.hits, page.total) == ((), 1)


class TestSuggestions:
    def test_titles_with_words_that_begin_so(self, backend: SearchBackend) -> None:
        backend.index(titled("Mật ong bạc hà", "Bánh mật", "Măng khô"))
        texts = [suggestion.text for suggestion in backend.suggest("ma", "vi", 8)]
        assert set(texts) == {"Bánh mật", "Măng khô", "Mật ong bạc hà"}
        assert [found.text for found in backend.suggest("mật o", "vi", 8)] == ["Mật ong bạc hà"]

    def test_a_title_that_begins_so_comes_first(self, backend: SearchBackend) -> None:
        backend.index(titled("Bánh mật", "Mật ong", "Lọ mật"))
        assert backend.suggest("mat", "vi", 8)[0].text == "Mật ong"

    def test_in_the_reader_s_language_with_address(self, backend: SearchBackend) -> None:
        backend.index([make_document(1, title_vi="Khăn lanh", title_en="Hemp shawl", slug="khan-lanh")])
        (suggestion,) = backend.suggest("khan", "en", 8)
        assert (suggestion.text, suggestion.slug, suggestion.product_id) == ("Hemp shawl", "khan-lanh", 1001)

    def test_each_title_once_no_restricted_goods_and_no_more_than_asked(self, backend: SearchBackend) -> None:
        backend.index(
            [*titled("Trà", "Trà", "Trà đen", "Trà xanh"), make_document(5, title_vi="Tràm", is_restricted=True)]
        )
        assert len(backend.suggest("tra", "vi", 2)) == 2
        assert sorted(found.text for found in backend.suggest("tra", "vi", 8)) == ["Trà", "Trà xanh", "Trà đen"]

    def test_nothing_typed(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà"))
        assert backend.suggest("  ", "vi", 8) == ()


def test_both_engines_answer_alike(request: pytest.FixtureRequest, tmp_path: Any) -> None:
    """The same catalogue and questions: the same hits in the same order, the same counts."""
    from marketplace.search.backends.elasticsearch import Backend as Elasticsearch  # noqa: PLC0415 - the engine may not be there
    from marketplace.search.backends.tantivy import Backend as Tantivy  # noqa: PLC0415 - the engine may not be there
    from tests.contracts.search.conftest import elasticsearch_url  # noqa: PLC0415 - the engine may not be there

    name = request.getfixturevalue("elasticsearch_index")()
    engines: Sequence[SearchBackend] = (
        Tantivy(url=f"tantivy://{tmp_path}", index="alike"),
        Elasticsearch(url=elasticsearch_url(), index=name),
    )
    words = ["trà", "shan", "tuyết", "mật", "ong", "khăn", "thổ", "cẩm", "gừng", "xanh"]
    documents = [
        make_document(
            n,
            title_vi=" ".join(words[(n * step) % 10] for step in (1, 3, 7)),
            summary_vi=" ".join(words[(n // 3 + step) % 10] for step in (2, 5)),
            province_code=("08", "15", "20")[n % 3],
            in_stock=n % 4 > 0,
            price=1000 * (n % 9),
        )
        for n in range(1, 301)
    ]
    for engine in engines:
        engine.index(documents)
    for text in ("", "trà", "tra", "trà xanh", "mat ong", "khăn thổ cẩm", "shan", "gừng trà lạ", "tea"):
        for page in (1, 2, 5):
            for sort in Sort:
                answers = [ask(engine, text, page=page, sort=sort, provinces=("08",)) for engine in engines]
                assert answers[0] == answers[1], (text, page, sort)
