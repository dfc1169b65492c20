"""How long one search takes at one client with nothing kept: three filters and the counts of all facets, and more.

    python bench/search_facets.py 10000 100000            # in a folder of its own
    python bench/search_facets.py --url http://127.0.0.1:9200 10000

Documents are invented from the words of the catalogue; the index goes at the end.
"""

# ruff: noqa: E402, PLR2004, S311 - Django first; the numbers and the dice are of invented goods

import argparse
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.test")

import django

django.setup()

from marketplace.files.enums import Swatch
from marketplace.listings.enums import Making, Material, Technique
from marketplace.search.interface import Facet, ListingDocument, SearchBackend, SearchQuery, Sort

TODAY = date(2026, 11, 23)
TEXT = (
    "khăn choàng lanh thổ cẩm trà shan tuyết mật ong bạc hà gạo nếp nương măng khô hạt mắc khén chè dây thịt trâu gác"
    " bếp miến dong rượu cần túi vải gùi mây tre dệt tay thêu nhuộm chàm rừng núi suối bản làng mùa thu hoạch phơi nắng"
)
WORDS = TEXT.split()
ROUNDS = 20


def documents(count: int) -> Iterator[ListingDocument]:
    dice = Random(1)
    for number in range(1, count + 1):
        yield document(number, dice)


def document(number: int, dice: Random) -> ListingDocument:
    few = int(34 * dice.random() ** 2)  # some provinces have many goods, most have few
    is_cloth = dice.random() < 0.4
    price = 1000 * dice.randint(15, 1800)
    seller = int(1000 * dice.random() ** 1.5)
    return ListingDocument(
        listing_id=number,
        product_id=number,
        sellable_product_id=number,
        slug=f"mon-{number}",
        title_vi=" ".join(dice.sample(WORDS, 5)).capitalize(),
        title_en="Hand-woven hemp scarf of the market",
        summary_vi=" ".join(dice.sample(WORDS, 14)),
        summary_en="Woven by hand on a frame loom and dyed with indigo from the garden.",
        cooperative_id=seller,
        cooperative_slug=f"htx-{seller}",
        cooperative_name_vi=f"HTX {WORDS[seller % len(WORDS)]} {seller}",
        cooperative_name_en=f"Cooperative {seller}",
        seller_kind=dice.choice(("cooperative", "cooperative", "cooperative", "union", "group", "enterprise")),
        province_code=f"{few:02}",
        province_name=f"Tỉnh {few}",
        province_position=few,
        commune_code=f"{few:02}{dice.randint(0, 99):03}",
        commune_name=f"Xã {dice.randint(0, 99)}",
        people_slug=f"people-{int(54 * dice.random() ** 3)}" if dice.random() < 0.6 else "",
        set_number=dice.randint(1, 35),
        shelf=f"shelf-{dice.randint(0, 9)}/below-{dice.randint(0, 2)}",
        shelf_names=("Thổ cẩm", "Brocade", "Khăn", "Scarves"),
        craft_names=("lanh", "hemp", "chàm", "indigo") if is_cloth else (),
        making=dice.choice(Making.values) if is_cloth else "",
        techniques=tuple(dice.sample(Technique.values, 2)) if is_cloth else (),
        materials=tuple(dice.sample(Material.values, 2)) if is_cloth else (),
        swatches=tuple(dice.sample(Swatch.values, 3)) if is_cloth else (),
        unit="cái",
        price_min=price,
        price_max=price,
        in_stock=dice.random() < 0.9,
        supply="ready" if dice.random() < 0.9 else "to_order",
        is_gift=dice.random() < 0.2,
        popularity=int(200 * dice.random() ** 8),
        stars=dice.choice((0, 0, 3, 3, 4, 5)),
        stars_until=TODAY + timedelta(days=dice.randint(-90, 900)),
        live_since=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
        picture_key=f"{number:032x}",
        picture_width=1200,
        picture_height=1200,
        alt_vi="Tranh vẽ",
    )


FEW = SearchQuery(today=TODAY, exclude_restricted=True)
ALL = replace(FEW, facets=tuple(facet for facet in Facet if facet is not Facet.COMMUNE))
NARROW = replace(ALL, provinces=("00", "01"), kinds=("cooperative",), in_stock=True)
TEN = (
    Facet.CATEGORY, Facet.PROVINCE, Facet.STARS, Facet.KIND, Facet.PEOPLE, Facet.SET, Facet.PRICE, Facet.MAKING,
    Facet.TECHNIQUE, Facet.MATERIAL,
)  # fmt: skip
QUESTIONS = {
    "three filters, ten facets": replace(NARROW, facets=TEN),
    "the same, all facets": NARROW,
    "the same, with two words": replace(NARROW, text="khan lanh", facets=TEN),
    "all goods, all facets": ALL,
    "all goods, no facets": FEW,
    "one word, no facets": replace(FEW, text="khan"),
    "by province, page 100": replace(FEW, sort=Sort.PROVINCE, page=100),
    "newest, the page in the middle": FEW,
    "newest, the last page": FEW,
}


def medians(backend: SearchBackend, query: SearchQuery) -> tuple[float, float]:
    """Milliseconds, and those of them that this process worked."""
    times = []
    for _ in range(ROUNDS + 2):
        began, cpu = time.perf_counter(), time.process_time()
        backend.search(query)
        times.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - cpu)))
    waited, worked = zip(*times[2:], strict=True)
    return statistics.median(waited), statistics.median(worked)


def measure(make: Callable[[], Any], count: int) -> None:
    backend = make()
    began, cpu = time.perf_counter(), time.process_time()
    backend.rebuild(documents(count))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    spent = time.perf_counter() - began
    print(f"{count:,} documents: built in {spent:.1f} s, {time.process_time() - cpu:.1f} s CPU, at most {memory} MB")
    last = -(-count // FEW.page_size)
    for name, query in QUESTIONS.items():
        page = {"newest, the page in the middle": last // 2, "newest, the last page": last}.get(name, query.page)
        asked = replace(query, page=min(page, last))
        waited, worked = medians(backend, asked)
        print(f"  {waited:8.2f} ms  {worked:8.2f} ms CPU  {backend.search(asked).total:8,} hits  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="", help="an Elasticsearch; else Tantivy")
    parser.add_argument("counts", type=int, nargs="+")
    given = parser.parse_args()
    for count in given.counts:
        if given.url:
            on_elasticsearch(given.url, count)
        else:
            on_tantivy(count)


def on_tantivy(count: int) -> None:
    from marketplace.search.backends.tantivy import Backend  # noqa: PLC0415 - only the engine that is asked for

    folder = tempfile.mkdtemp(prefix="bench-search-")
    try:
        measure(lambda: Backend(url=f"tantivy://{folder}", index="bench"), count)
    finally:
        shutil.rmtree(folder)


def on_elasticsearch(url: str, count: int) -> None:
    from marketplace.search.backends.elasticsearch import Backend  # noqa: PLC0415 - only the engine that is asked for

    backend: Any = Backend(url=url, index=f"bench-{uuid4().hex[:8]}")
    try:
        measure(lambda: backend, count)
    finally:
        for name in backend._all():
            backend._client.indices.delete(index=name)


if __name__ == "__main__":
    main()
