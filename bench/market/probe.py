"""What is measured inside this shop: cookies of buyers, statements of its pages, placing an order.

python probe.py EXPORT TARGET
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]
import django  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production")
django.setup()

from counting import measured, statements_of  # noqa: E402 - needs django.setup()
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from marketplace.accounts.models import User  # noqa: E402
from marketplace.core.oscar import oscar_model  # noqa: E402
from marketplace.places.enums import Version  # noqa: E402
from marketplace.places.models import Commune  # noqa: E402

Order = oscar_model("order", "Order")
DRAFT = re.compile(r'name="draft" value="([^"]+)"')
HELPERS = tuple(os.environ.get("BENCH_HELPERS", "").split("|"))


def browser() -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin", "Host": "127.0.0.1"}, raise_request_exception=True)


def buyer() -> User:
    found, _created = User.objects.get_or_create(email="bench@chophien.example")
    return found


def fill(client: Client, products: list[int]) -> None:
    """And look at the basket, which says what was put in: the next page has nothing to tell."""
    for product in products:
        expect(client.post(f"/basket/add/{product}/", {"quantity": 1}), 303)
    client.get("/basket/")
    client.cookies.pop("messages", None)


def cookies(client: Client) -> str:
    return "; ".join(f"{name}={found.value}" for name, found in client.cookies.items() if found.value)


def pages(asked: dict[str, Any]) -> dict[str, list[str]]:
    return {
        "home": ["/"],
        "category": [f"/category/{asked['category']}/"],
        "search": [f"/search/?q={quote(words)}" for words in asked["searches"]],
        "product": asked["addresses"],
    }


def orders_to_place(products: list[int]) -> Iterator[Any]:
    """Each is a visitor with a basket who stands before the last button."""
    commune = Commune.objects.filter(version=Version.CURRENT).select_related("province").order_by("pk").first()
    where = {"name": "Nguyễn Thị Lan", "phone": "0912 345 678", "line": "Số 12", "note": "", "email": "lan@example.com"}
    where |= {"place": f"{commune.name}, {commune.province.name}", "commune": commune.pk}
    while True:
        client = browser()
        fill(client, products)
        client.post("/checkout/", where)
        client.post("/checkout/pay/", {"method": "cash_on_delivery"})
        draft = DRAFT.search(client.get("/checkout/review/").content.decode())
        if draft is None:
            raise SystemExit("the way to the order is not the one the bench knows")
        yield partial(client.post, "/checkout/place/", {"draft": draft[1]})


def placing(products: list[int]) -> dict[str, float]:
    from counting import ROUNDS  # noqa: PLC0415 - beside its only use

    ready, before = orders_to_place(products), Order.objects.count()
    waiting = [next(ready) for _round in range(ROUNDS + 1)]
    found = measured(lambda: expect(waiting.pop()(), 303), HELPERS)
    if Order.objects.count() != before + ROUNDS + 1:
        raise SystemExit("not every order was placed")
    return found


def expect(answer: Any, status: int) -> Any:
    if answer.status_code != status:
        raise SystemExit(f"{answer.status_code} instead of {status}: {answer.content[:300]!r}")
    return answer


def main(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8") as file:
        asked = next(row for row in map(json.loads, file) if row["kind"] == "asked")
    signed_in = browser()
    signed_in.force_login(buyer(), backend=settings.AUTHENTICATION_BACKENDS[0])
    fill(signed_in, asked["basket"])
    guest = browser()
    fill(guest, asked["basket"])
    found: dict[str, Any] = {"pages": pages(asked), "signed_in": cookies(signed_in), "guest": cookies(guest)}
    for cache in (60, 0):
        settings.PAGE_CACHE = cache
        name = "statements" if cache else "statements_uncached"
        found[name] = {page: statements_of(browser().get, paths) for page, paths in found["pages"].items()}
    found["statements"]["basket"] = statements_of(guest.get, ["/basket/"])
    settings.PAGE_CACHE = 60
    found["statements_signed_in"] = {
        page: statements_of(signed_in.get, paths) for page, paths in found["pages"].items()
    }
    found["place-order"] = placing(asked["basket"])
    target.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
