"""Put the goods and orders of an export into stock Oscar, by bulk writes, and build its index.

python load.py EXPORT
"""

import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()

from django.conf import settings  # noqa: E402 - needs django.setup()
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from oscar.core.loading import get_model  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402

PICTURES = 32
Row = dict[str, Any]


def model(app: str, name: str) -> Any:
    return get_model(app, name)


def bulk(kind: Any, rows: Iterable[Any], size: int = 2000) -> list[Any]:
    found, made = iter(rows), []
    while chunk := list(islice(found, size)):
        made += kind.objects.bulk_create(chunk)
    return made


def pictures(count: int) -> None:
    """A few drawn ones, linked to one file name for each product, as if each had its own."""
    root = Path(settings.MEDIA_ROOT) / "images"
    root.mkdir(parents=True, exist_ok=True)
    rng = random.Random(1)  # noqa: S311 - invented pictures
    for number in range(PICTURES):
        image = Image.new("RGB", (800, 600), tuple(rng.randrange(256) for _part in range(3)))
        draw = ImageDraw.Draw(image)
        for _round in range(40):
            x, y, wide = rng.randrange(700), rng.randrange(500), rng.randrange(20, 200)
            draw.ellipse((x, y, x + wide, y + wide), fill=tuple(rng.randrange(256) for _part in range(3)))
        image.save(root / f"base-{number}.jpg", quality=85)
    (Path(settings.MEDIA_ROOT) / "image_not_found.jpg").hardlink_to(root / "base-0.jpg")
    for number in range(count):
        (root / f"{number}.jpg").hardlink_to(root / f"base-{number % PICTURES}.jpg")


def categories(rows: list[Row]) -> dict[str, Any]:
    kind, found = model("catalogue", "Category"), {}
    for row in rows:
        above, _slash, slug = row["path"].rpartition("/")
        values = {"name": row["name"], "slug": slug}
        parent = found.get(above)
        found[row["path"]] = kind.objects.get(pk=parent.pk).add_child(**values) if parent else kind.add_root(**values)
    return found


@transaction.atomic
def catalogue(rows: list[Row], shelves: dict[str, Any]) -> dict[int, Any]:
    """Stock records by the export's product keys."""
    kind = model("catalogue", "ProductClass").objects.create(name="Goods", slug="goods", track_stock=True)
    attribute = model("catalogue", "ProductAttribute")
    names = {
        code: attribute.objects.create(product_class=kind, name=code.title(), code=code, type=type_)
        for code, type_ in (("province", "text"), ("people", "text"), ("weight", "integer"))
    }
    sellers = sorted({row["partner"] for row in rows})
    partner = model("partner", "Partner")
    partners = dict(
        zip(sellers, bulk(partner, (partner(name=f"HTX {key}", code=str(key)) for key in sellers)), strict=True)
    )
    product = model("catalogue", "Product")
    made = bulk(product, (_product(product, row, kind) for row in rows))
    children = [
        product(structure="child", parent=parent, title=offer["value"], slug="")
        for parent, row in zip(made, rows, strict=True)
        if len(row["offers"]) > 1
        for offer in row["offers"]
    ]
    sold = iter(bulk(product, children))
    through = model("catalogue", "ProductCategory")
    bulk(
        through, (through(product=one, category=shelves[row["category"]]) for one, row in zip(made, rows, strict=True))
    )
    value = model("catalogue", "ProductAttributeValue")
    bulk(value, (found for one, row in zip(made, rows, strict=True) for found in _values(value, one, row, names)))
    image = model("catalogue", "ProductImage")
    bulk(image, (image(product=one, display_order=0, original=f"images/{at}.jpg") for at, one in enumerate(made)))
    record = model("partner", "StockRecord")
    records = {}
    for one, row in zip(made, rows, strict=True):
        for offer in row["offers"]:
            records[offer["product"]] = record(
                product=next(sold) if len(row["offers"]) > 1 else one,
                partner=partners[row["partner"]],
                partner_sku=f"SKU{offer['product']}",
                price_currency="VND",
                price=offer["price"],
                num_in_stock=offer["stock"],
            )
    bulk(record, records.values())
    return records


def _product(product: Any, row: Row, kind: Any) -> Any:
    return product(
        title=row["title"],
        slug=row["slug"],
        upc=f"L{row['id']}",
        description=row["description"],
        product_class=kind,
        structure="parent" if len(row["offers"]) > 1 else "standalone",
    )


def _values(value: Any, product: Any, row: Row, names: dict[str, Any]) -> Iterable[Any]:
    yield value(product=product, attribute=names["province"], value_text=row["province"])
    yield value(product=product, attribute=names["people"], value_text=row["people"] or "-")
    yield value(product=product, attribute=names["weight"], value_integer=row["weight"] or 0)


@transaction.atomic
def orders(rows: list[Row], records: dict[int, Any]) -> None:
    order, line = model("order", "Order"), model("order", "Line")
    made = bulk(order, (_order(order, row) for row in rows))
    lines: dict[Any, list[Row]] = defaultdict(list)
    for one, row in zip(made, rows, strict=True):
        lines[one] = [found for found in row["lines"] if found["product"] in records]
    bulk(line, (_line(line, one, found, records) for one, wanted in lines.items() for found in wanted))


def _order(order: Any, row: Row) -> Any:
    return order(
        number=row["number"],
        site_id=1,
        currency="VND",
        total_incl_tax=row["total"],
        total_excl_tax=row["total"],
        guest_email="bench@example.org",
        date_placed=datetime.fromisoformat(row["placed"]),
        status="Complete",
    )


def _line(line: Any, order: Any, row: Row, records: dict[int, Any]) -> Any:
    record, total = records[row["product"]], row["price"] * row["quantity"]
    amounts = dict.fromkeys(
        (
            "line_price_incl_tax",
            "line_price_excl_tax",
            "line_price_before_discounts_incl_tax",
            "line_price_before_discounts_excl_tax",
        ),
        total,
    )
    return line(
        order=order,
        partner=record.partner,
        partner_name=record.partner.name,
        partner_sku=record.partner_sku,
        stockrecord=record,
        product=record.product,
        title=record.product.title,
        quantity=row["quantity"],
        num_allocated=0,
        **amounts,
    )


def main(source: Path) -> None:
    found: dict[str, list[Row]] = defaultdict(list)
    with source.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            found[row["kind"]].append(row)
    country = model("address", "Country")
    country.objects.create(
        iso_3166_1_a2="VN", iso_3166_1_a3="VNM", printable_name="Viet Nam", name="VIET NAM", is_shipping_country=True
    )
    pictures(len(found["product"]))
    records = catalogue(found["product"], categories(found["category"]))
    orders(found["order"], records)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    # One batch, so that Whoosh merges its segments once: building the index is not what is measured.
    call_command("rebuild_index", interactive=False, verbosity=0, batchsize=200_000)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
