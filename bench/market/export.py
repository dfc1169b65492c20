"""Write what this shop holds as lines of JSON, so that the peer sells the same: categories, sellers, goods, orders.

python export.py FILE
"""

import json
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production")
django.setup()

from django.utils.translation import activate  # noqa: E402 - needs django.setup()

from marketplace.core.oscar import oscar_model  # noqa: E402
from marketplace.listings.models import Listing, Shelf  # noqa: E402
from marketplace.listings.queries import live_listings  # noqa: E402
from marketplace.search.documents import restricted_sets  # noqa: E402

StockRecord, Line = oscar_model("partner", "StockRecord"), oscar_model("order", "Line")
Order = oscar_model("order", "Order")
SAMPLED, ASKED, IN_BASKET = 60, 12, 5
ENOUGH = 24  # pieces: each of the orders that are placed takes one
Row = dict[str, Any]


def goods() -> Iterator[Row]:
    offers: dict[int, list[Row]] = defaultdict(list)
    records = StockRecord.objects.filter(price__gt=0).select_related("product__listing", "product__variant")
    for record in records.order_by("product__variant__position", "pk").iterator(2000):
        product = record.product
        variant = getattr(product, "variant", None)
        listing_id = variant.listing_id if variant else getattr(getattr(product, "listing", None), "pk", None)
        value = variant.value_vi if variant else ""
        offers[listing_id].append(
            {"product": product.pk, "value": value, "price": int(record.price), "stock": record.num_in_stock}
        )
    related = ("product", "people", "origin_commune__province", "cooperative", "shelf__shelf")
    for listing in live_listings().select_related(*related).order_by("pk").iterator(2000):
        if offers[listing.pk]:
            yield good(listing, offers[listing.pk])


def good(listing: Listing, offers: list[Row]) -> Row:
    return {
        "kind": "product",
        "id": listing.pk,
        "title": listing.title_vi,
        "slug": listing.product.slug,
        "description": f"<p>{listing.description_vi}</p>",
        "category": listing.shelf.shelf.path,
        "partner": listing.cooperative_id,
        "province": listing.origin_commune.province.name,
        "people": listing.people.name_vi if listing.people else "",
        "weight": listing.net_weight_g,
        "offers": offers,
        "address": f"/product/{listing.product.slug}-{listing.product_id}/",
        "is_restricted": listing.product_set_id in set(restricted_sets()),
    }


def orders() -> Iterator[Row]:
    lines: dict[int, list[Row]] = defaultdict(list)
    for order, product, quantity, price in Line.objects.values_list(
        "order", "product", "quantity", "unit_price_incl_tax"
    ):
        lines[order].append({"product": product, "quantity": quantity, "price": int(price)})
    for pk, number, placed, total in Order.objects.order_by("pk").values_list(
        "pk", "number", "date_placed", "total_incl_tax"
    ):
        yield {
            "kind": "order",
            "number": number,
            "placed": placed.isoformat(),
            "total": int(total),
            "lines": lines[pk],
        }


def asked(found: list[Row]) -> Row:
    """What both shops are asked for: the same goods, words and shelf."""
    rng = random.Random(7)  # noqa: S311 - the same in every run
    shown = [row for row in found if not row["is_restricted"]]
    sample = rng.sample(shown, min(SAMPLED, len(shown)))
    shelves = Counter(row["category"].partition("/")[0] for row in shown)
    words = {" ".join(row["title"].split()[:2]) for row in rng.sample(shown, min(200, len(shown)))}
    basket: dict[int, Row] = {}
    for row in sample:
        if len(row["offers"]) == 1 and row["offers"][0]["stock"] >= ENOUGH:
            basket.setdefault(row["partner"], row)
    return {
        "kind": "asked",
        "sample": [row["id"] for row in sample],
        "addresses": [row["address"] for row in sample],
        "category": shelves.most_common(1)[0][0],
        "searches": sorted(words)[:ASKED],
        "basket": [row["offers"][0]["product"] for row in list(basket.values())[:IN_BASKET]],
    }


def main(target: Path) -> None:
    activate("vi")
    found = list(goods())
    with target.open("w", encoding="utf-8") as file:
        for shelf in Shelf.objects.select_related("category").order_by("category__path"):
            file.write(json.dumps({"kind": "category", "path": shelf.path, "name": shelf.name_vi}) + "\n")
        for row in [*found, *orders(), asked(found)]:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
