"""Policies and help as pages, the operator's facts, and where the pages stand when something is missing."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import Client

from marketplace.web.templatetags.kept import pieces
from tests.factories.catalogue import make_listing
from tests.factories.content import make_policy
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.reading import page, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
FIRST, SECOND = date(2026, 1, 1), date(2026, 3, 1)


def test_the_version_in_force_and_the_way_to_the_older_one(client: Client) -> None:
    make_policy("returns", (FIRST, "Ba ngày."), (SECOND, "Bảy ngày."))
    source = page(client, "/policies/returns/")
    assert "<p>Bảy ngày.</p>" in source
    assert "Ba ngày." not in source
    assert 'href="/policies/returns/2026-01-01/"' in source
    old = page(client, "/policies/returns/2026-01-01/")
    assert "<p>Ba ngày.</p>" in old
    assert "note--warn" in old
    assert "28/2/2026" in text(old)
    assert "<p>Ba ngày. (en)</p>" in page(client, "/en/policies/returns/2026-01-01/")


@pytest.mark.parametrize("address", ["returns/2026-02-01/", "returns/2026-02-31/", "nothing/"])
def test_no_page_for_what_never_applied(client: Client, address: str) -> None:
    make_policy("returns", (FIRST, "Ba ngày."))
    page(client, f"/policies/{address}", status=404)


def test_help_and_policies_have_lists(client: Client) -> None:
    make_policy("returns", (FIRST, "Ba ngày."))
    make_policy("buying", (FIRST, "Bấm nút."), kind="help")
    assert 'href="/policies/returns/"' in page(client, "/policies/")
    listed = page(client, "/help/")
    assert 'href="/help/buying/"' in listed
    assert "<p>Bấm nút.</p>" in page(client, "/help/buying/")
    page(client, "/help/returns/", status=404)


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    """The foot is drawn once in a process, and its facts are settings."""
    pieces.clear()
    yield
    pieces.clear()


@pytest.mark.usefixtures("nothing_kept")
def test_facts_of_the_operator_come_from_the_settings(client: Client, settings: Any) -> None:
    make_policy("owner", (FIRST, "Tên: {operator_name}. <b>Gọi</b> {operator_phone}."), article=4)
    settings.OPERATOR = {"name": "Liên minh <HTX>", "phone": ""}
    source = page(client, "/policies/owner/")
    assert "Tên: Liên minh &lt;HTX&gt;. &lt;b&gt;Gọi&lt;/b&gt; <mark>[" in source
    foot = source[source.index("<footer") :]
    assert "Liên minh &lt;HTX&gt;" in foot
    assert foot.count("<mark>") == 5  # address, registration, licence, telephone, e-mail


def test_every_page_leads_to_the_policies_and_says_who_runs_the_market(client: Client) -> None:
    open_shop()
    for address in ("/", "/products/", "/basket/", "/places/"):
        source = page(client, address)
        for slug in ("delivery", "returns", "payment", "complaints", "personal-data", "owner"):
            assert f'href="/policies/{slug}/"' in source
        assert 'class="foot__owner"' in source


def test_a_lost_visitor_finds_shelves_goods_and_a_search_field(client: Client) -> None:
    make_listing(title="Khăn lanh")
    open_shop()
    source = page(client, "/khong-co-dau/", status=404)
    assert "Khăn lanh" in text(source)
    assert 'href="/category/tho-cam/"' in source
    assert len(re.findall(r'<form[^>]*action="/search/"', source)) == 2


def test_the_lost_page_needs_neither_search_nor_database(
    client: Client, engine_is_down: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("marketplace.storefront.shelves.results.fallback_page", broken)
    source = page(client, "/khong-co-dau/", status=404)
    assert 'action="/search/"' in source


def test_the_page_for_what_broke_asks_nothing_of_the_house(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        source = render_to_string("500.html")
    assert source.count("<h1") == 1
    assert 'action="/search/"' in source
    assert "style=" not in source
