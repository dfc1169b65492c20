"""Site maps: every page worth finding, in both languages, in few statements however many goods there are."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib import robotparser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from marketplace.core import clock
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Listing
from marketplace.storefront.seo import sitemaps
from tests.factories.catalogue import make_cooperative, make_listing
from tests.integration.storefront.shelves.conftest import open_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]
HERE = "https://cho.example"
SPACES = {"s": sitemaps.SCHEMA, "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def shop(settings: Any, rule: Any) -> Iterator[Any]:
    settings.SITE_URL = HERE
    return make_cooperative("HTX Suối Mây", slug="suoi-may")


def body(client: Client, address: str) -> bytes:
    response: Any = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml"
    return b"".join(response.streaming_content) if response.streaming else response.content


def parts(client: Client) -> dict[str, str]:
    """Last change by address."""
    found = ET.fromstring(body(client, "/sitemap.xml"))  # noqa: S314 - our own
    rows = found.findall("s:sitemap", SPACES)
    return {str(row.findtext("s:loc", "", SPACES)): str(row.findtext("s:lastmod", "", SPACES)) for row in rows}


def pages(client: Client, name: str) -> list[ET.Element]:
    return ET.fromstring(body(client, f"/sitemap-{name}.xml")).findall("s:url", SPACES)  # noqa: S314 - our own


def addresses(client: Client, name: str) -> list[str]:
    return [str(url.findtext("s:loc", "", SPACES)) for url in pages(client, name)]


def test_the_index_names_parts_that_are_there(client: Client, shop: Any) -> None:
    listing = make_listing(shop)
    open_shop()
    found = parts(client)
    assert list(found) == [f"{HERE}/sitemap-{name}.xml" for name in ("goods-0", "cooperatives-0", "shelves", "pages")]
    assert all(body(client, address.removeprefix(HERE)) for address in found)
    changed = datetime.fromisoformat(found[f"{HERE}/sitemap-goods-0.xml"])
    assert changed == listing.changed_at.replace(microsecond=0)


def test_a_good_stands_in_both_languages_and_each_names_the_other(client: Client, shop: Any) -> None:
    listing = make_listing(shop, title="Khăn lanh")
    path = f"/product/khan-lanh-{listing.product_id}/"
    vi, en = pages(client, "goods-0")
    others = {"vi": f"{HERE}{path}", "en": f"{HERE}/en{path}", "x-default": f"{HERE}{path}"}
    for url, address in ((vi, f"{HERE}{path}"), (en, f"{HERE}/en{path}")):
        assert url.findtext("s:loc", "", SPACES) == address
        assert {link.get("hreflang"): link.get("href") for link in url.findall("x:link", SPACES)} == others
        assert datetime.fromisoformat(str(url.findtext("s:lastmod", "", SPACES))).utcoffset() == timedelta(hours=7)
    assert client.get(path).status_code == 200


def test_goods_that_nobody_may_see_are_not_there(client: Client, shop: Any, rule: Any) -> None:
    shown, hidden = make_listing(shop), make_listing(shop, state=ListingState.HIDDEN)
    found = addresses(client, "goods-0")
    assert [address.endswith(f"-{hidden.product_id}/") for address in found] == [False, False]
    assert found[0].endswith(f"-{shown.product_id}/")
    rule.advertised = False
    rule.save()
    assert client.get("/sitemap-goods-0.xml").status_code == 404
    assert f"{HERE}/sitemap-goods-0.xml" not in parts(client)


def test_a_part_holds_one_range_of_keys(client: Client, shop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "SPAN", 2)
    goods = [make_listing(shop) for _number in range(5)]
    numbers = sorted({listing.pk // 2 for listing in goods})
    named = [address for address in parts(client) if "goods" in address]
    assert named == [f"{HERE}/sitemap-goods-{number}.xml" for number in numbers]
    found = [address for number in numbers for address in addresses(client, f"goods-{number}")]
    assert len(found) == len(set(found)) == 10
    assert client.get(f"/sitemap-goods-{numbers[-1] + 1}.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_statements_do_not_grow(client: Client, shop: Any, count: int) -> None:
    for _number in range(count):
        make_listing(make_cooperative())
    open_shop()
    body(client, "/sitemap-shelves.xml")
    for address, statements in (
        ("/sitemap.xml", 3),
        ("/sitemap-goods-0.xml", 2),
        ("/sitemap-cooperatives-0.xml", 2),
        ("/sitemap-shelves.xml", 0),
    ):
        with CaptureQueriesContext(connection) as queries:
            body(client, address)
        assert len(queries) == statements, address


def test_it_is_sent_as_it_is_read(client: Client, shop: Any) -> None:
    """Ten thousand goods are 20,000 addresses; none of them waits for the last."""
    listing = make_listing(shop)
    now = clock.now()
    rows = ((f"x-{number}", number, now) for number in range(10**9))
    entries = sitemaps._written((f"/product/{slug}-{number}/", changed) for slug, number, changed in rows)
    assert next(entries).startswith("<?xml")
    assert "/product/x-0-0/" in next(entries)
    response: Any = client.get("/sitemap-goods-0.xml")
    assert response.streaming
    assert str(listing.product_id) in b"".join(response.streaming_content).decode()


def test_the_address_of_a_good_is_that_of_its_page(shop: Any) -> None:
    listing = make_listing(shop)
    Listing.objects.filter(pk=listing.pk).update(changed_at=clock.now())
    with translation.override("en"):
        entries = list(sitemaps._goods(Listing.objects.all()))
    with translation.override("vi"):
        assert entries[0][0] == reverse("shop:product", args=(listing.product.slug, listing.product_id))


def test_pages_and_shelves(client: Client, shop: Any) -> None:
    make_listing(shop)
    open_shop()
    found = addresses(client, "pages")
    assert f"{HERE}/" in found
    assert f"{HERE}/en/help/ranking/" in found
    assert f"{HERE}/sets/22-vai-may-mac/" in found
    assert any(address.startswith(f"{HERE}/places/tuyen-quang/lung-tam-") for address in found)
    assert addresses(client, "shelves") == [
        f"{HERE}{prefix}/category/{path}/" for path in ("tho-cam", "tho-cam/khan") for prefix in ("", "/en")
    ]
    for address in (*found, *addresses(client, "shelves")):
        assert client.get(address.removeprefix(HERE)).status_code == 200, address


@pytest.mark.parametrize("name", ["goods", "bogus", "bogus-1", "shelves-0", "goods-999999999999"])
def test_what_the_index_never_named_is_not_there(client: Client, name: str) -> None:
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def rules(client: Client) -> robotparser.RobotFileParser:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    found = robotparser.RobotFileParser()
    found.parse(response.content.decode().splitlines())
    return found


def test_robots_may_read_the_market_and_nothing_of_anybody(client: Client) -> None:
    found = rules(client)
    assert found.site_maps() == [f"{HERE}/sitemap.xml"]
    for path in (
        "/",
        "/search/?q=tra",
        "/product/khan-1/",
        "/en/category/tra/",
        "/pictures/a/400.webp",
        "/static/a.css",
    ):
        assert found.can_fetch("*", path), path
    for path in ("/basket/", "/en/checkout/where/", "/account/", "/portal/", "/en/office/", "/dashboard/", "/api/v1/x"):
        assert not found.can_fetch("*", path), path
