from datetime import date

import pytest

from marketplace.classifications.models import Group, People, PeopleAlias, ProductSet, Sector, SetRule
from marketplace.classifications.services import load_ocop, load_peoples
from marketplace.core.bulk import RowError, Written

pytestmark = pytest.mark.django_db


def _one_set(**rule):
    """The smallest file that loads; `rule` replaces fields of its only rule."""
    return {
        "legal_version": "26/2026",
        "sectors": [
            {"number": 1, "vi": "Thủ công", "en": "Crafts", "groups": [
                {"number": 1, "vi": "Vải", "en": "Cloth", "sets": [
                    {"number": 22, "vi": "Vải", "en": "Cloth", "ministries": ["industry"]},
                ]},
            ]},
        ],
        "rules": [
            {"sets": [22], "valid_from": date(2026, 1, 1), "kinds_allowed": ["cooperative"], "vat_basis_points": 800,
             "legal_basis": "Luật", **rule},
        ],
    }  # fmt: skip


def test_loads_the_files(people_rows, ocop_rows):
    names = sum(len(row["other_names"]) + len(row.get("search_only", [])) for row in people_rows)
    assert load_peoples(peoples=people_rows) == Written(created=54 + names)
    rules = sum(len(rule["sets"]) for rule in ocop_rows["rules"])
    assert load_ocop(**ocop_rows) == Written(created=6 + 17 + 26 + rules)
    assert (Sector.objects.count(), Group.objects.count(), ProductSet.objects.count()) == (6, 17, 26)


def test_loading_again_writes_nothing(people_rows, ocop_rows):
    load_peoples(peoples=people_rows)
    load_ocop(**ocop_rows)
    assert load_peoples(peoples=people_rows) == Written()
    assert load_ocop(**ocop_rows) == Written()


def test_a_corrected_name_keeps_the_key(people_rows):
    load_peoples(peoples=people_rows)
    key = People.objects.get(slug="mong").pk
    mong = next(row for row in people_rows if row["slug"] == "mong")
    mong["en"] = "Mong"
    mong["other_names"].remove("Mông Xanh")
    assert load_peoples(peoples=people_rows) == Written(changed=1, removed=1)
    assert People.objects.get(pk=key).name_en == "Mong"
    assert not PeopleAlias.objects.filter(name="Mông Xanh").exists()


def test_rules_follow_the_file():
    load_ocop(**_one_set())
    load_ocop(**_one_set(valid_from=date(2026, 7, 1), vat_basis_points=1000))
    rule = SetRule.objects.get()
    assert (rule.valid_from, rule.vat_basis_points) == (date(2026, 7, 1), 1000)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("slug", "hmong", "must be kinh, from the name"),
        ("code", 1, "“1” is not a code of 2 digits"),
        ("code", "02", "02 stands twice"),
        ("vi", None, "must be a text"),
        ("en", "x" * 41, "is longer than 40 characters"),
        ("other_names", ["x" * 41], f"“{'x' * 41}” is longer than 40 characters"),
        ("other_names", "Việt", "must be a list of texts"),
        ("other_names", ["Việt", "Việt "], "Việt stands twice"),
        ("search_only", ["Kinh"], "Kinh stands twice"),
        ("aka", [], "is none of slug, code, vi, en, other_names, search_only"),
    ],
)
def test_a_bad_people_is_named_and_nothing_is_written(people_rows, field, value, reason):
    people_rows[0][field] = value
    with pytest.raises(RowError) as refusal:
        load_peoples(peoples=people_rows)
    error = refusal.value
    named = "code_1979" if reason.startswith("02") else field
    assert (error.table, error.field, error.reason) == ("peoples", named, reason)
    assert not People.objects.exists()


@pytest.mark.parametrize(
    ("rule", "field", "reason"),
    [
        ({"sets": [23]}, "sets", "“[23]” must be a list of sets of this file"),
        ({"sets": 22}, "sets", "“22” must be a list of sets of this file"),
        ({"valid_from": None}, "valid_from", "must be a date like 2026-12-31"),
        ({"valid_from": "1/1/2026"}, "valid_from", "“1/1/2026” is not a date like 2026-12-31"),
        ({"valid_until": date(2025, 12, 31)}, "valid_until", "lies before valid_from"),
        ({"kinds_allowed": []}, "kinds_allowed", "is empty"),
        (
            {"kinds_allowed": ["credit_fund"]},
            "kinds_allowed",
            "“credit_fund” is none of cooperative, union, group, enterprise, household",
        ),
        ({"min_age": "18"}, "min_age", "must be a whole number from 0 to 99"),
        ({"min_age": True}, "min_age", "must be a whole number from 0 to 99"),
        ({"cashless_only": 1}, "cashless_only", "must be true or false"),
        ({"vat_basis_points": -1}, "vat_basis_points", "must be a whole number from 0 to 10000"),
        ({"max_transit_days": 61}, "max_transit_days", "must be a whole number from 1 to 60"),
        ({"legal_basis": " "}, "legal_basis", "must be a text"),
    ],
)
def test_a_bad_rule_is_named_and_nothing_is_written(rule, field, reason):
    with pytest.raises(RowError) as refusal:
        load_ocop(**_one_set(**rule))
    error = refusal.value
    assert (error.table, error.index, error.field, error.reason) == ("rules", 0, field, reason)
    assert not Sector.objects.exists()


def test_a_misspelt_field_of_a_rule_is_refused():
    with pytest.raises(RowError, match=r"rules\[0\]\.min_agee: is none of"):
        load_ocop(**_one_set(min_agee=18))


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (date(2026, 12, 31), "overlaps another rule of set 22"),
        (date(2027, 1, 2), "leaves a gap after 2026-12-31 for set 22"),
    ],
)
def test_days_neither_overlap_nor_leave_a_gap(second, reason):
    rows = _one_set(valid_until=date(2026, 12, 31))
    rows["rules"].append({**rows["rules"][0], "valid_from": second, "valid_until": None})
    with pytest.raises(RowError) as refusal:
        load_ocop(**rows)
    assert (refusal.value.index, refusal.value.field, refusal.value.reason) == (1, "valid_from", reason)


def test_a_set_without_a_rule_is_refused():
    rows = _one_set()
    rows["rules"] = []
    with pytest.raises(RowError, match="set 22 has no rule"):
        load_ocop(**rows)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda rows: rows.update(legal_version=""), r"ocop\[0\]\.legal_version: must be a text like 26/2026"),
        (lambda rows: rows["sectors"].append("Hoa"), r"sectors\[1\]\.: must have named fields"),
        (lambda rows: rows["sectors"][0].update(groups=[]), r"sectors\[0\]\.groups: must be a list"),
        (lambda rows: rows["sectors"][0]["groups"][0].update(sets="x"), r"groups\[0\]\.sets: must be a list"),
        (
            lambda rows: rows["sectors"][0]["groups"][0]["sets"][0].update(ministries=["war"]),
            r"sets\[0\]\.ministries: “war” is none of agriculture, industry, health, culture",
        ),
        (
            lambda rows: rows["sectors"][0]["groups"][0]["sets"].append(rows["sectors"][0]["groups"][0]["sets"][0]),
            r"sets\[1\]\.number: 22 stands twice",
        ),
    ],
)
def test_a_bad_tree_is_named(spoil, message):
    rows = _one_set()
    spoil(rows)
    with pytest.raises(RowError, match=message):
        load_ocop(**rows)
    assert not Sector.objects.exists()
