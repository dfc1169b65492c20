"""Signing in and out, opening an account, one's own orders. English pages, whose words stand here."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from oscar.core.loading import get_model

from marketplace.accounts.models import Officer, User
from marketplace.cooperatives.models import Membership
from marketplace.core import clock
from tests.factories.buying import add, go_to_review, held, place, text_of, visitor
from tests.factories.catalogue import make_commune, make_cooperative, make_listing
from tests.factories.orders import make_order

Basket: Any = get_model("basket", "Basket")
PASSWORD = "sợi-lanh-chàm-9"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def client() -> Client:
    return visitor()


@pytest.fixture
def user() -> User:
    return User.objects.create_user("lan@example.com", PASSWORD, phone="+84912345678", first_name="Lan")


def sign_in(client: Client, username: str = "lan@example.com", password: str = PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account:sign-in"), {"username": username, "password": password, **more})


def _is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["lan@example.com", " LAN@Example.com ", "0912345678", "0912 345 678", "+84912345678"])
def test_an_e_mail_address_or_a_number_signs_in(client: Client, user: User, name: str) -> None:
    answer = sign_in(client, name)

    assert (answer.status_code, answer["Location"]) == (303, "/en/account/")
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("lan@example.com", "wrong", "do not fit together"),
        ("nobody@example.com", PASSWORD, "do not fit together"),
        ("0999999999", PASSWORD, "do not fit together"),
        ("", PASSWORD, "Write your e-mail address or telephone number."),
        ("lan@example.com", "", "Write your password."),
        ("a" * 300, PASSWORD, "Write your e-mail address or telephone number."),
        ("lan@example.com\x00", PASSWORD, ""),
    ],
)
def test_what_does_not_fit_is_said_and_the_name_stays(
    client: Client, user: User, name: str, password: str, said: str
) -> None:
    page = sign_in(client, name, password)

    assert page.status_code == 422
    assert said in text_of(page)
    assert not _is_in(client)
    assert password == "" or password not in page.content.decode()


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/en/checkout/", "/en/checkout/"),
        ("/portal/?page=2", "/portal/?page=2"),
        ("https://elsewhere.example/", "/en/account/"),
        ("//elsewhere.example/", "/en/account/"),
        ("javascript:alert(1)", "/en/account/"),
        ("", "/en/account/"),
    ],
)
def test_the_way_on_stays_on_this_site(client: Client, user: User, wanted: str, leads_to: str) -> None:
    assert sign_in(client, next=wanted)["Location"] == leads_to


def test_the_eleventh_wrong_try_for_a_name_waits(client: Client, user: User) -> None:
    addresses = [f"203.0.113.{number}" for number in range(12)]
    for address in addresses[:10]:
        client.post(reverse("account:sign-in"), {"username": "lan@example.com", "password": "no"}, REMOTE_ADDR=address)

    page = client.post(
        reverse("account:sign-in"), {"username": "LAN@example.com", "password": PASSWORD}, REMOTE_ADDR=addresses[10]
    )

    assert page.status_code == 429
    assert "Too many tries. Wait five minutes, then try again." in text_of(page)
    assert not _is_in(client)


def test_the_eleventh_wrong_try_from_an_address_waits(client: Client, user: User) -> None:
    for number in range(10):
        assert sign_in(client, f"guess{number}@example.com", "no").status_code == 422

    assert sign_in(client).status_code == 429
    elsewhere = client.post(
        reverse("account:sign-in"), {"username": "lan@example.com", "password": PASSWORD}, REMOTE_ADDR="203.0.113.9"
    )
    assert elsewhere.status_code == 303


def test_a_forwarded_address_counts_only_from_our_own_proxy(client: Client, user: User) -> None:
    def guess(number: int, remote: str) -> int:
        data = {"username": f"guess{number}@example.com", "password": "no"}
        headers = {"X-Forwarded-For": f"8.8.4.{number}"}
        return client.post(reverse("account:sign-in"), data, headers=headers, REMOTE_ADDR=remote).status_code

    assert [guess(number, "10.0.0.2") for number in range(12)] == [422] * 12
    assert [guess(number + 50, "8.8.8.8") for number in range(12)] == [422] * 10 + [429] * 2


def test_signing_in_brings_the_guests_basket_along(client: Client, user: User) -> None:
    scarf, tea, bag = make_listing(), make_listing(), make_listing()
    own = Basket.objects.create(owner=user)
    for listing, quantity in ((scarf, 2), (bag, 1)):
        record = listing.product.stockrecords.get()
        own.lines.create(
            product=listing.product,
            stockrecord=record,
            line_reference=f"{listing.product_id}_{record.pk}",
            quantity=quantity,
            price_incl_tax=100_000,
        )
    add(client, scarf, 5)
    add(client, tea, 3)

    sign_in(client)

    assert held() == [(scarf.product_id, 5), (bag.product_id, 1), (tea.product_id, 3)]
    assert Basket.open.get().owner == user
    assert client.cookies["basket_count"].value == "9"
    assert client.cookies["basket"].value == ""
    page = client.get(reverse("basket:summary"))
    assert len(page.context["contents"].lines) == 3
    assert [message.level_tag for message in page.context["messages"]] == ["success", "success"]  # ours, not Oscar's


def test_signing_in_as_somebody_else_takes_no_basket_along(client: Client, user: User) -> None:
    other = User.objects.create_user("hoa@example.com", PASSWORD)
    sign_in(client, "hoa@example.com")
    add(client, make_listing(), 4)

    sign_in(client)

    assert [(basket.owner, basket.num_items) for basket in Basket.open.order_by("owner")] == [(user, 0), (other, 4)]


def test_signing_out_needs_a_post_and_forgets_the_count(client: Client, user: User) -> None:
    sign_in(client)
    add(client, make_listing(), 2)

    assert client.get(reverse("account:sign-out")).status_code == 405
    answer = client.post(reverse("account:sign-out"))

    assert (answer.status_code, answer["Location"]) == (303, "/en/")
    assert not _is_in(client)
    assert client.cookies["basket_count"].value == ""


def test_the_account_lists_ones_own_orders_only(client: Client, user: User) -> None:
    seller = make_cooperative("HTX Một", name_en="One Cooperative")
    own = make_order((make_listing(seller, price=690_000), 2), user_id=user.pk)
    make_order((make_listing(), 1))
    sign_in(client)

    page = client.get(reverse("account:home"))

    assert [item["order"] for item in page.context["orders"]] == [own]
    assert "1,410,000" in text_of(page)
    assert "One Cooperative" in text_of(page)
    assert client.get(reverse("checkout:own-order", args=[own.number])).status_code == 302


def test_an_order_placed_while_signed_in_stands_in_the_account(client: Client, user: User) -> None:
    make_commune()
    sign_in(client)
    add(client, make_listing())
    place(client, go_to_review(client))

    assert len(client.get(reverse("account:home")).context["orders"]) == 1
    assert client.get(reverse("account:sign-in"))["Location"] == "/en/account/"


def test_the_account_costs_the_same_for_one_order_and_for_five(client: Client, user: User) -> None:
    make_order((make_listing(), 1), user_id=user.pk)
    sign_in(client)
    one = client.get(reverse("account:home"))["X-Query-Count"]
    for _number in range(4):
        make_order((make_listing(), 1), (make_listing(), 1), user_id=user.pk)

    assert client.get(reverse("account:home"))["X-Query-Count"] == one


def test_whoever_works_here_finds_the_doors(client: Client, user: User) -> None:
    seller = make_cooperative("HTX Một", name_en="One Cooperative")
    Membership.objects.create(user=user, cooperative=seller, role="owner", created_at=clock.now())
    Officer.objects.create(user=user, level="national")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    sign_in(client)

    work = client.get(reverse("account:home")).context["work"]

    assert [(door["url"], door["name"]) for door in work] == [
        ("/en/portal/", "One Cooperative"),
        ("/en/office/", "Office of the alliance"),
        ("/dashboard/", "Dashboard"),
    ]


@pytest.mark.parametrize("name", ["home", "password"])
def test_signed_out_one_is_asked_to_sign_in_and_comes_back(client: Client, user: User, name: str) -> None:
    path = reverse(f"account:{name}")
    asked = client.get(path)

    assert asked["Location"] == f"/en/account/sign-in/?next={path}"
    assert sign_in(client, next=path)["Location"] == path


@pytest.mark.parametrize(
    ("username", "email", "phone"),
    [("Hoa@Example.com", "hoa@example.com", None), ("0987 654 321", None, "+84987654321")],
)
def test_an_account_is_opened_by_e_mail_or_number(
    client: Client, username: str, email: str | None, phone: str | None
) -> None:
    scarf = make_listing()
    add(client, scarf, 2)

    answer = client.post(
        reverse("account:register"), {"name": "Hoa", "username": username, "password": PASSWORD, "next": "/en/basket/"}
    )

    assert (answer.status_code, answer["Location"]) == (303, "/en/basket/")
    new = User.objects.get()
    assert (new.email, new.phone, new.first_name) == (email, phone, "Hoa")
    assert new.check_password(PASSWORD)
    assert _is_in(client)
    assert held() == [(scarf.product_id, 2)]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("username", "lan@example.com"),
        ("username", "0912345678"),
        ("username", "lan@"),
        ("username", "091234567x"),
        ("username", ""),
        ("password", "short"),
        ("password", "password123"),
        ("password", ""),
        ("name", ""),
        ("name", "a" * 81),
    ],
)
def test_a_wrong_new_account_is_said_beside_its_field(client: Client, user: User, field: str, typed: str) -> None:
    data = {"name": "Hoa", "username": "hoa@example.com", "password": PASSWORD, field: typed}

    page = client.post(reverse("account:register"), data)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert User.objects.count() == 1


def test_the_password_is_changed_with_the_old_one_and_one_stays_signed_in(client: Client, user: User) -> None:
    sign_in(client)
    path = reverse("account:password")

    wrong = client.post(path, {"old": "no", "password": "mật khẩu mới 1"})
    right = client.post(path, {"old": PASSWORD, "password": "mật khẩu mới 1"})

    assert (wrong.status_code, right.status_code) == (422, 303)
    user.refresh_from_db()
    assert user.check_password("mật khẩu mới 1")
    assert client.get(reverse("account:home")).status_code == 200


@pytest.mark.parametrize("name", ["sign-in", "register", "sign-out"])
def test_forms_of_the_account_want_their_token(user: User, name: str) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})

    assert strict.post(reverse(f"account:{name}"), {"username": "x"}).status_code == 403
