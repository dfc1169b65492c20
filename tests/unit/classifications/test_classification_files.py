from datetime import date

from marketplace.classifications.enums import CURRENT_DECISION, SellerKind
from marketplace.cooperatives import enums as cooperatives
from marketplace.core.text import fold, slug

SLUGS = """
kinh tay thai hoa kho-me muong nung mong dao gia-rai ngai e-de ba-na xo-dang san-chay co-ho cham san-diu hre mnong
ra-glai xtieng bru-van-kieu tho giay co-tu gie-trieng ma kho-mu co ta-oi cho-ro khang xinh-mun ha-nhi chu-ru lao
la-chi la-ha phu-la la-hu lu lo-lo chut mang pa-then co-lao cong bo-y si-la pu-peo brau o-du ro-mam
""".split()  # noqa: SIM905 - read at a glance
# Names given from outside; whoever types them is led to the people, nobody reads them.
NEVER_PRINTED = {"Mèo", "Mẹo", "Mán", "Xá Lá Vàng", "Tày Hạt"}
SETS_PER_SECTOR = [13, 4, 3, 2, 3, 1]


def _sets(ocop_rows):
    return [row for sector in ocop_rows["sectors"] for group in sector["groups"] for row in group["sets"]]


def test_54_peoples_in_the_order_of_1979(people_rows):
    assert [row["slug"] for row in people_rows] == SLUGS
    assert [row["code"] for row in people_rows] == [f"{number:02}" for number in range(1, 55)]
    assert [slug(row["vi"]) for row in people_rows] == SLUGS


def test_exonyms_are_not_printable(people_rows):
    shown = {name for row in people_rows for name in [row["vi"], row["en"], *row["other_names"]]}
    hidden = {name for row in people_rows for name in row.get("search_only", [])}
    assert hidden >= NEVER_PRINTED
    assert {fold(name) for name in hidden} & {fold(name) for name in shown} == set()


def test_own_names_are_one_peoples_only(people_rows):
    own = [fold(row["vi"]) for row in people_rows]
    assert len(set(own)) == 54


def test_six_sectors_17_groups_26_sets(ocop_rows):
    assert ocop_rows["legal_version"] == CURRENT_DECISION
    assert [sector["number"] for sector in ocop_rows["sectors"]] == [1, 2, 3, 4, 5, 6]
    groups = [group["number"] for sector in ocop_rows["sectors"] for group in sector["groups"]]
    assert groups == list(range(1, 18))
    assert [row["number"] for row in _sets(ocop_rows)] == list(range(1, 27))
    per_sector = [sum(len(group["sets"]) for group in sector["groups"]) for sector in ocop_rows["sectors"]]
    assert per_sector == SETS_PER_SECTOR


def test_only_fresh_food_is_perishable(ocop_rows):
    assert [row["number"] for row in _sets(ocop_rows) if row.get("perishable")] == [1, 2]


def test_alcohol_is_restricted_at_all_times(ocop_rows):
    rules = [rule for rule in ocop_rows["rules"] if {14, 15} & set(rule["sets"])]
    assert rules
    for rule in rules:
        assert (rule["min_age"], rule["cashless_only"], rule["advertised"]) == (18, True, False)
        assert rule["vat_basis_points"] == 1000
        assert "group" not in rule["kinds_allowed"]  # no legal person, cannot hold the licence


def test_nothing_else_is_restricted(ocop_rows):
    for rule in ocop_rows["rules"]:
        if not {14, 15} & set(rule["sets"]):
            assert {"min_age", "cashless_only", "advertised"} & rule.keys() == set()


def test_the_reduced_rate_ends_with_2026(ocop_rows):
    reduced = [rule for rule in ocop_rows["rules"] if rule["vat_basis_points"] == 800]
    assert {rule["valid_until"] for rule in reduced} == {date(2026, 12, 31)}
    assert all("204/2025" in rule["legal_basis"] for rule in reduced)


def test_seller_kinds_are_those_of_cooperatives_without_the_credit_fund():
    assert {kind.value for kind in SellerKind} == set(cooperatives.SellerKind.values) - {"credit_fund"}
