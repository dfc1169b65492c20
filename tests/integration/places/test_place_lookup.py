"""Over the whole country: names that people write, and every commune of both maps by its own address."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.text import fold
from marketplace.places.enums import Level
from marketplace.places.models import Commune, Province
from marketplace.places.queries import place_for, province_named

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]


@pytest.fixture(scope="module")
def successors(place_files):
    found = defaultdict(set)
    for row in place_files["succession"]:
        found[row["old"]].add(row["new"])
    return found


@pytest.mark.parametrize("text", ["Hà Giang", "ha giang", "tỉnh Hà Giang", "T. Hà Giang", "HÀ GIANG, Việt Nam"])
def test_a_gone_province(text):
    place = place_for(text)
    assert (place.level, place.province.name, place.communes) == (Level.PROVINCE, "Tuyên Quang", ())
    assert place.commune is None


def test_a_gone_district_gives_its_communes():
    place = place_for("huyện Quản Bạ")
    assert (place.level, place.province.name, place.commune) == (Level.DISTRICT, "Tuyên Quang", None)
    assert [c.name for c in place.communes] == ["Cán Tỷ", "Lùng Tám", "Nghĩa Thuận", "Quản Bạ", "Tùng Vài"]


@pytest.mark.parametrize("text", ["Quản Bạ", "quan ba", "Quản Bạ, Hà Giang", "quan ba ha giang"])
def test_a_district_that_is_a_commune_now_stays_in_doubt(text):
    place = place_for(text)
    assert (place.province.name, place.commune) == ("Tuyên Quang", None)
    names = [c.name for c in place.communes]
    assert names[0] == "Quản Bạ"  # today's commune of that name comes first
    assert sorted(names) == ["Cán Tỷ", "Lùng Tám", "Nghĩa Thuận", "Quản Bạ", "Tùng Vài"]


def test_meo_vac_is_found():
    place = place_for("Mèo Vạc")
    assert (place.province.name, place.communes[0].name, len(place.communes)) == ("Tuyên Quang", "Mèo Vạc", 7)
    assert place_for("xã Mèo Vạc").commune.code == "00769"
    assert place_for("thị trấn Mèo Vạc, huyện Mèo Vạc, Hà Giang").commune.code == "00769"


@pytest.mark.parametrize(
    "text",
    [
        "xã Lùng Tám",
        "Lùng Tám",
        "lung tam ha giang",
        "lung tam tuyen quang",
        "X. Lùng Tám, H. Quản Bạ, T. Hà Giang",
        "Thôn Lùng Hóa, xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang, Việt Nam",
        "thon lung hoa xa lung tam huyen quan ba tinh ha giang",
        "Lu\u0300ng Ta\u0301m",
        "xã Thái An, huyện Quản Bạ",
    ],
)
def test_lung_tam_by_many_ways(text):
    assert place_for(text).commune.code == "00901"


def test_a_split_commune_gives_all_successors():
    place = place_for("xã Vầy Nưa, huyện Đà Bắc, tỉnh Hòa Bình")
    assert (place.commune, place.split) == (None, True)
    assert {c.label for c in place.communes} == {"Tiền Phong, Phú Thọ", "Thống Nhất, Phú Thọ"}


def test_a_name_in_many_provinces_has_no_province():
    place = place_for("Tân Thành")
    assert place.province is None
    assert place.commune is None
    assert place.communes[0].name == "Tân Thành"


def test_marks_decide_between_names_that_fold_alike():
    assert place_for("xã Thanh An, TP Hồ Chí Minh").commune.name == "Thanh An"
    assert place_for("xã Thạnh An, TP Hồ Chí Minh").commune.name == "Thạnh An"
    assert {c.name for c in place_for("xa thanh an, tp ho chi minh").communes} == {"Thanh An", "Thạnh An"}


def test_old_and_new_map_are_told_apart():
    """Việt Lâm of Hà Giang became part of Vị Xuyên and Việt Lâm; today's address knows one Việt Lâm."""
    assert place_for("xã Việt Lâm, tỉnh Tuyên Quang").commune.label == "Việt Lâm, Tuyên Quang"
    assert place_for("phường 4, thành phố Tân An, tỉnh Long An").commune.label == "Long An, Tây Ninh"
    assert place_for("P4, TP Tây Ninh, Tây Ninh").commune.label == "Tân Ninh, Tây Ninh"


def test_a_new_commune_with_its_old_district():
    assert place_for("phường Tân Ninh, thành phố Tây Ninh").commune.label == "Tân Ninh, Tây Ninh"


@pytest.mark.parametrize(
    ("text", "level", "province"),
    [
        ("TP Bắc Kạn", Level.DISTRICT, "Thái Nguyên"),
        ("Bắc Kạn", Level.PROVINCE, "Thái Nguyên"),
        ("phường Bắc Kạn", Level.COMMUNE, "Thái Nguyên"),
        ("Quận 1", Level.DISTRICT, "Hồ Chí Minh"),
        ("q1 tphcm", Level.DISTRICT, "Hồ Chí Minh"),
        ("TP Huế", Level.PROVINCE, "Huế"),
        ("Đắc Lắc", Level.PROVINCE, "Đắk Lắk"),
    ],
)
def test_levels(text, level, province):
    place = place_for(text)
    assert (place.level, place.province.name) == (level, province)


def test_a_city_province_is_not_a_district_of_that_name():
    assert place_for("xã Hải Ninh, thành phố Quảng Ninh").commune.label == "Hải Ninh, Quảng Ninh"
    assert place_for("xã Hải Ninh, huyện Quảng Ninh").commune.label == "Ninh Châu, Quảng Trị"


def test_an_island_district_is_one_commune():
    assert place_for("Côn Đảo").commune.label == "Côn Đảo, Hồ Chí Minh"


def test_only_inside_the_given_province():
    phu_tho = Province.objects.current().get(name="Phú Thọ")
    assert {c.label for c in place_for("Hòa Bình", province=phu_tho).communes} == set()
    assert place_for("xã Lùng Tám", province=phu_tho) is None
    tuyen_quang = Province.objects.current().get(name="Tuyên Quang")
    assert place_for("xã Lùng Tám", province=tuyen_quang).commune.code == "00901"


@pytest.mark.parametrize("text", ["", "  ", ",", "abc xyz", "xã", "123", "Việt Nam", "'; DROP TABLE", "x" * 5000])
def test_nothing_fits(text):
    assert place_for(text) is None


def test_at_most_three_statements(django_assert_num_queries):
    with django_assert_num_queries(3):
        place_for("xã Lùng Tám, huyện Quản Bạ, tỉnh Hà Giang")
    with django_assert_num_queries(3):
        place_for("Tân Thành")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hà Giang", "Tuyên Quang"),
        ("tỉnh ha giang", "Tuyên Quang"),
        ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
        ("TPHCM", "Hồ Chí Minh"),
        ("Thừa Thiên Huế", "Huế"),
        ("Bà Rịa - Vũng Tàu", "Hồ Chí Minh"),
        ("Yên Bái", "Lào Cai"),
    ],
)
def test_province_named(text, name, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert province_named(text).name == name


@pytest.mark.parametrize("text", ["", "Lùng Tám", "Quản Bạ", "Hà"])
def test_no_province_of_that_name(text):
    assert province_named(text) is None


@given(data=st.data())
def test_every_old_address_finds_its_successors(place_files, successors, data):
    row = data.draw(st.sampled_from(place_files["communes_2024"]))
    old = Commune.objects.old().select_related("province").get(code=row["code"])
    assert {c.code for c in place_for(old.full_label).communes} == successors[old.code]
    assert {c.code for c in place_for(fold(old.full_label)).communes} >= successors[old.code]


@given(data=st.data())
def test_every_address_of_today_finds_itself(place_files, data):
    row = data.draw(st.sampled_from(place_files["communes_2025"]))
    today = Commune.objects.current().select_related("province").get(code=row["code"])
    assert place_for(today.full_label).commune == today
