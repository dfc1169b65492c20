"""The heart, the list, its link; with plain forms as without script, and with JSON as the script asks."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Favourite, FavouriteList, Listing
from marketplace.listings.services import favourites
from marketplace.listings.services.catalogue import change_price, hide_listing
from marketplace.listings.services.stock import set_stock
from marketplace.web.shared_pages.slots import HARMLESS
from tests.factories.buying import held, text_of, visitor
from tests.factories.catalogue import make_cooperative, make_listing, make_set, stock_record
from tests.integration.storefront.shelves.conftest import make_rule, open_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
PASSWORD = "sợi-lanh-chàm-9"
KEEPER, KEPT = "keeper", "kept"


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def client() -> Client:
    return visitor()


def keep(client: Client, listing: Listing, **options: Any) -> Any:
    return client.post(reverse("favourites:keep", args=[listing.product_id]), **options)


def drop(client: Client, listing: Listing, **data: Any) -> Any:
    return client.post(reverse("favourites:drop", args=[listing.product_id]), data)


def listed(client: Client, query: str = "") -> Any:
    page = client.get(reverse("favourites:list") + query)
    assert page.status_code == 200
    return page


def names(page: Any) -> list[str]:
    return [kept.title for kept in page.context["page"]]


def state(client: Client) -> list[int]:
    return client.get(reverse("favourites:state")).json()["kept"]


def test_without_a_favourite_nothing_is_set(client: Client) -> None:
    page = listed(client)
    assert "Nothing kept yet" in text_of(page)
    assert {KEEPER, KEPT} & set(client.cookies) == {KEPT}
    assert client.cookies[KEPT]["max-age"] == 0
    assert FavouriteList.objects.count() == 0


def test_the_heart_leads_back_to_the_page_it_was_on(client: Client) -> None:
    listing = make_listing(title="Khăn lanh")
    answer = keep(client, listing, headers={"Referer": "http://testserver/en/category/tho-cam/?page=2"})
    assert (answer.status_code, answer["Location"]) == (303, "/en/category/tho-cam/?page=2")
    assert names(listed(client)) == ["Khăn lanh (en)"]


@pytest.mark.parametrize("before", ["http://evil.example/", "//evil.example", "", "javascript:alert(1)"])
def test_it_leads_nowhere_else(client: Client, before: str) -> None:
    assert keep(client, make_listing(), headers={"Referer": before})["Location"] == "/en/favourites/"


def test_the_key_is_signed_and_out_of_reach_of_scripts(client: Client) -> None:
    answer = keep(client, make_listing())
    cookie = answer.cookies[KEEPER]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    own = FavouriteList.objects.get()
    assert (own.guest_hash or "") not in cookie.value
    mark = answer.cookies[KEPT]
    assert mark.value.startswith("1-")
    assert not mark["httponly"]
    other = visitor()
    other.cookies[KEEPER] = cookie.value[:-1] + ("a" if cookie.value[-1] != "a" else "b")
    assert state(other) == []
    other.cookies[KEEPER] = cookie.value
    assert len(state(other)) == 1


def test_neither_cookie_leads_past_the_shared_pages() -> None:
    assert {KEEPER, KEPT} <= HARMLESS


def test_the_script_is_answered_without_a_page(client: Client) -> None:
    listing = make_listing(title="Khăn lanh")
    answer = keep(client, listing, headers={"Accept": "application/json"})
    assert (answer.status_code, json.loads(answer.content)) == (
        200,
        {"message": "“Khăn lanh (en)” is among your favourites."},
    )
    assert state(client) == [listing.product_id]


def test_only_this_site_may_press_it() -> None:
    listing = make_listing()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {}, {"Origin": "http://evil.example"}):
        stranger = Client(headers=headers)
        for name in ("favourites:keep", "favourites:drop"):
            assert stranger.post(reverse(name, args=[listing.product_id])).status_code == 403
        for name in ("favourites:share", "favourites:revoke"):
            assert stranger.post(reverse(name)).status_code == 403
    assert keep(Client(headers={"Origin": "http://testserver"}), listing).status_code == 303
    assert Favourite.objects.count() == 1


def test_looking_changes_nothing(client: Client) -> None:
    listing = make_listing()
    assert client.get(reverse("favourites:keep", args=[listing.product_id])).status_code == 405
    assert Favourite.objects.count() == 0


def test_price_and_stock_are_those_of_today(client: Client) -> None:
    listing = make_listing(price=100_000, stock=20)
    keep(client, listing)
    record = stock_record(listing)
    change_price(stock_record_id=record.pk, price=120_000)
    set_stock(stock_record_id=record.pk, pieces=3)
    shown = text_of(listed(client))
    assert "120,000" in shown
    assert "3 left" in shown


def test_sold_out_goods_offer_to_tell_variants_to_choose_the_rest_to_buy(client: Client) -> None:
    sizes = tuple(
        VariantFacts(value_vi=f"Cỡ {n}", value_en=f"Size {n}", price=90_000 + n, stock=n, net_weight_g=100)
        for n in range(2)
    )
    sold_out, chosen, single = make_listing(stock=0), make_listing(variants=sizes), make_listing()
    for listing in (sold_out, chosen, single):
        keep(client, listing)
    rows = {kept.listing.pk: kept for kept in listed(client).context["page"]}
    assert [bool(rows[one.pk].add_url) for one in (sold_out, chosen, single)] == [False, False, True]
    source = listed(client).content.decode()
    assert reverse("alerts:ask", args=[sold_out.product_id]) in source
    client.post(rows[single.pk].add_url, {"quantity": 1})
    assert held() == [(single.product_id, 1)]


def test_what_is_gone_is_said_kindly_and_leads_nowhere(client: Client) -> None:
    listing = make_listing(title="Khăn lanh")
    keep(client, listing)
    hide_listing(listing=listing)
    page = listed(client)
    assert "Khăn lanh (en)" in text_of(page)
    assert "No longer for sale. The cooperative may bring it again another time." in text_of(page)
    assert "/product/" not in page.content.decode()


def test_taken_out_and_put_back(client: Client) -> None:
    listing = make_listing(title="Khăn lanh")
    keep(client, listing)
    answer = drop(client, listing, **{"from": "list"})
    assert answer["Location"] == f"/en/favourites/?removed={listing.product_id}"
    page = client.get(answer["Location"])
    assert "Taken out: Khăn lanh (en)." in text_of(page)
    assert state(client) == []
    again = keep(client, listing, headers={"Referer": f"http://testserver{answer['Location']}"})
    assert again.status_code == 303
    assert state(client) == [listing.product_id]


def test_the_way_back_names_nothing_that_is_hidden(client: Client) -> None:
    listing = make_listing(title="Bí mật", state="draft")
    for typed in (str(listing.product_id), "x", "9" * 30, "-1"):
        assert "Bí mật" not in text_of(listed(client, f"?removed={typed}"))


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["C", "Ăn", "Á", "B"]),
        ("price", ["B", "C", "Á", "Ăn"]),
        ("-price", ["Ăn", "Á", "C", "B"]),
        ("name", ["Á", "Ăn", "B", "C"]),
        ("nonsense", ["C", "Ăn", "Á", "B"]),
    ],
)
def test_sorted_as_one_likes(client: Client, sort: str, expected: list[str]) -> None:
    seller = make_cooperative()
    for title, price in (("B", 10_000), ("Á", 30_000), ("Ăn", 40_000), ("C", 20_000)):
        keep(client, make_listing(seller, title=title, price=price))
    with translation.override("vi"):
        assert names(listed(client, f"?sort={sort}")) == expected


@pytest.mark.parametrize("count", [1, 5])
def test_statements_do_not_grow(client: Client, count: int) -> None:
    seller = make_cooperative()
    for _index in range(count):
        keep(client, make_listing(seller))
    assert listed(client)["X-Query-Count"] == "5"


def test_the_limit_is_said_on_the_page_and_to_the_script(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(favourites, "MOST", 1)
    seller = make_cooperative()
    first, second = make_listing(seller), make_listing(seller)
    keep(client, first)
    text = "A list holds 1 goods. Take out what you no longer need, then go on."
    answer = keep(client, second, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()) == (422, {"message": text})
    assert text in text_of(client.get(keep(client, second)["Location"]))


def test_whoever_presses_like_a_machine_waits(client: Client) -> None:
    listing = make_listing()
    far = {"REMOTE_ADDR": "8.8.8.8"}
    answers = [keep(client, listing, **far) for _press in range(121)]
    assert {answer.status_code for answer in answers[:120]} == {303}
    assert answers[120].status_code == 429
    assert int(answers[120]["Retry-After"]) > 0
    assert keep(visitor(), listing, REMOTE_ADDR="8.8.4.4").status_code == 303


def test_signing_in_brings_them_along_and_signing_out_leaves_nothing(client: Client) -> None:
    User.objects.create_user("lan@example.com", PASSWORD)
    listing = make_listing()
    keep(client, listing)
    answer = client.post(reverse("account:sign-in"), {"username": "lan@example.com", "password": PASSWORD})
    assert answer.cookies[KEEPER]["max-age"] == 0
    assert answer.cookies[KEPT].value.startswith("1-")
    assert state(client) == [listing.product_id]
    assert FavouriteList.objects.get().user is not None
    out = client.post(reverse("account:sign-out"))
    assert out.cookies[KEPT]["max-age"] == 0
    assert state(client) == []


def test_a_new_account_takes_them_too(client: Client) -> None:
    keep(client, make_listing())
    client.post(
        reverse("account:register"), {"name": "Lan", "username": "lan@example.com", "password": "sợi-lanh-chàm-9"}
    )
    assert FavouriteList.objects.get().user is not None


def test_a_shared_list_shows_goods_and_nobody(client: Client) -> None:
    user = User.objects.create_user("lan@example.com", PASSWORD, first_name="Nguyễn Thị Lan")
    client.force_login(user)
    keep(client, make_listing(title="Khăn lanh"))
    client.post(reverse("favourites:share"))
    url = listed(client).context["share_url"]
    assert url.startswith("http://testserver/en/favourites/shared/")
    page = visitor().get(url.removeprefix("http://testserver"))
    assert page.status_code == 200
    assert "Khăn lanh (en)" in text_of(page)
    assert "Lan" not in text_of(page).replace("Khăn lanh", "")
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex,nofollow"' in page.content.decode()
    assert "/drop/" not in page.content.decode()


def test_a_link_taken_back_is_nowhere(client: Client) -> None:
    keep(client, make_listing())
    client.post(reverse("favourites:share"))
    path = listed(client).context["share_url"].removeprefix("http://testserver")
    client.post(reverse("favourites:revoke"))
    assert visitor().get(path).status_code == 404
    assert visitor().get(reverse("favourites:shared", args=["x" * 200])).status_code == 404
    assert listed(client).context["share_url"] == ""


def test_there_is_nothing_to_share_before_something_is_kept(client: Client) -> None:
    assert client.post(reverse("favourites:share"))["Location"] == "/en/favourites/"
    assert FavouriteList.objects.count() == 0


def test_hearts_are_the_same_for_everybody_and_work_without_script(client: Client) -> None:
    listing = make_listing()
    open_shop()
    keep(client, listing)
    url = reverse("favourites:keep", args=[listing.product_id])
    pages = [one.get("/en/products/").content.decode() for one in (client, visitor())]
    for source in pages:
        assert f'class="keep" method="post" action="{url}"' in source
        assert "aria-pressed" not in source
    product = client.get(f"/en/product/{listing.product.slug}-{listing.product_id}/").content.decode()
    assert f'action="{url}"' in product


def test_goods_nobody_may_see_cannot_be_kept(client: Client) -> None:
    wine = make_set(14, "Rượu", "Spirits")
    make_rule(product_set=wine, min_age=18, advertised=False)
    for listing in (make_listing(product_set=wine), make_listing(state="draft")):
        assert keep(client, listing).status_code == 404
    assert Favourite.objects.count() == 0
