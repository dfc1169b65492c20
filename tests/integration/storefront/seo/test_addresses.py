"""One address for each page, in both languages; states that are only ways of looking are not found."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import make_cooperative, make_listing, make_shelf
from tests.integration.storefront.seo.heads import alternates, canonical, descriptions, robots, social, source
from tests.integration.storefront.shelves.conftest import open_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]

SITE = "https://cho.example"


@pytest.fixture
def shop(settings: Any, rule: Any) -> Iterator[Any]:
    settings.SITE_URL = SITE
    settings.PAGE_CACHE = 0
    seller = make_cooperative("HTX Suối Mây", slug="suoi-may")
    listing = make_listing(seller, title="Khăn lanh", making="hand_woven")
    make_listing(seller, title="Trà shan", shelf=make_shelf("tra/tra-shan", "Trà shan", "Shan tea"))
    open_shop()
    return listing


@pytest.mark.parametrize(
    ("address", "known_by"),
    [
        ("/", "/"),
        ("/?utm_source=mail", "/"),
        ("/products/", "/products/"),
        ("/search/", "/products/"),
        ("/products/?sort=price", "/products/"),
        ("/products/?sort=price&province=08", "/products/?province=08"),
        ("/products/?province=08&unknown=1", "/products/?province=08"),
        ("/products/?category=tho-cam", "/category/tho-cam/"),
        ("/category/tho-cam/", "/category/tho-cam/"),
        ("/category/tho-cam/?category=tho-cam/khan", "/category/tho-cam/khan/"),
        ("/category/tho-cam/?page=1", "/category/tho-cam/"),
        ("/category/tho-cam/?page=9", "/category/tho-cam/"),
        ("/search/?q=khan", "/search/?q=khan"),
        ("/search/?q=khan&sort=price", "/search/?q=khan"),
        ("/search/?q=khan&kind=cooperative", "/search/?q=khan&kind=cooperative"),
        ("/cooperatives/", "/cooperatives/"),
        ("/cooperatives/?province=08", "/cooperatives/?province=08"),
        ("/cooperatives/?page=1&x=2", "/cooperatives/"),
        ("/cooperatives/suoi-may/", "/cooperatives/suoi-may/"),
        ("/cooperatives/suoi-may/?page=1", "/cooperatives/suoi-may/"),
        ("/cooperatives/suoi-may/?category=tho-cam&sort=price", "/cooperatives/suoi-may/?category=tho-cam"),
    ],
)
def test_the_address_a_page_is_known_by(client: Client, address: str, known_by: str) -> None:
    vi, en = source(client, address), source(client, f"/en{address}")
    assert canonical(vi) == [f"{SITE}{known_by}"]
    assert canonical(en) == [f"{SITE}/en{known_by}"]
    both = {"vi": f"{SITE}{known_by}", "en": f"{SITE}/en{known_by}", "x-default": f"{SITE}{known_by}"}
    assert alternates(vi) == alternates(en) == both
    assert robots(vi) == robots(en) == []


@pytest.mark.parametrize(
    ("address", "known_by"),
    [
        ("/products/?province=08&kind=cooperative", "/products/"),
        ("/products/?stars=3&stars=4", "/products/"),
        ("/category/tho-cam/?in_stock=1&min_price=1000", "/category/tho-cam/"),
        ("/search/?q=khan&province=08&kind=cooperative", "/search/?q=khan"),
        ("/cooperatives/?province=08&kind=cooperative", "/cooperatives/"),
        ("/cooperatives/suoi-may/?category=tho-cam&in_stock=1", "/cooperatives/suoi-may/"),
    ],
)
def test_more_than_one_filter_is_not_found(client: Client, address: str, known_by: str) -> None:
    page = source(client, address)
    assert robots(page) == ["noindex,follow"]
    assert canonical(page) == [f"{SITE}{known_by}"]


def test_a_later_page_is_its_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.web.shelves.choice.PAGE_SIZE", 1)
    page = source(client, "/products/?page=2&sort=price")
    assert canonical(page) == [f"{SITE}/products/?page=2"]
    assert robots(page) == []


def test_a_product_has_one_address_whatever_is_asked(client: Client, shop: Any) -> None:
    path = f"/product/khan-lanh-{shop.product_id}/"
    assert canonical(source(client, f"{path}?to=08")) == [f"{SITE}{path}"]


@pytest.mark.parametrize("address", ["/basket/", "/account/sign-in/"])
def test_pages_of_one_visitor_stay_out(client: Client, address: str) -> None:
    page = source(client, address)
    assert len(robots(page)) == 1
    assert robots(page)[0].startswith("noindex")
    assert (canonical(page), alternates(page), social(page)) == ([], {}, {})


def test_an_error_is_no_page(client: Client) -> None:
    page = source(client, "/product/khan-999999/", status=404)
    assert (canonical(page), social(page)) == ([], {})


@pytest.mark.parametrize("address", ["/", "/products/", "/search/?q=khan", "/category/tho-cam/", "/cooperatives/"])
def test_every_page_says_once_what_it_is(client: Client, address: str) -> None:
    found = descriptions(source(client, address))
    assert len(found) == 1
    assert len(found[0]) > 40


def test_a_typed_text_cannot_break_out(client: Client) -> None:
    page = source(client, "/search/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert" not in page
    assert canonical(page) == [f"{SITE}/search/?q=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E"]


def test_how_a_product_looks_where_it_is_shared(client: Client, shop: Any) -> None:
    page = source(client, f"/product/khan-lanh-{shop.product_id}/")
    key = shop.pictures.get(position=0).picture.key.hex
    assert social(page) == {
        "og:type": "product",
        "og:site_name": "Chợ Phiên",
        "og:title": "Khăn lanh",
        "og:description": "Dệt tay.",
        "og:url": f"{SITE}/product/khan-lanh-{shop.product_id}/",
        "og:image": f"{SITE}/pictures/{key}/1200.jpg",
        "og:image:width": "1200",
        "og:image:height": "1200",
        "og:locale": "vi_VN",
        "og:locale:alternate": "en_US",
    }
    assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_a_small_upload_is_not_said_to_be_larger(client: Client, shop: Any) -> None:
    picture = shop.pictures.get(position=0).picture
    picture.width, picture.height = 800, 600
    picture.save()
    shown = social(source(client, f"/product/khan-lanh-{shop.product_id}/"))
    assert (shown["og:image:width"], shown["og:image:height"]) == ("800", "600")


def test_where_a_page_has_no_picture_the_market_has_one(client: Client) -> None:
    shown = social(source(client, "/cooperatives/"))
    assert shown["og:image"] == f"{SITE}/static/share.jpg"
    assert (shown["og:image:width"], shown["og:image:height"]) == ("1200", "630")
