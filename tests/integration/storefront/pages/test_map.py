"""The map: an outline for each of today's provinces, both archipelagos, and spots where communes lie."""

import csv
import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from marketplace.places.models import Commune
from marketplace.storefront.pages.outline import outlines, spot
from tests.factories.catalogue import make_province

MAP = Path(settings.THEMES) / "shared/static/map.svg"
PLACES = Path(settings.BASE_DIR) / "catalog_fixtures/places"


def test_the_file_has_every_province_and_both_archipelagos_and_is_small() -> None:
    source = MAP.read_bytes()
    with (PLACES / "provinces.csv").open(encoding="utf-8") as file:
        codes = {row["code"] for row in csv.DictReader(file) if row["version"] == "2025"}
    names = set(re.findall(r'<path id="([a-z0-9]+)"', source.decode()))
    assert names == {f"p{code}" for code in codes} | {"hoangsa", "truongsa"}
    assert len(codes) == 34
    assert len(gzip.compress(source)) < 5_000


def bounds(code: str) -> tuple[int, int, int, int]:
    """Of a province's outline: its relative steps, added up."""
    found = re.search(rf'id="p{code}" d="([^"]+)"', MAP.read_text())
    assert found
    xs, ys = [], []
    for part in found[1].split("z")[:-1]:
        x = y = 0
        for index, (dx, dy) in enumerate(re.findall(r"(-?\d+) ?(-?\d+)", part)):
            x, y = (int(dx), int(dy)) if index == 0 else (x + int(dx), y + int(dy))
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def test_centres_of_communes_lie_in_the_outline_of_their_province() -> None:
    boxes: dict[str, tuple[int, int, int, int]] = {}
    outside = total = 0
    with (PLACES / "communes_2025.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "special_zone":  # islands, too small to be drawn
                continue
            place = spot(Commune(lat=float(row["lat"]), lon=float(row["lon"])))
            assert place
            left, top, right, bottom = boxes.setdefault(row["province"], bounds(row["province"]))
            total += 1
            outside += not (left - 4 <= place.x <= right + 4 and top - 4 <= place.y <= bottom + 4)
    assert total > 3_000
    assert outside / total < 0.01


def test_a_commune_without_a_known_centre_has_no_spot() -> None:
    assert spot(Commune()) is None


@pytest.mark.django_db
def test_shades_follow_the_counts() -> None:
    for name, code in (("A", "01"), ("B", "02"), ("C", "03"), ("D", "04")):
        make_province(name, code)
    shown = outlines({"01": 100, "02": 25, "03": 1}, "02")
    assert [(one.code, one.shade, one.is_chosen) for one in shown] == [
        ("01", 4, False),
        ("02", 2, True),
        ("03", 1, False),
        ("04", 0, False),
    ]


@pytest.mark.django_db
@given(st.dictionaries(st.sampled_from(["01", "02", "03"]), st.integers(0, 10**6)))
def test_only_what_has_goods_has_a_shade(counts: dict[str, int]) -> None:
    for code in ("01", "02", "03"):
        make_province(code, code)
    assert all(1 <= one.shade <= 4 if one.count else one.shade == 0 for one in outlines(counts))


@pytest.mark.django_db
def test_the_template_works_with_nothing_given_and_names_the_archipelagos() -> None:
    make_province()
    for name, code in (("Đà Nẵng", "48"), ("Khánh Hòa", "56")):
        make_province(name, code)
    source = " ".join(render_to_string("storefront/map.html", {}).split())
    assert '<a href="/places/tuyen-quang/" tabindex="-1" aria-label="Tuyên Quang" >' in source
    for words in ("Hoàng Sa</text>", "Đà Nẵng</text>", "Trường Sa</text>", "Khánh Hòa</text>"):
        assert words in source
    assert "style=" not in source
    assert "map__spot" not in source
