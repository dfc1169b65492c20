"""A visitor's browser, and the pages on the way to an order."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse
from oscar.core.loading import get_model

from marketplace.listings.models import Listing
from marketplace.listings.queries import offers_of_listing

Basket: Any = get_model("basket", "Basket")
DRAFT = re.compile(r'name="draft" value="([^"]+)"')
WHERETO = {
    "name": "Nguyễn Thị Lan",
    "phone": "0912 345 678",
    "place": "Lùng Tám, Tuyên Quang",
    "line": "Số 12, thôn Hợp Tiến",
    "note": "",
    "email": "lan@example.com",
}


def visitor(**options: Any) -> Client:
    """Sends what browsers send with a form of the same site."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"}, **options)


def product_of(listing: Listing, at: int = 0) -> int:
    """The sellable product: the listing's own, or its variant at this place."""
    return offers_of_listing(listing=listing)[at].product_id if listing.variant_axis else listing.product_id


def add(client: Client, listing: Listing, quantity: object = 1) -> Any:
    return client.post(reverse("basket:add", args=[product_of(listing)]), {"quantity": quantity})


def change(client: Client, listing: Listing, quantity: object, **more: Any) -> Any:
    return client.post(reverse("basket:change", args=[product_of(listing)]), {"quantity": quantity, **more})


def held() -> list[tuple[int, int]]:
    """(product, pieces) of all open baskets."""
    lines = Basket.objects.filter(status="Open").values_list("lines__product", "lines__quantity")
    return [row for row in lines.order_by("lines__pk") if row[0] is not None]


def go_to_review(client: Client, **typed: Any) -> str:
    """All pages up to the last; returns the sealed draft of the review page."""
    assert client.post(reverse("checkout:where"), {**WHERETO, **typed}).status_code == 303
    assert client.post(reverse("checkout:pay"), {"method": "cash_on_delivery"}).status_code == 303
    return draft_in(client.get(reverse("checkout:review")))


def draft_in(page: Any) -> str:
    found = DRAFT.search(page.content.decode())
    assert found, "no review page"
    return found[1]


def place(client: Client, draft: str) -> Any:
    return client.post(reverse("checkout:place"), {"draft": draft})


def text_of(page: Any) -> str:
    """What can be read, with one space between words."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(bare.replace("\u00a0", " ").split())
