from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from marketplace.classifications.models import People, PeopleAlias, ProductSet
from marketplace.classifications.queries import (
    RuleMissing,
    current_sets,
    people_named,
    printable_names_of,
    rule_for,
    rules_by_set,
    search_names_by_people,
)
from marketplace.classifications.services import load_ocop, load_peoples
from marketplace.core.text import fold

pytestmark = pytest.mark.django_db


@pytest.fixture
def _ocop(ocop_rows):
    load_ocop(**ocop_rows)


@pytest.fixture
def _peoples(people_rows):
    load_peoples(peoples=people_rows)


def _set(number):
    return ProductSet.objects.get(number=number, legal_version="26/2026")


@pytest.mark.usefixtures("_ocop")
@pytest.mark.parametrize(
    ("number", "day", "vat"),
    [
        (22, date(2026, 12, 31), 800),
        (22, date(2027, 1, 1), 1000),
        (14, date(2026, 11, 22), 1000),
        (1, date(2030, 1, 1), 0),
    ],
)
def test_vat_of_a_day(number, day, vat):
    assert rule_for(_set(number), on=day).vat_basis_points == vat


@pytest.mark.usefixtures("_ocop")
@pytest.mark.parametrize("number", [14, 15])
def test_alcohol(number):
    rule = rule_for(_set(number), on=date(2026, 11, 22))
    assert (rule.min_age, rule.cashless_only, rule.advertised, rule.is_restricted) == (18, True, False, True)
    assert rule.allows("cooperative")
    assert not rule.allows("group")
    assert not rule.allows("credit_fund")


@pytest.mark.usefixtures("_ocop")
def test_only_alcohol_is_restricted():
    rules = rules_by_set(on=date(2026, 11, 22))
    assert sorted(ProductSet.objects.get(pk=pk).number for pk, rule in rules.items() if rule.is_restricted) == [14, 15]


@pytest.mark.usefixtures("_ocop")
def test_fresh_food_has_few_days():
    rules = rules_by_set(on=date(2026, 11, 22))
    days = {number: rules[_set(number).pk].max_transit_days for number in (1, 2, 3, 22)}
    assert days == {1: 3, 2: 2, 3: None, 22: None}


@pytest.mark.usefixtures("_ocop")
def test_before_the_first_rule_nothing_may_be_sold():
    with pytest.raises(RuleMissing, match="set 22 has no rule on 2023-06-30"):
        rule_for(_set(22), on=date(2023, 6, 30))


@pytest.mark.usefixtures("_ocop")
@given(day=st.dates(date(2023, 7, 1), date(2040, 1, 1)))
def test_every_set_has_one_rule_on_every_day(day):
    assert rules_by_set(on=day).keys() == set(ProductSet.objects.values_list("pk", flat=True))


@pytest.mark.usefixtures("_ocop")
def test_statements(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(rules_by_set()) == 26
    with django_assert_num_queries(1):
        assert [found.group.sector.number for found in current_sets()] == [1] * 13 + [2] * 4 + [3] * 3 + [4] * 2 + [
            5
        ] * 3 + [6]


@pytest.mark.usefixtures("_ocop")
def test_names_by_language():
    with translation.override("vi"):
        assert _set(22).name == "Vải, may mặc"
    with translation.override("en"):
        assert _set(22).name == "Fabric and garments"


@pytest.mark.usefixtures("_peoples")
@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Mông", "mong"),
        ("H'Mông", "mong"),
        ("hmong", "mong"),
        ("MÈO", "mong"),
        ("man", "dao"),
        ("Dao Đỏ", "dao"),
        ("Ê Đê", "e-de"),
        ("rhade", "e-de"),
        ("Tày", "tay"),
        ("tay", "tay"),
        ("Táy", "thai"),
        ("K'Ho", "co-ho"),
        ("khmer", "kho-me"),
        ("  bru   vân kiều ", "bru-van-kieu"),
        ("Pa Cô", "ta-oi"),
    ],
)
def test_people_named(text, slug, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert people_named(text).slug == slug


@pytest.mark.usefixtures("_peoples")
@pytest.mark.parametrize("text", ["", "-", "Mèo Vạc", "người", "x" * 500])
def test_nobody_of_that_name(text):
    assert people_named(text) is None


@pytest.mark.usefixtures("_peoples")
def test_a_name_of_two_peoples_is_nobodys():
    for slug in ("mnong", "co-ho"):
        PeopleAlias.objects.create(people=People.objects.get(slug=slug), name="Chil", folded="chil")
    assert people_named("Chil") is None


@pytest.mark.usefixtures("_peoples")
def test_hidden_names_are_searched_and_never_shown():
    mong = People.objects.get(slug="mong")
    assert printable_names_of(mong) == ["H’Mông", "Mông Hoa", "Mông Trắng", "Mông Đen", "Mông Đỏ", "Mông Xanh"]
    assert "Mèo" in search_names_by_people()[mong.pk]
    assert str(PeopleAlias.objects.get(name="Mèo")) == "-"


@pytest.mark.usefixtures("_peoples")
def test_every_people_is_found_by_its_folded_name(people_rows):
    for row in people_rows:
        for name in (row["vi"], fold(row["vi"]), row["slug"].replace("-", " "), row["en"].upper()):
            assert people_named(name).slug == row["slug"]
