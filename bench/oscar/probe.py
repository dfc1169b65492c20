"""What is measured inside stock Oscar: cookies of buyers, statements of its pages, placing an order.

python probe.py EXPORT TARGET
"""

import json
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from counting import ROUNDS, measured, statements_of  # noqa: E402 - needs django.setup()
from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402
from oscar.core.loading import get_model  # noqa: E402

HELPERS = tuple(os.environ.get("BENCH_HELPERS", "").split("|"))
ADDRESS = {
    "first_name": "Lan",
    "last_name": "Nguyen",
    "line1": "So 12",
    "line4": "Ha Giang",
    "postcode": "200000",
    "country": "VN",
}


def fill(client: Client, products: list[int]) -> None:
    """By the stock keeping unit, which carries the key of the other shop."""
    records = get_model("partner", "StockRecord").objects.filter(partner_sku__in=[f"SKU{key}" for key in products])
    for record in records:
        client.post(f"/basket/add/{record.product_id}/", {"quantity": 1})


def cookies(client: Client) -> str:
    return "; ".join(f"{name}={found.value}" for name, found in client.cookies.items() if found.value)


def pages(asked: dict[str, Any]) -> dict[str, list[str]]:
    products = get_model("catalogue", "Product").objects.in_bulk(
        [f"L{key}" for key in asked["sample"]], field_name="upc"
    )
    shelf = get_model("catalogue", "Category").objects.get(slug=asked["category"], depth=1)
    return {
        "home": ["/catalogue/"],
        "category": [shelf.get_absolute_url()],
        "search": [f"/search/?q={quote(words)}" for words in asked["searches"]],
        "product": [products[f"L{key}"].get_absolute_url() for key in asked["sample"]],
    }


def orders_to_place(products: list[int]) -> Iterator[Any]:
    number = 0
    while True:
        number += 1
        client = Client(headers={"Host": "127.0.0.1"})
        fill(client, products)
        client.post("/checkout/", {"username": f"guest{number}@example.org", "options": "anonymous"})
        client.post("/checkout/shipping-address/", ADDRESS)
        client.get("/checkout/shipping-method/")
        client.get("/checkout/payment-method/")
        client.get("/checkout/preview/")
        yield partial(client.post, "/checkout/preview/", {"action": "place_order"})


def expect(answer: Any) -> Any:
    if not answer.get("Location", "").endswith("/thank-you/"):
        raise SystemExit(f"no order: {answer.status_code} {answer.get('Location', '')}")
    return answer


def main(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8") as file:
        asked = next(row for row in map(json.loads, file) if row["kind"] == "asked")
    user, _created = User.objects.get_or_create(username="bench", defaults={"email": "bench@example.org"})
    signed_in = Client(headers={"Host": "127.0.0.1"})
    signed_in.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    fill(signed_in, asked["basket"])
    guest = Client(headers={"Host": "127.0.0.1"})
    fill(guest, asked["basket"])
    found: dict[str, Any] = {"pages": pages(asked), "signed_in": cookies(signed_in), "guest": cookies(guest)}
    stranger = Client(headers={"Host": "127.0.0.1"})
    found["statements"] = {page: statements_of(stranger.get, paths) for page, paths in found["pages"].items()}
    found["statements"]["basket"] = statements_of(guest.get, ["/basket/"])
    found["statements_signed_in"] = {
        page: statements_of(signed_in.get, paths) for page, paths in found["pages"].items()
    }
    ready = orders_to_place(asked["basket"])
    waiting = [next(ready) for _round in range(ROUNDS + 1)]
    found["place-order"] = measured(lambda: expect(waiting.pop()()), HELPERS)
    target.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
