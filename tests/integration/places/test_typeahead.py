import pytest

from marketplace.places.models import Commune, Province
from marketplace.places.queries import (
    communes_by_code,
    communes_matching,
    communes_of,
    current_provinces,
    old_names_by_commune,
    old_names_of,
    old_provinces_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("whole_country")]


def _labels(text, **options):
    return [suggestion.label for suggestion in communes_matching(text, **options)]


@pytest.mark.parametrize("text", ["Lùng Tám", "lung tam", "xã lùng tám", "lung tam ha gi", "Lùng Tám, Tuyên"])
def test_by_todays_name(text):
    assert _labels(text) == ["Lùng Tám, Tuyên Quang"]
    assert communes_matching(text)[0].old_name == ""


def test_by_an_old_name():
    (found,) = communes_matching("thai an, quan ba")
    assert (found.label, found.split) == ("Lùng Tám, Tuyên Quang", False)
    assert found.old_name == "xã Thái An, huyện Quản Bạ, tỉnh Hà Giang"


def test_a_split_commune_says_so():
    found = communes_matching("vay nua")
    assert [(s.label, s.split) for s in found] == [("Thống Nhất, Phú Thọ", True), ("Tiền Phong, Phú Thọ", True)]


def test_by_an_old_district():
    assert _labels("huyện quản bạ")[0] == "Quản Bạ, Tuyên Quang"
    assert _labels("huyện quản bạ", limit=5)[1:] == [
        "Cán Tỷ, Tuyên Quang",
        "Tùng Vài, Tuyên Quang",
        "Lùng Tám, Tuyên Quang",
        "Nghĩa Thuận, Tuyên Quang",
    ]


def test_begun_names_today_first():
    found = communes_matching("lùng")
    assert found[0].label == "Lùng Phình, Lào Cai"
    assert found[1].label == "Lùng Tám, Tuyên Quang"
    assert len(found) == 10


def test_marks_sort_the_spelling_first():
    assert {label.split(",")[0] for label in _labels("Tân Thạnh", limit=4)} == {"Tân Thạnh"}
    assert {label.split(",")[0] for label in _labels("Tân Thành", limit=4)} == {"Tân Thành"}


def test_inside_one_province():
    lao_cai = Province.objects.current().get(name="Lào Cai")
    assert _labels("lung tam", province=lao_cai) == []
    assert {label.split(", ")[1] for label in _labels("ban", province=lao_cai)} == {"Lào Cai"}


def test_each_commune_once():
    found = communes_matching("tan", limit=50)
    assert len({s.commune.pk for s in found}) == len(found)


def test_limit():
    assert len(communes_matching("tan", limit=3)) == 3


@pytest.mark.parametrize("text", ["", " ", ",,", "zzz", "%", "_", "\\", "'", "x" * 3000])
def test_nothing_begins_so(text):
    assert communes_matching(text) == []


@pytest.mark.parametrize("text", ["lung tam ha giang", "tan", "quan ba", "phuong 4 tan an long an"])
def test_two_statements(text, django_assert_num_queries):
    with django_assert_num_queries(2):
        for suggestion in communes_matching(text):
            assert suggestion.commune.province.name in suggestion.label


def test_old_names_of_a_commune(django_assert_num_queries):
    lung_tam = Commune.objects.current().get(code="00901")
    with django_assert_num_queries(1):
        assert old_names_of(lung_tam) == ("Đông Hà", "Lùng Tám", "Thái An", "Quản Bạ", "Hà Giang")


def test_old_names_of_many_in_one_statement(django_assert_num_queries):
    ids = list(Commune.objects.current().values_list("pk", flat=True)[:500])
    with django_assert_num_queries(1):
        names = old_names_by_commune(ids)
    assert names.keys() == set(ids)


def test_provinces_in_order():
    names = [province.name for province in current_provinces()]
    assert len(names) == 34
    assert names[:8] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên"]
    assert names[-2:] == ["Tuyên Quang", "Vĩnh Long"]


def test_communes_of_a_province():
    tuyen_quang = Province.objects.current().get(code="08")
    assert communes_of(tuyen_quang).count() == 124
    assert [p.name for p in old_provinces_of(tuyen_quang)] == ["Hà Giang", "Tuyên Quang"]


def test_communes_by_code():
    found = communes_by_code(["00901", "00901", "99999", "00883"])  # 00883 is another commune's code on the old map
    assert found["00901"].label == "Lùng Tám, Tuyên Quang"
    assert "99999" not in found


def test_every_commune_has_a_certain_old_province():
    assert Commune.objects.current().filter(old_province=None).count() == 0
    assert Commune.objects.current().filter(old_province__name="Hà Giang", province__name="Tuyên Quang").count() == 73
