"""Variants of another colour have pictures of their own; transit times come with the catalogue."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marketplace.core.models import AuditRecord
from marketplace.fulfilment.models import TransitTime
from marketplace.listings.models import Listing, ListingPicture
from tests.integration.operations.test_load_catalog import SELLER, folder, load, refused

pytestmark = pytest.mark.django_db
__all__ = ["folder"]
OFFER = "    price: 690000\n    stock: 14\n"
COLOURS = """    variants:
      axis: colour
      items:
        - {value_vi: Chàm, value_en: Indigo, price: 690000, stock: 9, palette: indigo}
        - {value_vi: Nghệ, value_en: Turmeric, price: 700000, stock: 5, palette: honey}
        - {value_vi: Mộc, value_en: Undyed, price: 650000, stock: 5}
"""
TRANSIT = "- {zone: far, valid_from: 2026-01-01, first_days: 4, last_days: 7}\n"


@pytest.fixture
def colours(folder: Path) -> Path:
    (folder / "cooperatives" / "suoi-may.yaml").write_text(SELLER.replace(OFFER, COLOURS), encoding="utf-8")
    return folder


def pictures() -> list[tuple[Any, ...]]:
    return [
        (
            one.position,
            one.alt_vi,
            one.variant.value_vi if one.variant else "",
            one.picture.recipe["picture"]["palette"],
        )
        for one in ListingPicture.objects.select_related("variant", "picture")
    ]


def test_a_variant_of_another_colour_has_its_own_picture(colours: Path) -> None:
    load(colours)
    assert pictures() == [
        (0, "Khăn lanh", "Chàm", "indigo"),
        (1, "Khăn lanh, nhìn gần", "", "indigo"),
        (2, "Khăn lanh, Nghệ", "Nghệ", "honey"),
    ]


def test_loading_colours_again_writes_nothing_and_a_new_colour_is_drawn(colours: Path) -> None:
    load(colours)
    before = pictures(), AuditRecord.objects.count(), list(ListingPicture.objects.values_list("pk", flat=True))
    load(colours)
    again = pictures(), AuditRecord.objects.count(), list(ListingPicture.objects.values_list("pk", flat=True))
    assert before == again
    path = colours / "cooperatives" / "suoi-may.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("palette: honey", "palette: rust"), encoding="utf-8")
    load(colours)
    assert [row[3] for row in pictures()] == ["indigo", "indigo", "rust"]


def test_a_colour_that_is_none_is_refused(colours: Path) -> None:
    path = colours / "cooperatives" / "suoi-may.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("palette: honey", "palette: night"), encoding="utf-8")
    assert any("palette" in line and "“night” is not known" in line for line in refused(colours))
    assert not Listing.objects.exists()


def test_transit_times_are_loaded_with_the_catalogue(folder: Path) -> None:
    (folder / "transit.yaml").write_text(TRANSIT, encoding="utf-8")
    load(folder)
    row = TransitTime.objects.values_list("zone", "valid_from", "first_days", "last_days").get()
    assert row == ("far", date(2026, 1, 1), 4, 7)


def test_bad_transit_times_keep_everything_out(folder: Path) -> None:
    (folder / "transit.yaml").write_text(TRANSIT.replace("far", "moon"), encoding="utf-8")
    assert any("transit.yaml" in line and "zone" in line for line in refused(folder))
    assert not TransitTime.objects.exists()
    assert not Listing.objects.exists()
