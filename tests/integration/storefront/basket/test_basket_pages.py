"""Adding, changing, taking out, through the addresses that browsers use. English pages, whose words stand here."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.core.errors import DomainError
from marketplace.fulfilment.models import FlatRate
from marketplace.listings.facts import VariantFacts
from marketplace.listings.services.catalogue import change_price, hide_listing
from marketplace.listings.services.stock import set_stock
from marketplace.storefront.basket.quantities import parse_quantity
from tests.factories.buying import add, change, held, product_of, text_of, visitor
from tests.factories.catalogue import make_cooperative, make_listing, stock_record

Line: Any = get_model("basket", "Line")
SIZES = (
    VariantFacts("Nhỏ", "Small", 90_000, 5, 200),
    VariantFacts("Lớn", "Large", 140_000, 0, 400),
)
ODD = ["", "-1", "1.5", "1,5", "1.000", "ba", "1000000", "10000", "9" * 5000, "１", "٣", "1e3", "NaN", "0x1", " "]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def client() -> Client:
    return visitor()


@pytest.mark.django_db
def test_adding_puts_pieces_in_keeps_the_seen_price_and_counts_in_the_header(client: Client) -> None:
    scarf = make_listing(price=690_000, stock=10)

    answer = add(client, scarf, 2)

    assert (answer.status_code, answer["Location"]) == (303, "/en/basket/")
    assert held() == [(scarf.product_id, 2)]
    assert int(Line.objects.get().price_incl_tax) == 690_000
    assert client.cookies["basket_count"].value == "2"

    add(client, scarf, 3)

    assert held() == [(scarf.product_id, 5)]
    assert client.cookies["basket_count"].value == "5"


@pytest.mark.django_db
def test_the_page_groups_by_cooperative_with_sums_charges_and_dates(client: Client) -> None:
    first, second = make_cooperative("HTX Một"), make_cooperative("HTX Hai")
    FlatRate.objects.create(cooperative=second, price=45_000)
    scarf, tea = make_listing(first, price=690_000), make_listing(second, price=99_000)
    add(client, scarf, 2)
    add(client, tea, 3)

    page = client.get(reverse("basket:summary"))
    text = text_of(page)

    assert "5 items, 2 cooperatives." in text
    assert "To this cooperative ₫1,410,000" in text
    assert "To this cooperative ₫342,000" in text
    assert "Goods (5) ₫1,677,000 Delivery, 2 parcels ₫75,000 Total ₫1,752,000" in text
    assert (
        page.context["contents"].groups[0].promise.deliver_from < page.context["contents"].groups[0].promise.deliver_by
    )


@pytest.mark.django_db
def test_a_variant_is_chosen_by_its_own_key_or_by_name_on_the_parents_address(client: Client) -> None:
    bag = make_listing(variants=SIZES, title="Túi")
    small = product_of(bag, 0)

    client.post(reverse("basket:add", args=[bag.product_id]), {"quantity": "1", "product": small})
    client.post(reverse("basket:add", args=[small]), {"quantity": "1"})

    assert held() == [(small, 2)]


@pytest.mark.django_db
def test_a_parent_without_a_choice_asks_and_keeps_what_was_typed(client: Client) -> None:
    bag = make_listing(variants=SIZES, title="Túi")

    page = client.post(reverse("basket:add", args=[bag.product_id]), {"quantity": "3"})

    assert page.status_code == 422
    assert "Choose which one you want." in text_of(page)
    assert page.context["quantity"] == "3"
    assert held() == []


@pytest.mark.django_db
def test_another_listings_variant_is_no_choice_here(client: Client) -> None:
    bag, other = make_listing(variants=SIZES, title="Túi"), make_listing()

    page = client.post(reverse("basket:add", args=[bag.product_id]), {"product": other.product_id})

    assert page.status_code == 422
    assert held() == []


@pytest.mark.django_db
@pytest.mark.parametrize("typed", [*ODD, "0"])
def test_an_odd_quantity_adds_nothing_and_says_what_to_write(client: Client, typed: str) -> None:
    scarf = make_listing(stock=20_000)

    page = add(client, scarf, typed)

    assert page.status_code == 422
    assert "Write a whole number from 1 to 9,999." in text_of(page)
    assert held() == []


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ODD)
def test_an_odd_change_keeps_the_line_and_shows_what_was_typed(client: Client, typed: str) -> None:
    scarf = make_listing(stock=20_000)
    add(client, scarf, 4)

    page = change(client, scarf, typed)

    assert page.status_code == 422
    assert "Write a whole number from 1 to 9,999, or 0 to take it out." in text_of(page)
    assert page.context["groups"][0]["rows"][0]["typed"] == typed[:20]
    assert held() == [(scarf.product_id, 4)]


@pytest.mark.django_db
def test_the_message_is_in_the_readers_language(client: Client) -> None:
    scarf = make_listing()
    page = client.post(f"/basket/add/{scarf.product_id}/", {"quantity": "ba"})
    english = client.post(f"/en/basket/add/{scarf.product_id}/", {"quantity": "ba"})

    assert '<html lang="vi">' in page.content.decode()
    assert "Write a whole number" in text_of(english)


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "left"), [("1", 4), ("-1", 2), ("0", 3), ("7", 3)])
def test_buttons_step_by_one(client: Client, step: str, left: int) -> None:
    scarf = make_listing()
    add(client, scarf, 3)

    assert change(client, scarf, 3, step=step).status_code == 303

    assert held() == [(scarf.product_id, left)]
    assert client.cookies["basket_count"].value == str(left)


@pytest.mark.django_db
def test_zero_takes_the_line_out_and_it_can_be_put_back(client: Client) -> None:
    scarf, bag = make_listing(price=690_000, title="Khăn"), make_listing()
    add(client, scarf, 3)
    add(client, bag, 1)

    answer = change(client, scarf, 0)
    page = client.get(answer["Location"])

    assert answer["Location"] == f"/en/basket/?removed={scarf.product_id}x3"
    assert held() == [(bag.product_id, 1)]
    assert client.cookies["basket_count"].value == "1"
    assert page.context["undo"] == {"product_id": scarf.product_id, "title": "Khăn (en)", "quantity": 3}

    add(client, scarf, page.context["undo"]["quantity"])

    assert held() == [(bag.product_id, 1), (scarf.product_id, 3)]
    assert client.get(answer["Location"]).context["undo"] is None


@pytest.mark.django_db
def test_the_last_line_taken_out_leaves_an_empty_basket_and_no_count(client: Client) -> None:
    scarf = make_listing()
    add(client, scarf)

    page = client.get(change(client, scarf, 1, step="-1")["Location"])

    assert "There is nothing in your basket yet." in text_of(page)
    assert client.cookies["basket_count"].value == ""


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ["1x", "x", "99999999999999999999x1", "1x99999", "<script>", "1x-1", "5x3"])
def test_a_made_up_removal_is_ignored(client: Client, odd: str) -> None:
    page = client.get(reverse("basket:summary"), {"removed": odd})

    assert (page.status_code, page.context["undo"]) == (200, None)


@pytest.mark.django_db
def test_no_more_than_there_is_whether_added_or_changed(client: Client) -> None:
    scarf = make_listing(stock=3)
    add(client, scarf, 2)

    more = add(client, scarf, 2)
    changed = change(client, scarf, 4)

    assert "Only 3 left, and 2 are in your basket already." in text_of(more)
    assert "Only 3 left." in text_of(changed)
    assert (more.status_code, changed.status_code) == (422, 422)
    assert held() == [(scarf.product_id, 2)]


@pytest.mark.django_db
def test_sold_out_and_hidden_goods_are_refused_unknown_and_never_shown_ones_are_404(client: Client) -> None:
    sold_out, hidden = make_listing(stock=0), make_listing()
    never_shown = make_listing(state="draft")
    hide_listing(listing=hidden)

    assert "This is sold out." in text_of(add(client, sold_out))
    assert "This is no longer for sale." in text_of(add(client, hidden))
    assert add(client, never_shown).status_code == 404
    assert client.post(reverse("basket:add", args=[999_999]), {"quantity": "1"}).status_code == 404
    assert held() == []


@pytest.mark.django_db
def test_a_script_gets_count_and_message_as_json(client: Client) -> None:
    scarf = make_listing(title="Khăn")
    path, accept = reverse("basket:add", args=[scarf.product_id]), {"Accept": "application/json"}

    good = client.post(path, {"quantity": "2"}, headers=accept)
    bad = client.post(path, {"quantity": "x"}, headers=accept)

    assert good.json() == {"count": 2, "message": "2 × Khăn (en) is in your basket now."}
    assert (bad.status_code, bad.json()) == (422, {"message": "Write a whole number from 1 to 9,999."})


@pytest.mark.django_db
def test_what_changed_since_is_said_beside_its_line(client: Client) -> None:
    dearer, cheaper, fewer, gone, hidden = (make_listing(price=100_000, stock=9, title=f"Món {n}") for n in range(5))
    for listing in (dearer, cheaper, fewer, gone, hidden):
        add(client, listing, 4)
    change_price(stock_record_id=stock_record(dearer).pk, price=120_000)
    change_price(stock_record_id=stock_record(cheaper).pk, price=80_000)
    set_stock(stock_record_id=stock_record(fewer).pk, pieces=2)
    set_stock(stock_record_id=stock_record(gone).pk, pieces=0)
    hide_listing(listing=hidden)

    page = client.get(reverse("basket:summary"))
    rows = [row["line"] for item in page.context["groups"] for row in item["rows"]]

    assert [(line.product_id, line.notice, line.blocker, line.can_take) for line in rows] == [
        (dearer.product_id, "The price went up from ₫100,000 to ₫120,000 since you put it in.", "", 4),
        (cheaper.product_id, "The price went down from ₫100,000 to ₫80,000 since you put it in.", "", 4),
        (fewer.product_id, "", "Only 2 left.", 2),
        (gone.product_id, "", "This is sold out.", 0),
        (hidden.product_id, "", "This is no longer for sale.", 0),
    ]
    # Gone lines count nothing: 4 x 120,000 + 4 x 80,000 + 4 x 100,000, and three parcels.
    assert "Goods (12) ₫1,200,000 Delivery, 3 parcels ₫90,000 Total ₫1,290,000" in text_of(page)
    assert reverse("checkout:where") not in page.content.decode()
    assert client.get(reverse("checkout:where"))["Location"] == "/en/basket/"


@pytest.mark.django_db
def test_one_button_keeps_what_can_be_ordered(client: Client) -> None:
    fewer, gone, fine = make_listing(stock=9), make_listing(stock=9), make_listing(stock=9)
    for listing in (fewer, gone, fine):
        add(client, listing, 4)
    set_stock(stock_record_id=stock_record(fewer).pk, pieces=2)
    set_stock(stock_record_id=stock_record(gone).pk, pieces=0)

    client.post(reverse("basket:tidy"))

    assert held() == [(fewer.product_id, 2), (fine.product_id, 4)]
    assert client.cookies["basket_count"].value == "6"
    assert client.get(reverse("checkout:where")).status_code == 200


@pytest.mark.django_db
def test_goods_whose_price_was_withdrawn_still_stand_there_and_can_be_taken_out(client: Client) -> None:
    scarf = make_listing(title="Khăn")
    add(client, scarf)
    record = stock_record(scarf)
    type(record).objects.filter(pk=record.pk).update(price=None)

    page = client.get(reverse("basket:summary"))

    assert [row["line"].title for row in page.context["strays"]] == ["Khăn"]
    assert change(client, scarf, 5).status_code == 422
    assert change(client, scarf, 0).status_code == 303
    assert held() == []


@pytest.mark.django_db
def test_an_order_too_dear_is_said_before_checkout(client: Client) -> None:
    gong = make_listing(price=500_000_000, stock=10)
    add(client, gong, 4)

    page = client.get(reverse("basket:summary"))

    assert "One order holds goods for at most 2,000,000,000 ₫." in text_of(page)
    assert client.get(reverse("checkout:where"))["Location"] == "/en/basket/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "http://testserver.elsewhere.example"}, 403),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
    ],
)
@pytest.mark.parametrize("name", ["add", "change"])
def test_only_this_site_may_post(headers: dict[str, str], status: int, name: str) -> None:
    scarf = make_listing()
    stranger = Client(enforce_csrf_checks=True, headers=headers)

    answer = stranger.post(reverse(f"basket:{name}", args=[scarf.product_id]), {"quantity": "1"})

    assert answer.status_code == status
    assert held() == ([(scarf.product_id, 1)] if status == 303 and name == "add" else [])


@pytest.mark.django_db
def test_a_basket_belongs_to_its_browser(client: Client) -> None:
    scarf = make_listing()
    add(client, scarf, 2)
    other = visitor()

    assert "There is nothing in your basket yet." in text_of(other.get(reverse("basket:summary")))
    assert change(other, scarf, 9).status_code == 303
    assert held() == [(scarf.product_id, 2)]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "statements"), [("guest", "5"), ("buyer", "6")])
def test_the_page_costs_the_same_for_one_line_and_for_twenty(client: Client, who: str, statements: str) -> None:
    if who == "buyer":
        client.force_login(User.objects.create_user("lan@example.com"))
    add(client, make_listing())
    one = client.get(reverse("basket:summary"))["X-Query-Count"]
    for number in range(19):
        listing = make_listing(variants=SIZES, title=f"Túi {number}") if number % 2 else make_listing()
        add(client, listing)

    twenty = client.get(reverse("basket:summary"))

    assert len(twenty.context["contents"].lines) == 20
    assert (one, twenty["X-Query-Count"]) == (statements, statements)


@pytest.mark.django_db
def test_a_basket_holds_a_hundred_different_goods(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.storefront.basket.lines.MAX_LINES", 2)
    first, second, third = make_listing(), make_listing(), make_listing()
    add(client, first)
    add(client, second)

    assert add(client, third).status_code == 422
    assert add(client, first).status_code == 303
    assert held() == [(first.product_id, 2), (second.product_id, 1)]


@given(st.integers(min_value=1, max_value=9_999))
def test_every_whole_number_in_range_is_itself(number: int) -> None:
    assert parse_quantity(str(number)) == number
    assert parse_quantity(f"  {number}\n", least=0) == number
    assert parse_quantity(f"000{number}") == number


@given(st.one_of(st.text(max_size=12), st.integers().map(str), st.floats().map(str)))
def test_any_text_is_a_number_in_range_or_refused(text: str) -> None:
    try:
        number = parse_quantity(text, least=0)
    except DomainError as refusal:
        assert str(refusal.message)  # noqa: PT017
    else:
        assert 0 <= number <= 9_999
        assert int(text) == number
