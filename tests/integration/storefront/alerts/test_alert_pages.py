"""Asking to be told, with the consent beside it, and the link that ends it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing, StockAlert
from marketplace.listings.services.alerts import contact_key, tell_waiting
from marketplace.listings.services.stock import set_stock
from marketplace.notices.models import Notice
from tests.factories.buying import text_of, visitor
from tests.factories.catalogue import make_listing, make_set, stock_record
from tests.integration.storefront.shelves.conftest import make_rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
LAN = "lan@example.com"
GOOD = {"contact": LAN, "agreed": "on"}
SIZES = tuple(
    VariantFacts(value_vi=f"Cỡ {n}", value_en=f"Size {n}", price=90_000, stock=stock, net_weight_g=100)
    for n, stock in enumerate((0, 3, 0))
)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def client() -> Client:
    return visitor()


def url(listing: Listing) -> str:
    return reverse("alerts:ask", args=[listing.product_id])


def ask(client: Client, listing: Listing, **typed: Any) -> Any:
    return client.post(url(listing), {**GOOD, **typed})


def waiting() -> list[tuple[int, str]]:
    return list(StockAlert.objects.order_by("pk").values_list("product_id", "contact"))


def test_asked_for_and_back_on_the_page_of_the_goods(client: Client) -> None:
    listing = make_listing(stock=0)
    answer = ask(client, listing)
    assert answer.status_code == 303
    assert answer["Location"] == f"/en/product/{listing.product.slug}-{listing.product_id}/"
    assert waiting() == [(listing.product_id, LAN)]
    assert StockAlert.objects.get().language == "en"
    said = text_of(client.get(answer["Location"]))
    assert "Noted. You get one message when it is back; a link in it ends that at any time." in said


def test_the_product_page_leads_here(client: Client) -> None:
    for listing in (make_listing(stock=0), make_listing(variants=SIZES)):
        page = client.get(f"/en/product/{listing.product.slug}-{listing.product_id}/")
        assert f'href="{url(listing)}"' in page.content.decode()
    listing = make_listing()
    page = client.get(f"/en/product/{listing.product.slug}-{listing.product_id}/")
    assert f'href="{url(listing)}"' not in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [(" Lan@Example.COM ", LAN), ("0912 345 678", "+84912345678"), ("+84 912 345 678", "+84912345678")],
)
def test_an_address_or_a_number_in_one_form(client: Client, typed: str, stored: str) -> None:
    listing = make_listing(stock=0)
    ask(client, listing, contact=typed)
    assert waiting() == [(listing.product_id, stored)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"contact": ""}, "Write your e-mail address or telephone number."),
        ({"contact": "lan@"}, "This is not an e-mail address."),
        ({"contact": "12"}, "This is not a telephone number."),
        ({"contact": "a" * 300}, "Write your e-mail address or telephone number."),
        ({"agreed": ""}, "Tick this: without your consent we may not keep your address."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, typed: dict[str, str], said: str) -> None:
    listing = make_listing(stock=0)
    page = ask(client, listing, **typed)
    assert page.status_code == 422
    assert said in text_of(page)
    assert waiting() == []
    if "contact" not in typed:
        assert f'value="{LAN}"' in page.content.decode()


def test_the_tick_is_never_set_beforehand(client: Client) -> None:
    source = client.get(url(make_listing(stock=0))).content.decode()
    tick = re.search(r'<input\s+type="checkbox"\s+name="agreed"[^>]*>', source)
    assert tick
    assert "checked" not in tick[0]


def test_of_variants_only_those_that_are_sold_out(client: Client) -> None:
    listing = make_listing(variants=SIZES)
    first, there, last = (variant.product_id for variant in listing.variants.all())
    source = client.get(url(listing)).content.decode()
    assert [f'value="{key}"' in source for key in (first, there, last)] == [True, False, True]
    ask(client, listing, product=str(last))
    assert waiting() == [(last, LAN)]
    for wrong in (str(there), "", "x", "9" * 40):
        assert ask(client, listing, product=wrong).status_code == 422
    assert len(waiting()) == 1


def test_an_account_has_its_address_there_already(client: Client) -> None:
    user = User.objects.create_user(LAN, "sợi-lanh-chàm-9")
    client.force_login(user)
    listing = make_listing(stock=0)
    assert f'value="{LAN}"' in client.get(url(listing)).content.decode()
    ask(client, listing)
    assert StockAlert.objects.get().user == user
    ask(client, listing, contact="mai@example.com")
    assert StockAlert.objects.get(contact="mai@example.com").user is None


def test_nobody_sees_whether_somebody_else_asked(client: Client) -> None:
    """The same words and the same way on; and one who asked before gets no second message for it."""
    listing = make_listing(stock=0)
    pages = []
    for one in (client, visitor()):
        answer = ask(one, listing)
        pages.append((answer.status_code, answer["Location"], text_of(one.get(answer["Location"]))))
    assert pages[0] == pages[1]
    assert Notice.objects.count() == 1
    assert contact_key(LAN) not in client.get(url(listing)).content.decode()


def test_nobody_floods_another_ones_inbox(client: Client) -> None:
    listings = [make_listing(stock=0) for _index in range(7)]
    answers = [ask(client, listing) for listing in listings]
    assert {answer.status_code for answer in answers} == {303}
    assert len(waiting()) == Notice.objects.count() == 5


def test_one_connection_asks_so_often_an_hour(client: Client) -> None:
    listing = make_listing(stock=0)
    codes = [
        client.post(url(listing), {**GOOD, "contact": f"b{n}@example.com"}, REMOTE_ADDR="8.8.8.8").status_code
        for n in range(21)
    ]
    assert codes == [303] * 20 + [429]
    assert len(waiting()) == 20


def test_only_this_site_may_ask() -> None:
    listing = make_listing(stock=0)
    for stranger in (Client(), Client(headers={"Sec-Fetch-Site": "cross-site"})):
        assert stranger.post(url(listing), GOOD).status_code == 403
        assert stranger.post(reverse("alerts:stop", args=[contact_key(LAN)])).status_code == 403
    assert waiting() == []


def test_what_is_there_leads_to_its_page_what_is_gone_nowhere(client: Client) -> None:
    there = make_listing()
    assert client.get(url(there))["Location"] == f"/en/product/{there.product.slug}-{there.product_id}/"
    assert client.get(url(make_listing(stock=0, state="hidden"))).status_code == 404
    assert client.get(reverse("alerts:ask", args=[999_999])).status_code == 404


def test_what_needs_the_age_asks_for_it_first(client: Client) -> None:
    wine = make_set(14, "Rượu", "Spirits")
    make_rule(product_set=wine, min_age=18, advertised=False)
    listing = make_listing(product_set=wine, stock=0)
    assert client.get(url(listing))["Location"].startswith("/en/age/?next=")
    assert ask(client, listing)["Location"].startswith("/en/age/?next=")
    assert waiting() == []


def test_the_link_of_a_message_ends_it_with_a_press(client: Client) -> None:
    listing = make_listing(stock=0)
    ask(client, listing)
    link = Notice.objects.get().link
    assert link == f"/en/alerts/stop/{contact_key(LAN)}/"
    page = visitor().get(link)
    assert len(waiting()) == 1, "programs that only look at links end nothing"
    assert LAN not in page.content.decode()
    assert "Done: we have deleted your address" in text_of(visitor().post(link))
    assert waiting() == []
    set_stock(stock_record_id=stock_record(listing).pk, pieces=5)
    assert tell_waiting() == 0


def test_a_link_of_nobody_says_the_same(client: Client) -> None:
    make_listing()
    known, unknown = (reverse("alerts:stop", args=[key]) for key in (contact_key(LAN), "0" * 32))
    for method in ("get", "post"):
        pages = [getattr(client, method)(address) for address in (known, unknown)]
        assert pages[0].status_code == pages[1].status_code == 200
        assert text_of(pages[0]) == text_of(pages[1])
