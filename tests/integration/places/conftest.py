import csv
from pathlib import Path

import pytest
from django.db import transaction

from marketplace.places.services import load_places

FOLDER = Path(__file__).parents[3] / "catalog_fixtures" / "places"


@pytest.fixture(scope="session")
def place_files() -> dict[str, list[dict[str, str]]]:
    found = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found


@pytest.fixture(scope="session")
def place_rows(place_files):
    """As arguments of `load_places`."""
    return {
        "provinces": place_files["provinces"],
        "communes": place_files["communes_2025"],
        "old_communes": place_files["communes_2024"],
        "succession": place_files["succession"],
    }


@pytest.fixture(scope="module")
def whole_country(place_rows, django_db_setup, django_db_blocker):
    """Both maps, once for a module; rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places(**place_rows)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def few_rows():
    """Two old provinces in one of today's; Bắc Mê split, Lùng Tám whole. A copy each time: tests spoil it."""
    return {
        "provinces": [
            _province("2025", "08", "Tuyên Quang", ""),
            _province("2024", "02", "Hà Giang", "08"),
            _province("2024", "08", "Tuyên Quang", "08"),
        ],
        "communes": [
            {
                "code": "00901",
                "province": "08",
                "kind": "commune",
                "name": "Lùng Tám",
                "lat": "23.0115",
                "lon": "105.0770",
            },
            {"code": "00982", "province": "08", "kind": "commune", "name": "Bắc Mê", "lat": "22.7", "lon": "105.3"},
            {"code": "02200", "province": "08", "kind": "ward", "name": "Minh Xuân", "lat": "", "lon": ""},
        ],
        "old_communes": [
            _old_commune("00901", "02", "029", "Quản Bạ", "Lùng Tám"),
            _old_commune("00982", "02", "031", "Bắc Mê", "Yên Phú"),
            _old_commune("02200", "08", "070", "Tuyên Quang", "Minh Xuân"),
        ],
        "succession": [
            {"old": "00901", "new": "00901", "split": "0"},
            {"old": "00982", "new": "00982", "split": "1"},
            {"old": "00982", "new": "02200", "split": "1"},
            {"old": "02200", "new": "02200", "split": "0"},
        ],
    }


def _province(version, code, name, successor):
    return {
        "version": version, "code": code, "name": name, "name_en": name, "kind": "province", "region": "north",
        "position": "1", "other_names": "", "successor": successor,
    }  # fmt: skip


def _commune(code, kind, name, lat, lon):
    return {"code": code, "province": "08", "kind": kind, "name": name, "lat": lat, "lon": lon}


def _old_commune(code, province, district_code, district, name):
    return {
        "code": code, "province": province, "district_code": district_code, "district_kind": "district",
        "district": district, "kind": "commune", "name": name,
    }  # fmt: skip
