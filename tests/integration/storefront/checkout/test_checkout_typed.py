"""What buyers type on page one: every wrong input is said beside its field, and nothing is lost. English pages."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from oscar.core.loading import get_model

from marketplace.storefront.checkout.forms import WheretoForm
from tests.factories.buying import WHERETO, add, go_to_review, place, text_of, visitor
from tests.factories.catalogue import make_commune, make_listing

Order: Any = get_model("order", "Order")


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def client(db: None) -> Client:
    make_commune()
    return visitor()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("phone", "0912 34B 678", "This is not a telephone number."),
        ("phone", "12", "This is not a telephone number."),
        ("phone", "", "Write a telephone number"),
        ("phone", "0" * 400, "Write one telephone number only."),
        ("name", "", "Write the name of the person who takes the parcel."),
        ("name", "...", "Write the name of the person who takes the parcel."),
        ("name", "a" * 81, "Write a name of at most 80 letters."),
        ("place", "", "Write the commune or ward and the province."),
        ("place", "Nơi Không Có", "No commune or ward is called that."),
        ("place", "Tuyên Quang", "Tuyên Quang is a whole province."),
        ("place", "'; DROP TABLE", "No commune or ward is called that."),
        ("line", "", "Write the house number and street, or the hamlet."),
        ("line", "---", "Write the house number and street, or the hamlet."),
        ("line", "a" * 201, "Write at most 200 letters"),
        ("note", "a" * 301, "Write at most 300 letters."),
        ("email", "lan@", "This is not an e-mail address."),
    ],
)
def test_wrong_input_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, field: str, typed: str, said: str
) -> None:
    add(client, make_listing())

    page = client.post(reverse("checkout:where"), {**WHERETO, field: typed})

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert said in text_of(page)
    again = client.get(reverse("checkout:where")).context["form"].initial
    assert again == {**WHERETO, field: typed[:300]}
    assert client.get(reverse("checkout:pay"))["Location"] == "/en/checkout/"


@pytest.mark.parametrize("typed", ["a\x00b", "\x00"])
def test_a_null_byte_is_refused_without_a_traceback(client: Client, typed: str) -> None:
    add(client, make_listing())
    for field in WHERETO:
        assert client.post(reverse("checkout:where"), {**WHERETO, field: typed}).status_code in (303, 422)


@pytest.mark.parametrize("phone", ["0912345678", "+84 912 345 678", "84912345678", "(0912) 345-678", "0084912345678"])
def test_a_number_may_be_written_in_several_ways(client: Client, phone: str) -> None:
    add(client, make_listing())
    place(client, go_to_review(client, phone=phone))

    assert Order.objects.get().phone == "+84912345678"


@given(st.dictionaries(st.sampled_from(sorted(WHERETO)), st.text(max_size=400)))
def test_no_input_breaks_the_form(typed: dict[str, str]) -> None:
    """The place needs a database; its own tests cover it."""
    form = WheretoForm({**WHERETO, **typed, "place": ""})

    assert not form.is_valid()
    assert set(form.errors) >= {"place"}
