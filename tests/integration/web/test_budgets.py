"""What a page of the shop may weigh and ask for (design section 4), with nothing kept from the visitor before."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as all_settings
from django.contrib.staticfiles import finders
from django.test import Client

from marketplace.accounts.models import User
from marketplace.listings.models import Listing
from marketplace.search import services as search
from marketplace.web.shelves import labels
from tests.factories.buying import add, visitor
from tests.factories.catalogue import make_cooperative, make_listing, make_rule

pytestmark = pytest.mark.django_db
KILO = 1024
STYLE, SCRIPT, PAGE = 14 * KILO, 6 * KILO, 14 * KILO
REQUESTS = 12
STATEMENTS = 5
FONTS = 2  # the two cuts that the first view is set in; the others come when their letters do


@pytest.fixture
def shop(settings: Any) -> dict[str, str]:
    settings.PAGE_CACHE = 0
    make_rule()
    seller = make_cooperative()
    listings = [make_listing(seller, pictures=2) for _index in range(30)]
    search.rebuild()
    labels.forget()
    product = f"/product/{listings[0].product.slug}-{listings[0].product_id}/"
    return {
        "home": "/",
        "shelf": "/products/",
        "category": "/category/tho-cam/",
        "search": "/search/?q=khan&province=08&sort=price",
        "product": product,
        "cooperatives": "/cooperatives/",
        "cooperative": f"/cooperatives/{seller.slug}/",
    }


def weight(address: str) -> int:
    found = finders.find(address.removeprefix("/static/").partition("?")[0].partition("#")[0])
    assert found, address
    return len(gzip.compress(Path(found).read_bytes()))


def linked(source: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, source))


def styles(source: str) -> set[str]:
    return linked(source, r'<link rel="stylesheet"[^>]*? href="([^"]+)"')


def scripts(source: str) -> set[str]:
    return linked(source, r'<script[^>]*? src="([^"]+)"')


def first_pictures(source: str) -> set[str]:
    """Those that a browser fetches before anybody scrolls: it takes one form of each."""
    return {tag for tag in re.findall(r"<img\b[^>]*>", source) if 'loading="lazy"' not in tag}


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_weight_and_requests_of_every_page(client: Client, shop: dict[str, str], prefix: str) -> None:
    for name, address in shop.items():
        source = client.get(prefix + address).content.decode()
        assert len(gzip.compress(source.encode())) <= PAGE, name
        assert styles(source), name
        assert sum(map(weight, styles(source))) <= STYLE, name
        assert sum(map(weight, scripts(source))) <= SCRIPT, name
        sprites = len(linked(source, r'<use href="([^"#]+)#'))
        marks = len(linked(source, r'<link rel="icon" href="(/[^"]+)"'))
        asked = 1 + len(styles(source)) + len(scripts(source)) + len(first_pictures(source)) + sprites + marks + FONTS
        assert asked <= REQUESTS, (name, asked)


@pytest.mark.parametrize("name", ["home", "shelf", "category", "search", "product"])
def test_statements_signed_out_and_with_a_full_basket(client: Client, shop: dict[str, str], name: str) -> None:
    client.get(shop[name])
    strangers = int(client.get(shop[name])["X-Query-Count"])
    assert strangers <= STATEMENTS
    buyer = visitor()
    buyer.force_login(
        User.objects.create_user(email="lan@chophien.example"), backend=all_settings.AUTHENTICATION_BACKENDS[0]
    )
    for listing in search_listings()[:5]:
        add(buyer, listing)
    buyer.get("/basket/")
    assert int(buyer.get(shop[name])["X-Query-Count"]) <= strangers


def search_listings() -> list[Any]:
    return list(Listing.objects.order_by("pk"))


def test_the_script_that_comes_later_fits_its_budget_too() -> None:
    """Modules that a page loads on demand count with those it begins with."""
    folder = all_settings.BASE_DIR / "themes/storefront/static"
    at_first = [folder / "storefront.js"]
    later = [path for path in folder.glob("*.js") if path.name in ("suggest.js", "product.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in [*at_first, *later]) <= SCRIPT


def test_the_budgets_can_be_exceeded() -> None:
    source = '<link rel="stylesheet" href="/static/market.css"><img src="a"><img src="b" loading="lazy">'
    assert styles(source) == {"/static/market.css"}
    assert first_pictures(source) == {'<img src="a">'}
    assert weight("/static/market.css") > KILO
