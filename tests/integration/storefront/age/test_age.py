"""The question for the age: what it keeps, what opens with it, what stays closed for lack of a way to pay."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.core import clock
from marketplace.listings.models import Listing
from marketplace.listings.queries import hindrances
from marketplace.orders.services import BasketChanged, place_order
from marketplace.storefront.age.hint import hints_at_age
from marketplace.web.age import COOKIE
from marketplace.web.shared_pages.slots import HARMLESS
from tests.factories.buying import held, text_of, visitor
from tests.factories.catalogue import make_cooperative, make_listing, make_set, make_shelf
from tests.factories.orders import make_draft
from tests.integration.storefront.shelves.conftest import make_rule, open_shop

Order: Any = get_model("order", "Order")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def wine() -> Listing:
    make_listing(title="Khăn lanh")
    wine_set = make_set(14, "Rượu trắng", "White spirits")
    make_rule(product_set=wine_set, min_age=18, cashless_only=True, advertised=False)
    listing = make_listing(title="Rượu ngô", product_set=wine_set, shelf=make_shelf("do-uong/ruou", "Rượu", "Spirits"))
    open_shop()
    return listing


def answer(client: Client, what: str = "adult", **more: Any) -> Any:
    return client.post(reverse("age:ask"), {"answer": what, **more})


def page_of(listing: Listing) -> str:
    return f"/en/product/{listing.product.slug}-{listing.product_id}/"


def test_asked_then_back_where_one_was(wine: Listing) -> None:
    client = visitor()
    asked = client.get(page_of(wine))
    assert (asked.status_code, asked["Location"]) == (
        302,
        f"/en/age/?next=%2Fen%2Fproduct%2F{wine.product.slug}-{wine.product_id}%2F",
    )
    question = client.get(asked["Location"])
    assert "Are you 18 or older?" in text_of(question)
    assert "Rượu" not in text_of(question)
    assert 'content="noindex"' in question.content.decode()
    back = answer(client, next=page_of(wine))
    assert (back.status_code, back["Location"]) == (303, page_of(wine))
    assert "Rượu ngô (en)" in text_of(client.get(back["Location"]))


@pytest.mark.parametrize("where", ["http://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(client: Client, where: str) -> None:
    assert answer(visitor(), next=where)["Location"] == "/en/products/"


def test_the_answer_says_nothing_else_of_the_person(wine: Listing) -> None:
    client = visitor()
    client.force_login(User.objects.create_user("lan@example.com", "sợi-lanh-chàm-9"))
    cookie = answer(client).cookies[COOKIE]
    assert cookie.value.startswith("18:")
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 30 * 24 * 3600)
    assert cookie.value.split(":")[0] == answer(visitor()).cookies[COOKIE].value.split(":")[0] == "18"


def test_no_is_no(wine: Listing) -> None:
    client = visitor()
    for what in ("no", "", "yes"):
        gone = answer(client, what, next=page_of(wine))
        assert (gone.status_code, gone["Location"]) == (303, "/en/")
        assert client.get(page_of(wine)).status_code == 302


def test_an_answer_can_be_taken_back(wine: Listing) -> None:
    client = visitor()
    answer(client)
    assert client.get(page_of(wine)).status_code == 200
    answer(client, "no")
    assert client.get(page_of(wine)).status_code == 302


@pytest.mark.parametrize("forged", ["18", "18:1:x", "adult", "true", ""])
def test_a_cookie_of_ones_own_making_is_no_answer(wine: Listing, forged: str) -> None:
    client = visitor()
    client.cookies[COOKIE] = forged
    assert client.get(page_of(wine)).status_code == 302


def test_the_answer_ends_after_thirty_days(wine: Listing) -> None:
    client = visitor()
    answer(client)
    cookie = client.cookies[COOKIE].value
    for days, status in ((29, 200), (31, 302)):
        with time_machine.travel(clock.now() + timedelta(days=days)):
            later = visitor()
            later.cookies[COOKIE] = cookie
            assert later.get(page_of(wine)).status_code == status


def test_only_this_site_may_answer(wine: Listing) -> None:
    stranger = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert answer(stranger).status_code == 403
    assert COOKIE not in stranger.cookies


def test_a_request_with_an_answer_goes_past_the_shared_pages() -> None:
    assert COOKIE not in HARMLESS


def test_whoever_answered_finds_it_on_shelves_and_by_words(wine: Listing) -> None:
    client, other = visitor(), visitor()
    answer(client)
    for address in ("/en/products/", "/en/category/do-uong/ruou/", "/en/search/?q=ruou+ngo", "/en/search/?set=14"):
        for _time in range(2):  # the second time a shared page would come from the store
            assert "Rượu ngô (en)" in text_of(client.get(address)), address
            assert "Rượu ngô (en)" not in text_of(other.get(address)), address
    stall = f"/en/cooperatives/{wine.cooperative.slug}/"
    assert "Rượu ngô (en)" in text_of(client.get(stall))
    assert "Rượu ngô (en)" not in text_of(other.get(stall))
    assert "Rượu ngô (en)" not in text_of(client.get("/en/")), "never on home"


@pytest.mark.parametrize(
    ("address", "hints"),
    [
        ("/en/search/?q=ruou", True),
        ("/en/search/?q=Rượu+cần", True),
        ("/en/search/?q=rice+wine", True),
        ("/en/category/do-uong/ruou/", True),
        ("/en/search/?q=khan", False),
        ("/en/search/?q=zzqq", False),
        ("/en/products/", False),
    ],
)
def test_shelves_lead_to_the_question_without_saying_what_is_behind(
    wine: Listing, address: str, *, hints: bool
) -> None:
    source = visitor().get(address)
    said = "Wine and spirits are shown to adults only." in text_of(source)
    assert said is hints
    assert ("/en/age/?next=" in source.content.decode()) is hints
    client = visitor()
    answer(client)
    assert "/en/age/" not in client.get(address).content.decode()


def test_the_hint_rests_while_the_engine_does() -> None:
    from marketplace.search.interface import Page  # noqa: PLC0415 - for this one test
    from marketplace.web.shelves.choice import Choice  # noqa: PLC0415 - as above

    nothing = Page(hits=(), total=0, page=1, page_size=24)
    assert hints_at_age(Choice(), nothing)
    assert not hints_at_age(Choice(), Page(hits=(), total=0, page=1, page_size=24, is_fallback=True))


def test_it_can_be_looked_at_but_not_ordered(wine: Listing) -> None:
    client = visitor()
    answer(client)
    page = client.get(page_of(wine))
    text = "You can look at this, but not order it online yet"
    assert text in text_of(page)
    assert 'name="quantity"' not in page.content.decode().split('class="block')[0]
    assert "Cash to the courier" not in text_of(page)
    add = reverse("basket:add", args=[wine.product_id])
    refused = client.post(add, {"quantity": 1})
    assert refused.status_code == 422
    assert text in text_of(refused)
    assert client.post(add, headers={"Accept": "application/json"}).json()["message"].startswith(text)
    assert held() == []


def test_the_basket_asks_for_the_age_too(wine: Listing) -> None:
    asked = visitor().post(reverse("basket:add", args=[wine.product_id]), {"quantity": 1})
    assert asked.status_code == 303
    assert asked["Location"].startswith("/en/age/?next=")
    assert "Rượu" not in text_of(visitor().get(f"/en/basket/?removed={wine.product_id}x1"))


def test_no_order_for_cash_whatever_way_it_came(wine: Listing) -> None:
    with pytest.raises(BasketChanged) as refusal:
        place_order(make_draft((wine, 1)))
    assert refusal.value.problems == {wine.product_id: "The law forbids to take cash for this."}
    assert Order.objects.count() == 0


def test_with_a_way_to_pay_without_cash_it_can_be_put_in(wine: Listing, settings: Any) -> None:
    settings.PAYMENTS = {**settings.PAYMENTS, "bank_transfer": "marketplace.payments.providers.cash_on_delivery"}
    client = visitor()
    answer(client)
    client.post(reverse("basket:add", args=[wine.product_id]), {"quantity": 2})
    assert held() == [(wine.product_id, 2)]


def test_what_the_law_wants_an_older_buyer_for_is_shown_to_nobody() -> None:
    strong = make_set(15, "Khác", "Other")
    make_rule(product_set=strong, min_age=21)
    listing = make_listing(title="Mạnh", product_set=strong)
    open_shop()
    client = visitor()
    answer(client)
    assert client.get(page_of(listing)).status_code == 404
    assert "Mạnh" not in text_of(client.get("/en/products/"))
    assert hindrances(listing) == ["The shop cannot ask for the age that the law wants for these goods."]


def test_without_a_rule_it_is_shown_to_nobody() -> None:
    listing = make_listing(title="Không luật", product_set=make_set(15, "Khác", "Other"))
    open_shop()
    client = visitor()
    answer(client)
    assert client.get(page_of(listing)).status_code == 404
    assert "Không luật" not in text_of(client.get("/en/products/"))


def test_goods_of_eighteen_may_be_approved_where_the_rule_allows_the_seller(wine: Listing) -> None:
    assert hindrances(wine) == []
    other = make_listing(make_cooperative(status="suspended"), product_set=wine.product_set)
    assert hindrances(other) == ["The seller itself is not approved."]
