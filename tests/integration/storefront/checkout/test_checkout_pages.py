"""From a basket to an order, as a guest's browser goes. English pages, whose words stand here."""

from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import translation
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.fulfilment.models import FlatRate
from marketplace.listings.services.catalogue import change_price, hide_listing
from marketplace.listings.services.stock import set_stock
from marketplace.orders.access import order_path
from marketplace.payments.enums import ShareState
from marketplace.reporting.models import SaleFact
from tests.factories.buying import WHERETO, add, change, draft_in, go_to_review, held, place, text_of, visitor
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, stock_record

Order: Any = get_model("order", "Order")
Basket: Any = get_model("basket", "Basket")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def client(db: None) -> Client:
    make_commune()
    return visitor()


def test_a_guest_orders_from_two_cooperatives(client: Client, django_capture_on_commit_callbacks: Any) -> None:
    first, second = make_cooperative("HTX Một"), make_cooperative("HTX Hai")
    FlatRate.objects.create(cooperative=second, price=45_000)
    scarf, tea = make_listing(first, price=690_000), make_listing(second, price=99_000)
    add(client, scarf, 2)
    add(client, tea, 3)
    draft = go_to_review(client, note="Gọi trước")

    with django_capture_on_commit_callbacks(execute=True):
        answer = place(client, draft)

    order = Order.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, order_path(order))
    assert list(order.consignments.order_by("number").values_list("number", "cooperative", "state", "total")) == [
        (f"{order.number}-1", first.pk, "new", 1_410_000),
        (f"{order.number}-2", second.pk, "new", 342_000),
    ]
    assert [(share.amount, share.state) for share in order.payment_shares.order_by("pk")] == [
        (1_410_000, ShareState.ACCEPTED),
        (342_000, ShareState.ACCEPTED),
    ]
    assert [stock_record(listing).num_allocated for listing in (scarf, tea)] == [2, 3]
    assert sorted(SaleFact.objects.values_list("kind", "goods", "shipping", "quantity")) == [
        ("sold", 297_000, 45_000, 3),
        ("sold", 1_380_000, 30_000, 2),
    ]
    assert (order.phone, order.guest_email, order.user_id, order.language) == (
        "+84912345678",
        "lan@example.com",
        None,
        "en",
    )
    address = order.shipping_address
    assert (address.first_name, address.line1, address.commune, address.place_text, address.notes) == (
        "Nguyễn Thị Lan",
        "Số 12, thôn Hợp Tiến",
        make_commune(),
        "Lùng Tám, Tuyên Quang",
        "Gọi trước",
    )
    assert [(letter.to, order_path(order) in letter.body) for letter in mail.outbox] == [(["lan@example.com"], True)]
    assert client.cookies["basket_count"].value == ""
    assert Basket.objects.get(pk=order.basket_id).status == Basket.SUBMITTED
    assert held() == []


def test_the_review_shows_every_line_charge_date_and_the_payment(client: Client) -> None:
    seller = make_cooperative("HTX Một")
    add(client, make_listing(seller, price=690_000, title="Khăn"), 2)
    go_to_review(client)

    page = client.get(reverse("checkout:review"))
    text = text_of(page)

    assert "Nguyễn Thị Lan · 0912 345 678 Số 12, thôn Hợp Tiến, xã Lùng Tám, Tuyên Quang" in text
    assert "2× Khăn (en) ₫1,380,000" in text
    assert "To this cooperative ₫1,410,000 Arrives between" in text
    assert "Cash on delivery You pay the carrier, each parcel when it comes: ₫1,410,000" in text
    assert "Place the order, ₫1,410,000" in text
    assert "You wrote" not in text


def test_the_same_draft_twice_is_one_order_and_the_same_page(client: Client) -> None:
    scarf = make_listing(stock=1)
    add(client, scarf)
    draft = go_to_review(client)

    first, second = place(client, draft), place(client, draft)

    assert (first["Location"], second.status_code) == (second["Location"], 303)
    assert Order.objects.count() == 1
    assert stock_record(scarf).num_allocated == 1


def test_a_late_second_click_finds_the_order_though_the_goods_are_gone_by_then(client: Client) -> None:
    scarf = make_listing()
    add(client, scarf)
    draft = go_to_review(client)
    first = place(client, draft)
    change_price(stock_record_id=stock_record(scarf).pk, price=1)
    hide_listing(listing=scarf)

    assert place(client, draft)["Location"] == first["Location"]
    assert Order.objects.count() == 1


def test_going_back_after_the_order_leads_to_it(client: Client) -> None:
    add(client, make_listing())
    place(client, go_to_review(client))
    number = Order.objects.get().number

    for name in ("where", "pay", "review"):
        assert client.get(reverse(f"checkout:{name}"))["Location"] == "/en/basket/"
    assert f"Look at your order {number}" in text_of(client.get(reverse("basket:summary")))
    own = client.get(reverse("checkout:own-order", args=[number]))
    assert (own.status_code, own["Location"]) == (302, order_path(Order.objects.get()))


def test_only_the_signed_address_shows_an_order_to_others(client: Client) -> None:
    add(client, make_listing())
    path = place(client, go_to_review(client))["Location"]
    number = Order.objects.get().number
    stranger = visitor()

    assert stranger.get(path).status_code == 200
    assert stranger.get(reverse("checkout:own-order", args=[number])).status_code == 404
    assert stranger.get(path[:-2] + "x/").status_code == 404
    assert stranger.get(reverse("checkout:order", args=["CPXXXXXXXX", path.split("/")[-2]])).status_code == 404
    assert stranger.get(path)["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_another_sessions_draft_is_refused(client: Client) -> None:
    add(client, make_listing())
    draft = go_to_review(client)
    stranger = visitor()

    answer = place(stranger, draft)

    assert (answer.status_code, answer["Location"]) == (303, "/en/checkout/review/")
    place(client, draft)
    assert place(stranger, draft)["Location"] == "/en/checkout/review/"
    assert Order.objects.count() == 1


@pytest.mark.parametrize("spoiled", ["", "x", "{}", "eyJ4IjoxfQ:1:2"])
def test_a_made_up_draft_orders_nothing(client: Client, spoiled: str) -> None:
    add(client, make_listing())
    go_to_review(client)

    answer = place(client, spoiled)

    assert (answer.status_code, answer["Location"]) == (303, "/en/checkout/review/")
    assert "This page was too old to order from." in text_of(client.get(answer["Location"]))
    assert Order.objects.count() == 0


def test_a_draft_with_another_price_does_not_open(client: Client) -> None:
    add(client, make_listing(price=100_000))
    draft = go_to_review(client)
    key = client.session["checkout"]["key"]
    content = signing.loads(draft, salt=f"draft:{key}")
    assert content["lines"][0]["price"] == 100_000
    content["lines"][0]["price"] = 1
    changed = signing.dumps(content, salt="draft:", compress=True).split(":", 1)[0]

    place(client, f"{changed}:{draft.split(':', 1)[1]}")
    place(client, signing.dumps(content, salt="draft:", compress=True))

    assert Order.objects.count() == 0


def test_a_draft_is_too_old_after_a_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    add(client, make_listing())
    draft = go_to_review(client)
    monkeypatch.setattr("marketplace.storefront.checkout.drafts.LASTS", -1)

    assert place(client, draft)["Location"] == "/en/checkout/review/"
    assert Order.objects.count() == 0


def test_a_new_price_leads_back_to_the_basket_and_stands_beside_the_line(client: Client) -> None:
    scarf = make_listing(price=100_000)
    add(client, scarf)
    change_price(stock_record_id=stock_record(scarf).pk, price=120_000)
    draft = go_to_review(client)
    change_price(stock_record_id=stock_record(scarf).pk, price=100_000)  # as when it was put in: nothing else says it

    answer = place(client, draft)
    page = client.get(answer["Location"])

    assert answer["Location"] == "/en/basket/"
    assert page.context["groups"][0]["rows"][0]["problem"] == "The price is now ₫100,000."
    assert "Something changed while you were shopping." in text_of(page)
    assert client.get("/en/basket/").context["groups"][0]["rows"][0]["problem"] == ""
    assert Order.objects.count() == 0


@pytest.mark.parametrize(
    ("happens", "said"),
    [("hidden", "This is no longer for sale."), ("sold out", "This is sold out."), ("fewer", "Only 1 left.")],
)
def test_goods_that_go_meanwhile_lead_back_to_the_basket(client: Client, happens: str, said: str) -> None:
    scarf, other = make_listing(stock=5), make_listing(stock=5)
    add(client, scarf, 2)
    add(client, other, 2)
    draft = go_to_review(client)
    if happens == "hidden":
        hide_listing(listing=scarf)
    else:
        set_stock(stock_record_id=stock_record(scarf).pk, pieces=0 if happens == "sold out" else 1)

    page = client.get(place(client, draft)["Location"])

    assert said in text_of(page)
    assert Order.objects.count() == 0
    assert [stock_record(listing).num_allocated for listing in (scarf, other)] == [0, 0]
    assert held() == [(scarf.product_id, 2), (other.product_id, 2)]


def test_another_shipping_price_leads_back_to_the_basket(client: Client) -> None:
    seller = make_cooperative()
    add(client, make_listing(seller))
    draft = go_to_review(client)
    FlatRate.objects.create(cooperative=seller, price=45_000)

    assert place(client, draft)["Location"] == "/en/basket/"
    assert Order.objects.count() == 0


def test_a_basket_changed_in_another_window_is_not_lost(client: Client) -> None:
    scarf, tea = make_listing(), make_listing()
    add(client, scarf)
    draft = go_to_review(client)
    add(client, tea, 2)
    change(client, scarf, 3)

    page = client.get(place(client, draft)["Location"])

    assert [row["problem"] for item in page.context["groups"] for row in item["rows"]] == [
        "You changed this in another window."
    ] * 2
    assert Order.objects.count() == 0
    assert held() == [(scarf.product_id, 3), (tea.product_id, 2)]
    place(client, draft_in(client.get(reverse("checkout:review"))))
    assert [line.quantity for line in Order.objects.get().lines.order_by("pk")] == [3, 2]


def test_the_address_is_the_one_on_the_page_that_was_confirmed(client: Client) -> None:
    add(client, make_listing())
    draft = go_to_review(client, line="Nhà cũ")
    go_to_review(client, line="Nhà mới")

    place(client, draft)

    assert Order.objects.get().shipping_address.line1 == "Nhà cũ"


def test_pages_without_what_they_need_lead_to_the_page_before(client: Client) -> None:
    assert client.get(reverse("checkout:where"))["Location"] == "/en/basket/"
    add(client, make_listing())
    assert client.get(reverse("checkout:pay"))["Location"] == "/en/checkout/"
    assert client.get(reverse("checkout:review"))["Location"] == "/en/checkout/"
    client.post(reverse("checkout:where"), WHERETO)
    assert client.get(reverse("checkout:review"))["Location"] == "/en/checkout/pay/"
    assert client.post(reverse("checkout:pay"), {"method": "gold"}).status_code == 422
    assert client.get(reverse("checkout:place")).status_code == 405


def test_without_an_e_mail_the_link_goes_out_as_a_text_message(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    add(client, make_listing())
    draft = go_to_review(client, email="")

    with django_capture_on_commit_callbacks(execute=True):
        place(client, draft)

    assert mail.outbox == []
    assert Order.objects.get().guest_email == ""


def test_what_was_typed_serves_for_the_next_order_but_not_the_note(client: Client) -> None:
    add(client, make_listing())
    place(client, go_to_review(client, note="Gọi trước"))
    add(client, make_listing())

    assert client.get(reverse("checkout:where")).context["form"].initial == {**WHERETO, "note": ""}


def test_a_signed_in_buyers_own_names_stand_there_and_the_order_is_theirs(client: Client) -> None:
    user = User.objects.create_user("hoa@example.com", phone="+84987654321", first_name="Hoa")
    client.force_login(user)
    add(client, make_listing())

    initial = client.get(reverse("checkout:where")).context["form"].initial
    place(client, go_to_review(client))

    assert initial == {"name": "Hoa", "phone": "+84987654321", "email": "hoa@example.com"}
    assert Order.objects.get().user == user


def test_a_draft_sealed_signed_out_is_shown_again_after_signing_in(client: Client) -> None:
    add(client, make_listing())
    draft = go_to_review(client)
    client.force_login(User.objects.create_user("hoa@example.com"))

    assert place(client, draft)["Location"] == "/en/checkout/review/"
    assert Order.objects.count() == 0


@pytest.mark.parametrize("name", ["where", "pay", "place"])
def test_forms_of_the_checkout_want_their_token(client: Client, name: str) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    add(strict, make_listing())

    assert strict.post(reverse(f"checkout:{name}"), WHERETO).status_code == 403


@pytest.mark.parametrize("name", ["where", "pay", "review"])
def test_checkout_pages_cost_the_same_for_one_line_and_for_twenty(client: Client, name: str) -> None:
    add(client, make_listing())
    go_to_review(client)
    one = client.get(reverse(f"checkout:{name}"))["X-Query-Count"]
    for _number in range(19):
        add(client, make_listing())

    assert client.get(reverse(f"checkout:{name}"))["X-Query-Count"] == one
    assert int(one) <= 7
