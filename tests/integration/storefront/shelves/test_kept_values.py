"""What a process keeps of a product and of home: the database is asked for what may have changed since."""

from typing import Any

import pytest
from django.test import Client

from marketplace.cooperatives.services import suspend_seller
from marketplace.core.oscar import oscar_model
from marketplace.listings.models import Listing
from marketplace.listings.services.catalogue import change_price, hide_listing
from marketplace.listings.services.stock import set_stock
from marketplace.search import services as search
from marketplace.web.shared_pages.epoch import end_epoch
from tests.factories.catalogue import make_cooperative, make_listing
from tests.integration.storefront.shelves.conftest import make_rule, open_shop
from tests.integration.storefront.shelves.reading import page, statements, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
StockRecord = oscar_model("partner", "StockRecord")


@pytest.fixture
def listing() -> Listing:
    made = make_listing(make_cooperative("HTX Suối Mây"), title="Khăn lanh", price=120_000)
    open_shop()
    return made


def address(listing: Listing) -> str:
    return f"/product/{listing.product.slug}-{listing.product_id}/"


def record(listing: Listing) -> Any:
    return StockRecord.objects.get(product=listing.product_id)


def test_another_price_is_shown_before_the_index_knows_it(client: Client, listing: Listing) -> None:
    assert "120.000 ₫" in text(page(client, address(listing)))
    change_price(stock_record_id=record(listing).pk, price=135_000)
    shown = text(page(client, address(listing)))
    assert "135.000 ₫" in shown
    assert "120.000 ₫" not in shown


def test_what_is_sold_out_is_so_at_once(client: Client, listing: Listing) -> None:
    assert "Thêm vào giỏ" in text(page(client, address(listing)))
    set_stock(stock_record_id=record(listing).pk, pieces=0)
    assert "Thêm vào giỏ" not in text(page(client, address(listing)))


def test_a_hidden_good_is_gone_at_once(client: Client, listing: Listing) -> None:
    page(client, address(listing))
    hide_listing(listing=listing)
    page(client, address(listing), 404)


def test_goods_of_a_suspended_seller_are_gone_at_once(client: Client, listing: Listing) -> None:
    page(client, address(listing))
    suspend_seller(cooperative=listing.cooperative, reason="papers")
    page(client, address(listing), 404)


def test_a_rule_that_asks_for_the_age_counts_at_once(client: Client, listing: Listing) -> None:
    page(client, address(listing))
    listing.product_set.rules.all().delete()
    make_rule(product_set=listing.product_set, min_age=18, advertised=False)
    assert client.get(address(listing)).status_code == 302


def test_other_words_are_shown_at_once(client: Client, listing: Listing) -> None:
    page(client, address(listing))
    Listing.objects.filter(pk=listing.pk).update(summary_vi="Mềm như mây", changed_at="2030-01-01T00:00:00Z")
    assert "Mềm như mây" in text(page(client, address(listing)))


def test_what_the_office_changes_is_read_anew(client: Client, listing: Listing) -> None:
    page(client, address(listing))
    type(listing.cooperative).objects.update(name_vi="HTX Suối Tiên")
    assert "HTX Suối Tiên" not in text(page(client, address(listing)))
    end_epoch()
    assert "HTX Suối Tiên" in text(page(client, address(listing)))


def test_each_language_has_its_own(client: Client, listing: Listing) -> None:
    assert "Thêm vào giỏ" in page(client, address(listing))
    assert "Add to basket" in page(client, f"/en{address(listing)}")
    assert "Thêm vào giỏ" in page(client, address(listing))


def test_home_follows_the_index(client: Client, listing: Listing) -> None:
    assert "120.000 ₫" in text(page(client, "/"))
    assert statements(client, "/") == 0
    change_price(stock_record_id=record(listing).pk, price=135_000)
    search.drain()
    assert "135.000 ₫" in text(page(client, "/"))
    hide_listing(listing=listing)
    search.drain()
    assert "Khăn lanh" not in text(page(client, "/"))


@pytest.mark.usefixtures("engine_is_down")
def test_home_keeps_nothing_while_the_engine_rests(client: Client, listing: Listing) -> None:
    assert "120.000 ₫" in text(page(client, "/"))
    StockRecord.objects.update(price=135_000)
    assert "135.000 ₫" in text(page(client, "/"))
