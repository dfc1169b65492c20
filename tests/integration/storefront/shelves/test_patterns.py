"""Cloth with a pattern like this one, on the page of a cloth and on a page of its own."""

from typing import Any

import pytest
from django.test import Client

from marketplace.files.patterns import DIGITS
from marketplace.listings.models import Listing, ListingPicture
from marketplace.search.interface import SearchUnavailable
from marketplace.storefront.shelves import patterns
from tests.factories.catalogue import make_listing
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.reading import addresses, page, statements, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]

FLAT = "8" * DIGITS


def cloth(steps: int, **values: Any) -> Listing:
    """The fewer steps, the more like FLAT."""
    listing = make_listing(**{"making": "hand_woven", **values})
    shown = ListingPicture.objects.select_related("picture").filter(listing=listing).order_by("position")[0]
    shown.picture.pattern = "a" * steps + FLAT[steps:]
    shown.picture.save()
    return listing


def address(listing: Listing, below: str = "") -> str:
    return f"/product/{listing.product.slug}-{listing.product_id}/{below}"


def section(source: str) -> str:
    """The row alone."""
    return source.partition('aria-labelledby="alike"')[2].partition("</section>")[0]


def linked(source: str) -> list[str]:
    return [link for link in dict.fromkeys(addresses(source)) if "/product/" in link and "patterns" not in link]


def test_the_nearest_stand_in_a_row(client: Client) -> None:
    mine, far, near = cloth(0), cloth(6, title="Khăn xa"), cloth(1, title="Khăn gần")
    others = [cloth(9) for _number in range(patterns.ROW)]
    open_shop()
    row = section(page(client, address(mine)))
    assert linked(row)[:2] == [address(near), address(far)]
    assert len(linked(row)) == patterns.ROW
    assert address(others[-1]) not in linked(row)
    assert address(mine, "patterns/") in addresses(row)


def test_other_goods_have_no_such_row(client: Client) -> None:
    tea = cloth(0, making="", title="Trà shan")
    cloth(0)
    open_shop()
    source = page(client, address(tea))
    assert 'id="alike"' not in source
    assert client.get(address(tea, "patterns/")).status_code == 404


def test_cloth_that_nobody_looked_at_has_none_either(client: Client) -> None:
    unseen = make_listing(making="hand_woven")
    cloth(0)
    open_shop()
    assert 'id="alike"' not in page(client, address(unseen))
    assert "Nothing on the market looks like it today" in text(page(client, f"/en{address(unseen, 'patterns/')}"))


def test_the_row_costs_no_statement(client: Client) -> None:
    mine = cloth(0)
    open_shop()
    page(client, address(mine))
    alone = statements(client, address(mine))
    for _number in range(3):
        cloth(1)
    open_shop()
    page(client, address(mine))
    assert 'id="alike"' in page(client, address(mine))
    assert statements(client, address(mine)) == alone <= 5


def test_a_page_of_them(client: Client) -> None:
    mine = cloth(0, title="Khăn gốc")
    goods = [cloth(number, title=f"Khăn {number}") for number in range(1, 7)]
    open_shop()
    source = page(client, address(mine, "patterns/"))
    assert linked(source) == [address(mine), *(address(one) for one in goods)]
    assert '<meta name="robots" content="noindex">' in source
    assert statements(client, address(mine, "patterns/")) <= 5


def test_a_wrong_name_leads_to_the_right_one(client: Client) -> None:
    mine = cloth(0)
    open_shop()
    response = client.get(f"/product/sai-{mine.product_id}/patterns/")
    assert (response.status_code, response["Location"]) == (301, address(mine, "patterns/"))


def test_while_the_engine_rests_the_page_stands_without_them(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = cloth(0)
    cloth(1)
    open_shop()

    def refuse(**_asked: object) -> None:
        raise SearchUnavailable("down")

    monkeypatch.setattr(patterns, "similar", refuse)
    assert 'id="alike"' not in page(client, address(mine))
    assert page(client, address(mine, "patterns/"))
