"""What holds for every page: weight, statements, headings, nothing inline."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

from marketplace.fulfilment.services import confirm, pack
from marketplace.listings.enums import ListingState
from marketplace.listings.facts import VariantFacts
from tests.factories.catalogue import make_listing, make_set
from tests.factories.orders import make_order
from tests.factories.portal import consignment_of, make_rule

pytestmark = pytest.mark.django_db
LIMIT = 30_000
ROWS = 3
# With one order and one listing as with three of each; account, membership and unread notices included.
STATEMENTS = {
    "": 7,
    "consignments/": 6,
    "consignments/{number}/": 9,
    "consignments/{number}/slip/": 9,
    "listings/": 8,
    "listings/{listing}/": 6,
    "listings/new/": 8,
    "notices/": 5,
    "shop/": 6,
}


@pytest.fixture
def pages(shop):
    make_rule(make_set())
    draft = make_listing(shop.cooperative, title="Nháp", state=ListingState.CHANGES_ASKED)
    packed = consignment_of(make_order((shop.listing, 1)), shop.cooperative)
    pack(consignment=confirm(consignment=packed))
    number = shop.consignment.number
    paths = [
        *(path.format(number=number, listing=shop.listing.pk) for path in STATEMENTS),
        f"consignments/{packed.number}/ship/",
        f"consignments/{number}/decline/",
        f"listings/{draft.pk}/edit/",
        f"listings/{draft.pk}/",
        "consignments/?q=nothing",
        "listings/?q=nothing",
    ]
    client = shop.at_owner
    return {path: client.get(f"/portal/{path}").content.decode() for path in paths}


def test_every_page_is_light(pages):
    """HTML and CSS, compressed; there is no script."""
    styles = sum(
        len(gzip.compress(open(finders.find(name), "rb").read()))  # noqa: PTH123, SIM115 - read once
        for name in ("tokens.css", "market.css", "portal.css")
    )
    weights = {path: styles + len(gzip.compress(text.encode())) for path, text in pages.items()}
    assert {path: weight for path, weight in weights.items() if weight > LIMIT} == {}


def test_every_page_has_one_heading_a_language_and_nothing_inline(pages):
    for path, text in pages.items():
        assert len(re.findall(r"<h1[ >]", text)) == 1, path
        assert '<html lang="vi">' in text, path
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", text), path


def test_statements_do_not_grow_with_what_is_shown(shop):
    make_rule(make_set())
    client = shop.at_owner

    def counted(number: str, listing: int) -> dict[str, int]:
        paths = {path: f"/portal/{path.format(number=number, listing=listing)}" for path in STATEMENTS}
        return {path: int(client.get(place).headers["X-Query-Count"]) for path, place in paths.items()}

    counted(shop.consignment.number, shop.listing.pk)  # the first request writes the session to the cache
    assert counted(shop.consignment.number, shop.listing.pk) == STATEMENTS

    variants = tuple(VariantFacts(value, "", 50_000, 9, 100) for value in ("Nhỏ", "Vừa", "To"))
    more = [make_listing(shop.cooperative, variants=variants, pictures=3) for _listing in range(ROWS - 1)]
    for _order in range(ROWS - 1):
        big = consignment_of(make_order((shop.listing, 1), *((one, 1) for one in more)), shop.cooperative)
    assert counted(big.number, more[0].pk) == STATEMENTS


def test_a_phone_without_has_shows_all_questions(pages):
    """What hides questions is a style; the page itself holds them all."""
    text = pages["listings/new/"]
    assert all(f'name="{name}"' in text for name in ("making", "techniques", "people", "shelf_life_days"))
