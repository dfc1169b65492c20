import pytest

from marketplace.core.bulk import RowError, Written
from marketplace.places.models import Commune, Province, Succession
from marketplace.places.services import load_places

pytestmark = pytest.mark.django_db


def test_loads_both_maps(few_rows):
    assert load_places(**few_rows) == Written(created=3 + 6 + 4)
    today = Commune.objects.current().get(code="00901")
    assert (today.full_name, today.label, today.folded) == ("xã Lùng Tám", "Lùng Tám, Tuyên Quang", "lung tam")
    assert (today.lat, today.lon) == (23.0115, 105.077)
    old = Commune.objects.old().get(code="00901")
    assert old.full_label == "xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang"
    assert Province.objects.old().get(code="02").successor == today.province


def test_same_code_on_both_maps(few_rows):
    load_places(**few_rows)
    assert Province.objects.filter(code="08").count() == 2
    assert Commune.objects.filter(code="00901").count() == 2


def test_old_province_only_when_certain(few_rows):
    load_places(**few_rows)
    old = dict(Commune.objects.current().values_list("code", "old_province__name"))
    assert old == {"00901": "Hà Giang", "00982": "Hà Giang", "02200": None}


def test_loading_again_writes_nothing(few_rows, django_assert_max_num_queries):
    load_places(**few_rows)
    with django_assert_max_num_queries(16) as statements:
        assert load_places(**few_rows) == Written()
    assert [s["sql"] for s in statements if s["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_a_renamed_commune_keeps_its_key(few_rows):
    load_places(**few_rows)
    key = Commune.objects.current().get(code="00901").pk
    few_rows["communes"][0]["kind"] = "ward"
    few_rows["communes"][0]["name"] = "Lùng  Tám Mới"
    assert load_places(**few_rows) == Written(changed=1)
    today = Commune.objects.current().get(code="00901")
    assert (today.pk, today.full_name, today.folded) == (key, "phường Lùng Tám Mới", "lung tam moi")


def test_a_corrected_succession_replaces_the_wrong_one(few_rows):
    load_places(**few_rows)
    del few_rows["succession"][2]
    few_rows["succession"][1]["split"] = "0"
    assert load_places(**few_rows) == Written(changed=2, removed=1)  # the split mark and Minh Xuân's old province
    assert Succession.objects.filter(split=True).count() == 0
    assert Commune.objects.current().get(code="02200").old_province.name == "Tuyên Quang"


@pytest.mark.parametrize(
    ("table", "index", "field", "value", "reason"),
    [
        ("provinces", 1, "successor", "99", "“99” is no province of today"),
        ("provinces", 0, "successor", "08", "only an old province has one"),
        ("provinces", 2, "code", "02", "02 stands twice"),
        ("provinces", 0, "version", "2023", "“2023” is none of 2024, 2025"),
        ("provinces", 0, "region", "", "“” is none of north, centre, south"),
        ("provinces", 0, "position", "-1", "“-1” is not a whole number below 10000"),
        ("provinces", 0, "position", "99999", "“99999” is not a whole number below 10000"),
        ("provinces", 0, "other_names", "x" * 201, "is longer than 200 characters"),
        ("communes", 0, "code", "901", "“901” is not a code of 5 digits"),
        ("communes", 0, "code", "٠٠٩٠١", "“٠٠٩٠١” is not a code of 5 digits"),
        ("communes", 1, "code", "00901", "00901 stands twice"),
        ("communes", 0, "province", "02", "“02” is not on this map"),
        ("communes", 0, "kind", "township", "“township” is none of commune, ward, special_zone"),
        ("communes", 0, "name", " ", "is empty"),
        ("communes", 0, "name", "x" * 61, "is longer than 60 characters"),
        ("communes", 0, "lat", "105.07", "105.07 lies outside 6.0 to 24.0"),
        ("communes", 0, "lon", "east", "“east” is not a number"),
        ("communes", 0, "lon", "nan", "nan lies outside 102.0 to 118.0"),
        ("old_communes", 0, "district", "", "is empty"),
        ("old_communes", 0, "district_kind", "quan", "“quan” is none of district, urban_district, town, city"),
        ("succession", 0, "new", "12345", "“12345” is not on today's map"),
        ("succession", 0, "old", "12345", "“12345” is not on the old map"),
        ("succession", 0, "split", "1", "must be 0: 00901 has 1 rows"),
        ("succession", 1, "split", "0", "must be 1: 00982 has 2 rows"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_written(few_rows, table, index, field, value, reason):
    few_rows[table][index][field] = value
    with pytest.raises(RowError) as refusal:
        load_places(**few_rows)
    error = refusal.value
    assert (error.table, error.index, error.field, error.reason) == (table, index, field, reason)
    assert not Province.objects.exists()
    assert not Commune.objects.exists()
