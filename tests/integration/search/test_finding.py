from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from marketplace.core import clock
from marketplace.listings.models import Listing
from marketplace.search import services
from marketplace.search.backends.tantivy.folder import Folder
from marketplace.search.interface import Card, SearchQuery, SearchUnavailable, Sort
from tests.factories.catalogue import (
    make_commune,
    make_cooperative,
    make_listing,
    make_province,
    make_set,
    make_shelf,
)
from tests.integration.search.conftest import make_rule

pytestmark = pytest.mark.django_db


def query(**values: Any) -> SearchQuery:
    return SearchQuery(today=clock.today(), **values)


def numbers(page: Any) -> list[int]:
    return [card.listing_id for card in page.hits]


class TestSearch:
    def test_no_statement_is_needed(self, rule: Any, django_assert_num_queries: Any) -> None:
        listing = make_listing(title="Túi thổ cẩm")
        services.rebuild()
        with django_assert_num_queries(0):
            assert numbers(services.search(query(text="tho cam"))) == [listing.pk]
            assert [found.text for found in services.suggest("tui", language="vi")] == ["Túi thổ cẩm"]

    def test_a_page_past_the_end_is_the_last_one(self, rule: Any) -> None:
        listings = [make_listing() for _ in range(5)]
        services.rebuild()
        page = services.search(query(page=9, page_size=2, sort=Sort.PRICE))
        assert (page.page, page.pages, numbers(page)) == (3, 3, [listings[4].pk])
        assert services.search(query(page=-1, page_size=2)).page == 1

    def test_an_old_province_finds_the_goods_of_the_new_one(self, rule: Any) -> None:
        listing = make_listing()
        services.rebuild()
        assert numbers(services.search(query(text="tuyen quang"))) == [listing.pk]

    def test_generation_is_for_cache_keys_and_never_fails(self, rule: Any, settings: Any) -> None:
        make_listing()
        services.rebuild()
        first = services.generation()
        services.rebuild()
        assert services.generation() != first
        settings.SEARCH = {
            "BACKEND": "marketplace.search.backends.elasticsearch",
            "URL": "http://127.0.0.1:9",
            "INDEX": "nobody",
        }
        assert services.generation() == "unavailable"
        assert not services.is_ready()
        with pytest.raises(SearchUnavailable, match="does not answer"):
            services.search(query())


class TestFallback:
    @pytest.fixture
    def catalogue(self, rule: Any) -> list[Listing]:
        now = clock.now()
        far = make_commune("Sa Pa", "02900", make_province("Lào Cai", "15"))
        wine = make_set(14, "Rượu trắng", "White spirits")
        make_rule(wine, min_age=18)
        found = [
            make_listing(),
            make_listing(shelf=make_shelf("tra/shan", "Trà Shan"), origin_commune=far),
            make_listing(shelf=make_shelf("tra", "Trà")),
            make_listing(product_set=wine, shelf=make_shelf("ruou", "Rượu")),
        ]
        for age, listing in enumerate(found):
            Listing.objects.filter(pk=listing.pk).update(live_since=now - timedelta(days=age))
        make_listing(pictures=0)
        return found

    def test_newest_first_as_cards_and_says_what_it_is(self, catalogue: list[Listing]) -> None:
        page = services.fallback_page(query())
        assert numbers(page) == [listing.pk for listing in catalogue]
        assert (page.total, page.is_fallback, page.facets) == (4, True, {})
        assert {type(card) for card in page.hits} == {Card}

    def test_shelf_province_seller_and_restriction(self, catalogue: list[Listing]) -> None:
        first, shan, tea, wine = (listing.pk for listing in catalogue)
        assert numbers(services.fallback_page(query(categories=("tra",)))) == [shan, tea]
        assert numbers(services.fallback_page(query(categories=("tra/shan",)))) == [shan]
        assert numbers(services.fallback_page(query(provinces=("15",)))) == [shan]
        assert numbers(services.fallback_page(query(cooperative=catalogue[2].cooperative.slug))) == [tea]
        assert numbers(services.fallback_page(query(exclude_restricted=True))) == [first, shan, tea]
        assert wine in numbers(services.fallback_page(query()))

    def test_pages(self, catalogue: list[Listing]) -> None:
        page = services.fallback_page(query(page=2, page_size=3))
        assert (numbers(page), page.page, page.pages) == ([catalogue[3].pk], 2, 2)
        assert services.fallback_page(query(page=7, page_size=3)).page == 2

    def test_nothing_to_show(self, rule: Any) -> None:
        page = services.fallback_page(query(provinces=("99",)))
        assert (page.hits, page.total, page.pages) == ((), 0, 1)

    def test_statements_do_not_grow(self, catalogue: list[Listing], django_assert_num_queries: Any) -> None:
        for size in (1, 4):
            with django_assert_num_queries(14):
                assert len(services.fallback_page(query(page_size=size)).hits) == size


class TestCommand:
    def test_builds_and_says_how_fast(self, rule: Any) -> None:
        make_cooperative()
        listing = make_listing()
        out = StringIO()
        call_command("rebuild_search", stdout=out)
        assert out.getvalue().startswith("1 listings in ")
        assert "a second." in out.getvalue()
        assert numbers(services.search(query())) == [listing.pk]
        assert services.backlog() == 0
        assert not services.needs_rebuild()

    def test_says_so_when_the_engine_does_not_answer(self, settings: Any) -> None:
        settings.SEARCH = {
            "BACKEND": "marketplace.search.backends.elasticsearch",
            "URL": "http://127.0.0.1:9",
            "INDEX": "nobody",
        }
        assert services.needs_rebuild()
        with pytest.raises(CommandError, match="does not answer"):
            call_command("rebuild_search", stdout=StringIO())

    def test_says_so_when_another_rebuild_runs(
        self, rule: Any, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_listing()
        monkeypatch.setattr("marketplace.search.backends.tantivy.folder.WAIT_TO_REBUILD", 0.05)
        with Folder(tmp_path / "search" / "test").rebuilding(), pytest.raises(CommandError, match="another rebuild"):
            call_command("rebuild_search", stdout=StringIO())

    def test_reports_on_the_way(self, rule: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        for _ in range(3):
            make_listing()
        monkeypatch.setattr("marketplace.search.services.rebuilding.PROGRESS_STEP", 2)
        out = StringIO()
        call_command("rebuild_search", stdout=out)
        assert out.getvalue().splitlines()[0].startswith("  2 listings, ")
