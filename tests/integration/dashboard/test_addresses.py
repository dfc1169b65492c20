"""Every address of Oscar's dashboard, read and written to by staff: nothing that our rooms keep changes.

Seen to fail: with "partner-user-link" among the open names of `oscar_forks.dashboard.doors` the first test names its
GET and its POST, which put a person into `Partner.users`; with "order-shipping-address" it names the POST.
"""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.forms.formsets import BaseFormSet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from marketplace.accounts.models import Officer, User
from marketplace.cooperatives.models import Cooperative, Membership
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.models import Consignment
from marketplace.listings.models import Listing, StockMovement
from marketplace.oscar_forks.dashboard.doors import OPEN
from marketplace.payments.models import PaymentEntry, PaymentShare
from marketplace.reporting.models import SaleFact
from tests.factories.dashboard import addresses

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),  # Oscar's list of offers
]
Partner = oscar_model("partner", "Partner")
Product = oscar_model("catalogue", "Product")
KEPT: dict[str, Any] = {
    "orders": oscar_model("order", "Order"),
    "order lines": oscar_model("order", "Line"),
    "order notes": oscar_model("order", "OrderNote"),
    "addresses": oscar_model("order", "ShippingAddress"),
    "stock records": oscar_model("partner", "StockRecord"),
    "partners": Partner,
    "partner members": Partner.users.through,
    "groups": User.groups.through,
    "permissions": User.user_permissions.through,
    "memberships": Membership,
    "officers": Officer,
    "cooperatives": Cooperative,
    "listings": Listing,
    "movements": StockMovement,
    "consignments": Consignment,
    "shares": PaymentShare,
    "entries": PaymentEntry,
    "facts": SaleFact,
    "shipping": oscar_model("shipping", "WeightBased"),
}
# What an attacker would add to any form.
GREED = {
    "is_staff": "on", "is_superuser": "on", "partner": "1", "partners": "1", "price": "1", "num_in_stock": "9",
    "num_allocated": "0", "status": "done", "new_status": "done", "title": "Khác", "code": "khac",
    "password1": "aZ9-xyzw", "password2": "aZ9-xyzw", "quantity": "1", "message": "Khác",
}  # fmt: skip


def snapshot() -> dict[str, Any]:
    """Reviews are the staff's, and a product carries the mean of its own: `rating` may change, and its date with it."""
    found = {name: sorted(map(str, model.objects.values_list())) for name, model in KEPT.items()}
    columns = [field.attname for field in Product._meta.concrete_fields if field.name not in {"rating", "date_updated"}]
    found["products"] = sorted(map(str, Product.objects.values_list(*columns)))
    found["staff"] = sorted(User.objects.values_list("pk", "is_staff", "is_superuser", "password"))
    return found


def plausible(response: HttpResponse) -> dict[str, Any]:
    """What a person would send back: every form of the page, filled in where it was empty."""
    data: dict[str, Any] = {}
    contexts = getattr(response, "context", None) or []
    values = [value for context in contexts for layer in context for value in layer.values()]
    for value in values:
        if isinstance(value, BaseFormSet):
            data |= {value.management_form.add_prefix(key): "0" for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
        elif isinstance(value, forms.BaseForm):
            for bound in value:
                found = _value(bound)
                if found not in (None, "", []):
                    data[bound.html_name] = found
    return data


def _value(bound: forms.BoundField) -> Any:
    field, value = bound.field, bound.value()
    if isinstance(field, forms.ModelChoiceField):
        keys = value or list(field.queryset.values_list("pk", flat=True)[:1])
        is_one = isinstance(keys, list) and not isinstance(field, forms.ModelMultipleChoiceField)
        return (keys[0] if keys else None) if is_one else keys
    if isinstance(field, forms.FileField):
        return None
    if value not in (None, "", []):
        return value
    if isinstance(field, forms.ChoiceField):
        return next((str(key) for key, _label in field.choices if key), "")
    by_kind: tuple[tuple[type[forms.Field], str], ...] = (
        (forms.DateTimeField, "2026-12-01 08:00"),
        (forms.DateField, "2026-12-01"),
        (forms.EmailField, "ai@example.com"),
        (forms.IntegerField, "3"),
        (forms.DecimalField, "3"),
        (forms.BooleanField, "on"),
    )
    return next((text for kind, text in by_kind if isinstance(field, kind)), "Chữ mới")


def ask(client: Client, method: str, path: str, data: dict[str, Any] | None = None) -> tuple[Any, list[str]]:
    """The response, and what changed; undone afterwards."""
    before = snapshot()
    with transaction.atomic():
        response = getattr(client, method)(path, data)
        after = snapshot()
        transaction.set_rollback(True)
    return response, [name for name in before if before[name] != after[name]]


def bulk(rows: SimpleNamespace) -> Iterator[dict[str, Any]]:
    """Every action that one of Oscar's lists knows, on one row of each kind."""
    kinds = ("user", "category", "product", "order", "review")
    everything = {f"selected_{kind}": [getattr(rows, kind).pk] for kind in kinds}
    everything["selected_productreview"] = [rows.review.pk]
    for action in ACTIONS:
        yield {"action": action, "select_across": "1", "status": "1", **everything}


ACTIONS = (
    "make_active", "make_inactive", "make_public", "make_non_public", "make_products_public",
    "make_products_non_public", "set_product_price", "change_order_statuses", "update_selected_review_status",
    "remove_selected_products", "add_products", "save", "continue",
)  # fmt: skip


def test_no_address_writes_what_our_rooms_keep(rows: SimpleNamespace, signed_in: Client) -> None:
    found: dict[str, Any] = {}
    written = 0
    for name, path in addresses(rows):
        shown, changed = ask(signed_in, "get", path)
        expected = {200, 302, 405} if name in OPEN else {404}
        sent = {**GREED, **plausible(shown)}
        attempts = [sent, {**plausible(shown), "action": "save"}]
        if name in OPEN:
            attempts += bulk(rows)
        if shown.status_code not in expected or changed:
            found[f"GET {name} {path}"] = (shown.status_code, changed)
        for data in attempts:
            answer, changed = ask(signed_in, "post", path, data)
            written += answer.status_code == 302
            if answer.status_code not in expected or changed:
                found[f"POST {name} {path}"] = (answer.status_code, changed)

    assert found == {}
    assert written > 60  # the data was good enough for forms to be taken


def test_names_are_known_and_there_are_more_closed_than_we_list(rows: SimpleNamespace) -> None:
    names = {name for name, _path in addresses(rows)}

    assert names >= OPEN
    assert len(names - OPEN) == 40


@pytest.mark.parametrize("role", ["buyer", "owner", "officer"])
def test_whoever_is_no_staff_finds_nothing(role: str, rows: SimpleNamespace, others: dict[str, User]) -> None:
    client = Client()
    client.force_login(others[role])

    found = {path: (client.get(path).status_code, client.post(path).status_code) for _name, path in addresses(rows)}

    assert set(found.values()) == {(404, 404)}


def test_whoever_is_signed_out_is_asked_to_sign_in(rows: SimpleNamespace) -> None:
    client = Client()
    sign_in = reverse("account:sign-in")

    for name, path in addresses(rows):
        for ask_for in (client.get, client.post):
            response: Any = ask_for(path)
            if name in OPEN:
                assert (response.status_code, response.headers["Location"]) == (302, f"{sign_in}?next={path}")
            else:
                assert response.status_code == 404


def test_staff_who_left_are_refused(rows: SimpleNamespace, staff: User, signed_in: Client) -> None:
    User.objects.filter(pk=staff.pk).update(is_staff=False)

    assert signed_in.get("/dashboard/").status_code == 404


@pytest.mark.parametrize(
    ("name", "words", "leads_to"),
    [
        ("catalogue:index", lambda rows: {}, lambda rows: "/products/"),
        (
            "catalogue:detail",
            lambda rows: {"product_slug": "x", "pk": rows.product.pk},
            lambda rows: f"/product/{rows.product.slug}-{rows.product.pk}/",
        ),
        (
            "catalogue:category",
            lambda rows: {"category_slug": "x", "pk": rows.category.pk},
            lambda rows: "/category/tho-cam/",
        ),
        ("search:search", lambda rows: {}, lambda rows: "/search/"),
        ("offer:detail", lambda rows: {"slug": "muoi"}, lambda rows: "/products/"),
        ("customer:login", lambda rows: {}, lambda rows: "/account/sign-in/"),
        ("customer:summary", lambda rows: {}, lambda rows: "/account/"),
    ],
)
def test_names_that_oscar_reverses_lead_to_our_pages(
    name: str, words: Callable[[Any], Any], leads_to: Callable[[Any], str], rows: SimpleNamespace
) -> None:
    response: Any = Client().get(reverse(name, kwargs=words(rows)))

    assert (response.status_code, response.headers["Location"]) == (302, leads_to(rows))


def test_a_variant_is_shown_on_the_page_of_its_listing(rows: SimpleNamespace) -> None:
    variant = Product.objects.filter(parent__isnull=False).first()

    response: Any = Client().get(variant.get_absolute_url())

    assert response.headers["Location"] == f"/product/{variant.parent.slug}-{variant.parent_id}/"
