"""Places as buyers write them, on the whole map: today's names, old ones, and those that leave a doubt."""

import pytest
from django.urls import reverse
from django.utils import translation
from oscar.core.loading import get_model

from marketplace.places.models import Commune
from marketplace.storefront.checkout.places import answer_for, label_of
from marketplace.storefront.checkout.views import LOOKUPS
from tests.factories.buying import WHERETO, add, text_of, visitor
from tests.factories.catalogue import make_cooperative, make_listing

Order = get_model("order", "Order")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def _where(client, **typed):
    return client.post(reverse("checkout:where"), {**WHERETO, **typed})


@pytest.fixture
def client():
    found = visitor()
    add(found, make_listing(make_cooperative(commune=Commune.objects.current().first())))
    return found


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Lùng Tám, Tuyên Quang", "xã Lùng Tám, Tuyên Quang"),
        ("Lùng Tám, Quản Bạ, Hà Giang", "xã Lùng Tám, Tuyên Quang"),
        ("lung tam, ha giang", "xã Lùng Tám, Tuyên Quang"),
        ("xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang", "xã Lùng Tám, Tuyên Quang"),
    ],
)
def test_one_meaning_is_taken(client, typed, label) -> None:
    answer = _where(client, place=typed)

    assert (answer.status_code, answer["Location"]) == (303, "/en/checkout/pay/")
    client.post(reverse("checkout:pay"), {"method": "cash_on_delivery"})
    review = text_of(client.get(reverse("checkout:review")))
    assert label in review
    assert (f"You wrote: {typed}" in review) == ("iang" in typed and "Tuyên Quang" not in typed)


def test_a_divided_commune_is_asked_and_the_choice_is_taken(client) -> None:
    from marketplace.places.models import Succession  # noqa: PLC0415 - only this test needs it

    step = Succession.objects.filter(split=True).select_related("old__province").order_by("pk").first()
    parts = set(step.old.successions.values_list("new_id", flat=True))
    asked = _where(client, place=step.old.full_label)
    offered = {choice.id for choice in asked.context["form"].choices}

    assert asked.status_code == 422
    assert "divided" in text_of(asked)
    assert len(offered) > 1
    assert offered >= parts

    answer = _where(client, place=step.old.full_label, commune=max(parts))

    assert answer.status_code == 303
    assert client.session["checkout"]["commune"] == max(parts)


def test_a_name_of_several_places_is_asked(client) -> None:
    asked = _where(client, place="Tân Lập")

    assert asked.status_code == 422
    assert len(asked.context["form"].choices) > 1
    assert 'type="radio"' in asked.content.decode()


def test_a_choice_that_does_not_fit_the_text_is_not_taken(client) -> None:
    elsewhere = Commune.objects.current().exclude(folded="tan lap").order_by("-pk").first()

    assert _where(client, place="Tân Lập", commune=elsewhere.pk).status_code == 422
    assert _where(client, place="Lùng Tám, Tuyên Quang", commune=elsewhere.pk).status_code == 303
    assert client.session["checkout"]["commune"] == Commune.objects.current().get(folded="lung tam").pk


@pytest.mark.parametrize("chosen", ["x", "-1", "9" * 30, "", "0", "1.5"])
def test_an_odd_choice_is_no_choice(client, chosen) -> None:
    assert _where(client, place="Tân Lập", commune=chosen).status_code == 422


def test_the_beginning_of_a_name_offers_what_begins_like_it(client) -> None:
    asked = _where(client, place="Lùng T")

    assert asked.status_code == 422
    assert "xã Lùng Tám, Tuyên Quang" in [choice.label for choice in asked.context["form"].choices]


def test_a_suggestion_that_was_picked_is_taken_as_it_is() -> None:
    """Also where a ward and a commune of one province share their name."""
    for commune in Commune.objects.current().select_related("province").order_by("code")[::200]:
        assert answer_for(label_of(commune), str(commune.pk)).commune == commune


def test_the_lookup_answers_with_today_and_names_the_old_place() -> None:
    answer = visitor().get(reverse("checkout:places"), {"q": "lùng tám"})

    places = answer.json()["places"]
    assert places[0]["label"] == "xã Lùng Tám, Tuyên Quang"
    assert set(places[0]) == {"id", "label", "old"}
    old = visitor().get(reverse("checkout:places"), {"q": "quản bạ"}).json()["places"]
    assert any("Hà Giang" in place["old"] for place in old)


@pytest.mark.parametrize("typed", ["", "a", " ", "\x00", "🏔", "%" * 300, "'"])
def test_the_lookup_stands_odd_text(typed) -> None:
    answer = visitor().get(reverse("checkout:places"), {"q": typed})

    assert answer.status_code == 200
    assert isinstance(answer.json()["places"], list)


def test_the_lookup_is_small_and_keeps_no_session() -> None:
    answer = visitor().get(reverse("checkout:places"), {"q": "tân"})

    assert len(answer.json()["places"]) == 8
    assert len(answer.content) < 2_000
    assert answer.cookies == {}
    assert int(answer["X-Query-Count"]) <= 2


def test_too_many_lookups_are_answered_with_nothing(monkeypatch) -> None:
    browser = visitor()
    for _number in range(LOOKUPS.most):
        LOOKUPS.note("127.0.0.1")

    answer = browser.get(reverse("checkout:places"), {"q": "lùng tám"})

    assert (answer.status_code, answer.json(), answer["Retry-After"]) == (429, {"places": []}, "60")
