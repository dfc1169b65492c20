"""A catalogue folder is loaded whole or not at all, and twice is the same as once."""

import io
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_model

from marketplace.certification.models import Certificate
from marketplace.cooperatives.models import Cooperative
from marketplace.core.models import AuditRecord
from marketplace.listings.models import Listing, Shelf
from tests.factories.catalogue import make_commune, make_people, make_set, make_shelf

StockRecord: Any = get_model("partner", "StockRecord")
pytestmark = pytest.mark.django_db
SELLER = """slug: suoi-may
kind: cooperative
name_vi: HTX Suối Mây
name_en: Suoi May Cooperative
registered_name: Hợp tác xã Suối Mây
registration_number: DEMO-1
head_office: Thôn 1, xã Lùng Tám, tỉnh Tuyên Quang
commune: "00901"
peoples: [mong]
members: 46
women: 44
workers: 61
story_vi: Dệt lanh bên suối.
story_en: Weaving hemp by the stream.
listings:
  - slug: khan-lanh-suoi-may
    title_vi: Khăn lanh
    title_en: Hemp scarf
    summary_vi: Dệt tay.
    summary_en: Woven by hand.
    description_vi: Sợi lanh nhuộm chàm.
    description_en: Hemp dyed with indigo.
    set: 22
    shelf: tho-cam/khan
    making: hand_woven
    techniques: [det_khung_cui]
    materials: [lanh]
    unit: cái
    net_weight_g: 320
    parcel_cm: [30, 24, 4]
    price: 690000
    stock: 14
    certificate: {stars: 4, status: recognised, months_ago: 8}
    picture: {cloth: scarf, motif: lozenge, palette: indigo}
"""
UNIT = "    unit: cái"
PASSPORT = """
    supply: to_order
    lead_days: 21
    season: [9, 10]
    gift: true
    allergens: [sesame]
    piece_cm: [180, 65]
    hours_of_work: 14
    hand_share: 100
    village: Thôn Lùng Tám Thấp
    motif_vi: Quả trám
    motif_en: Lozenges
    motif_meaning_vi: Hạt giống
    motif_meaning_en: Seeds
    motif_source: Bảo tàng tỉnh
    care: [hand_wash, shade]
    maker: {name: Súa, consent_months_ago: 5}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_commune()
    make_people()
    make_set()
    make_shelf()
    (tmp_path / "cooperatives").mkdir()
    (tmp_path / "cooperatives" / "suoi-may.yaml").write_text(SELLER, encoding="utf-8")
    return tmp_path


def load(folder: Path) -> str:
    out = io.StringIO()
    call_command("load_catalog", str(folder), "--without-pictures", stdout=out, stderr=out)
    return out.getvalue()


def refused(folder: Path) -> list[str]:
    out = io.StringIO()
    with pytest.raises(CommandError, match="nothing was changed"):
        call_command("load_catalog", str(folder), "--without-pictures", stdout=out, stderr=out)
    return out.getvalue().splitlines()


def test_a_seller_stands_in_the_shop_with_stock_and_certificate(folder: Path) -> None:
    assert "1 sellers, 1 listings; 2 written." in load(folder)

    listing = Listing.objects.get()
    assert (listing.title_vi, listing.state, listing.shelf.shelf.path) == ("Khăn lanh", "live", "tho-cam/khan")
    assert StockRecord.objects.values_list("price", "num_in_stock").get() == (690_000, 14)
    assert [picture.is_illustration for picture in listing.pictures.all()] == [True, True]
    assert Certificate.objects.values_list("stars", "status").get() == (4, "recognised")


def test_a_passport_is_kept_as_the_file_says_it(folder: Path) -> None:
    path = folder / "cooperatives" / "suoi-may.yaml"
    path.write_text(SELLER.replace(UNIT, UNIT + PASSPORT), encoding="utf-8")
    with time_machine.travel(datetime(2026, 11, 23, 5, tzinfo=UTC)):
        load(folder)

    listing = Listing.objects.get()
    assert (listing.supply, listing.lead_days, listing.season_months) == ("to_order", 21, [9, 10])
    assert listing.is_gift
    assert (listing.piece_length_cm, listing.piece_width_cm) == (180, 65)
    assert (listing.hours_of_work, listing.hand_share, listing.village) == (14, 100, "Thôn Lùng Tám Thấp")
    assert (listing.motif_vi, listing.motif_meaning_en, listing.motif_source) == ("Quả trám", "Seeds", "Bảo tàng tỉnh")
    assert (listing.allergens, listing.care) == (["sesame"], ["hand_wash", "shade"])
    assert (listing.maker_name, listing.maker_consent_on) == ("Súa", date(2026, 6, 23))


def test_loading_again_writes_nothing(folder: Path) -> None:
    load(folder)
    before = AuditRecord.objects.count()
    with CaptureQueriesContext(connection) as queries:
        assert "0 written." in load(folder)
    writing = [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writing == []
    assert AuditRecord.objects.count() == before


def test_only_what_changed_is_written(folder: Path) -> None:
    load(folder)
    StockRecord.objects.update(num_in_stock=3)
    path = folder / "cooperatives" / "suoi-may.yaml"
    path.write_text(SELLER.replace("members: 46", "members: 47"), encoding="utf-8")

    assert "1 written." in load(folder)
    assert Cooperative.objects.get().members == 47
    assert StockRecord.objects.get().num_in_stock == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: cooperative", "kind: shop", "cooperatives/suoi-may.yaml:2: kind: “shop” is not known"),
        ('commune: "00901"', 'commune: "99999"', "cooperatives/suoi-may.yaml:8: commune: “99999” is not known"),
        ("women: 44", "women: 50", "cooperatives/suoi-may.yaml:11: women: are more than the members"),
        ("    price: 690000", "    price: 1.5", ":31: price: must be a whole number from 1 to 500000000"),
        ("    stock: 14\n", "", ":16: stock: is missing"),
        ("motif: lozenge", "motif: dragon", ":34: picture: picture: motif knows no 'dragon'"),
        ("    set: 22", "    set: 27", ":23: set: “27” is not known"),
        ("    unit: cái", "    unit: cái\n    colour: red", ":29: colour: is not a field of this format"),
        ("    unit: cái", "    unit: cái\n    unit: tấm", ":29: unit: stands twice"),
        ("months_ago: 8", "months_ago: 40", ":33: months_ago: a recognised certificate is younger than 36 months"),
        ("members: 46", "members: [46", ":11: YAML: "),
        ("Suối Mây", "Su\u006f\u0302\u0301i Mây", ":3: text: is not in NFC; convert the file"),
        (UNIT, f"{UNIT}\n    supply: to_order", ":16: lead_days: is missing"),
        (UNIT, f"{UNIT}\n    lead_days: 9", ":29: lead_days: stands only with “supply: to_order”"),
        (UNIT, f"{UNIT}\n    season: [5, 13]", ":29: season: “13” is not known"),
        (UNIT, f"{UNIT}\n    gift: perhaps", ":29: gift: must be true or false"),
        (
            UNIT,
            f"{UNIT}\n    piece_cm: [180]",
            ":29: piece_cm: must be length, width in whole centimetres, 1 to",
        ),
        (UNIT, f"{UNIT}\n    motif_meaning_vi: Mưa", ":16: motif_source: is missing"),
        (UNIT, f"{UNIT}\n    maker: {{name: Súa}}", ":29: consent_months_ago: is missing"),
        (UNIT, f"{UNIT}\n    allergens: [dust]", ":29: allergens: “dust” is not known"),
        ("slug: suoi-may", "slug: suoi-gio", ":1: slug: must be the file's name, “suoi-may”"),
    ],
)
def test_a_bad_file_is_named_by_line_field_and_reason_and_changes_nothing(
    folder: Path, old: str, new: str, said: str
) -> None:
    (folder / "cooperatives" / "suoi-may.yaml").write_text(SELLER.replace(old, new, 1), encoding="utf-8")

    assert any(said in line for line in refused(folder))
    assert (Cooperative.objects.count(), Listing.objects.count()) == (0, 0)


def test_one_bad_seller_keeps_the_good_ones_out_too(folder: Path) -> None:
    bad = SELLER.replace("suoi-may", "suoi-gio").replace("DEMO-1", "DEMO-2").replace("set: 22", "set: 0")
    (folder / "cooperatives" / "suoi-gio.yaml").write_text(bad, encoding="utf-8")

    refused(folder)
    assert Cooperative.objects.count() == 0


def test_a_slug_that_stands_twice_is_refused(folder: Path) -> None:
    twin = SELLER.replace("slug: suoi-may", "slug: suoi-gio").replace("DEMO-1", "DEMO-2")
    (folder / "cooperatives" / "suoi-gio.yaml").write_text(twin, encoding="utf-8")
    assert any("“khan-lanh-suoi-may” stands twice in this catalogue" in line for line in refused(folder))


def test_a_folder_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError):
        call_command("load_catalog", "no/such/folder", stdout=io.StringIO(), stderr=io.StringIO())


@pytest.mark.slow
def test_the_demonstration_catalogue_is_as_large_as_promised(tmp_path: Path) -> None:
    source = Path(settings.BASE_DIR) / "catalog_fixtures"
    shutil.copytree(source, tmp_path / "catalogue")
    load(tmp_path / "catalogue")

    live = Listing.objects.filter(state="live")
    provinces = set(Cooperative.objects.values_list("commune__province", flat=True))
    sets = list(Listing.objects.values_list("product_set__number", flat=True))
    assert Cooperative.objects.count() >= 60
    assert len(provinces) >= 18
    assert live.count() >= 450
    assert len(set(sets)) >= 20
    assert sum(number in (21, 22) for number in sets) * 3 >= len(sets)
    assert set(Listing.objects.filter(product_set__number__in=(14, 15)).values_list("state", flat=True)) == {"live"}
    assert Shelf.objects.count() <= 40
    assert Certificate.objects.exclude(decision_number__startswith="DEMO").count() == 0
    assert min(listing.pictures.count() for listing in Listing.objects.prefetch_related("pictures")) >= 2
    assert Listing.objects.filter(product__structure="parent").count() >= 100
