"""The files themselves: counts of the national list of October 2026, codes, spelling."""

import unicodedata
from collections import Counter, defaultdict

# Wards, communes, special zones per province of today.
UNITS = {
    "01": (51, 75, 0), "04": (3, 53, 0), "08": (7, 117, 0), "11": (3, 42, 0), "12": (2, 36, 0), "14": (8, 67, 0),
    "15": (10, 89, 0), "19": (15, 77, 0), "20": (4, 61, 0), "22": (30, 22, 2), "24": (45, 54, 0), "25": (15, 133, 0),
    "31": (45, 67, 2), "33": (11, 93, 0), "37": (32, 97, 0), "38": (19, 147, 0), "40": (11, 119, 0), "42": (9, 60, 0),
    "44": (8, 69, 1), "46": (21, 19, 0), "48": (23, 70, 1), "51": (9, 86, 1), "52": (25, 110, 0), "56": (16, 48, 1),
    "66": (14, 88, 0), "68": (20, 103, 1), "75": (33, 62, 0), "79": (113, 54, 1), "80": (14, 82, 0), "82": (20, 82, 0),
    "86": (19, 105, 0), "91": (14, 85, 3), "92": (31, 72, 0), "96": (9, 55, 0),
}  # fmt: skip
MERGED = {
    "08": {"02", "08"}, "15": {"10", "15"}, "19": {"06", "19"}, "24": {"24", "27"}, "25": {"17", "25", "26"},
    "31": {"30", "31"}, "33": {"33", "34"}, "37": {"35", "36", "37"}, "44": {"44", "45"}, "48": {"48", "49"},
    "51": {"51", "62"}, "52": {"52", "64"}, "56": {"56", "58"}, "66": {"54", "66"}, "68": {"60", "67", "68"},
    "75": {"70", "75"}, "79": {"74", "77", "79"}, "80": {"72", "80"}, "82": {"82", "87"}, "86": {"83", "84", "86"},
    "91": {"89", "91"}, "92": {"92", "93", "94"}, "96": {"95", "96"},
}  # fmt: skip
REUSED = {
    "15": ("Yên Bái", "Lào Cai"),
    "24": ("Bắc Giang", "Bắc Ninh"),
    "44": ("Quảng Bình", "Quảng Trị"),
    "52": ("Bình Định", "Gia Lai"),
    "80": ("Long An", "Tây Ninh"),
    "82": ("Tiền Giang", "Đồng Tháp"),
    "91": ("Kiên Giang", "An Giang"),
}
CITIES = {"01", "22", "24", "31", "46", "48", "75", "79", "92"}


def _provinces(place_files, version):
    return {row["code"]: row for row in place_files["provinces"] if row["version"] == version}


def test_both_maps_are_whole(place_files):
    assert len(_provinces(place_files, "2025")) == 34
    assert len(_provinces(place_files, "2024")) == 63
    assert len(place_files["communes_2025"]) == 3321
    kinds = Counter(row["kind"] for row in place_files["communes_2025"])
    assert kinds == {"commune": 2599, "ward": 709, "special_zone": 13}
    old = Counter(row["kind"] == "district" for row in place_files["communes_2024"])
    assert old == {False: 10035, True: 5}
    assert len({(row["province"], row["district_code"]) for row in place_files["communes_2024"]}) == 696


def test_units_per_province(place_files):
    kinds = defaultdict(Counter)
    for row in place_files["communes_2025"]:
        kinds[row["province"]][row["kind"]] += 1
    found = {code: (found["ward"], found["commune"], found["special_zone"]) for code, found in kinds.items()}
    assert found == UNITS


def test_nine_cities(place_files):
    assert {code for code, row in _provinces(place_files, "2025").items() if row["kind"] == "city"} == CITIES


def test_seven_codes_mean_another_province_now(place_files):
    old, new = _provinces(place_files, "2024"), _provinces(place_files, "2025")
    differing = {code: (old[code]["name"], new[code]["name"]) for code in old.keys() & new.keys()}
    assert {code: names for code, names in differing.items() if names[0] != names[1]} == REUSED


def test_old_provinces_went_whole_into_one(place_files):
    merged = defaultdict(set)
    for code, row in _provinces(place_files, "2024").items():
        merged[row["successor"]].add(code)
    assert {new: codes for new, codes in merged.items() if len(codes) > 1} == MERGED
    assert merged.keys() == _provinces(place_files, "2025").keys()


def test_the_two_sources_have_equal_codes(place_files):
    """Communes of today come from one source, what they came from is told by the other."""
    assert {row["new"] for row in place_files["succession"]} == {row["code"] for row in place_files["communes_2025"]}
    assert {row["old"] for row in place_files["succession"]} == {row["code"] for row in place_files["communes_2024"]}


def test_every_succession_stays_in_its_province(place_files):
    successor = {code: row["successor"] for code, row in _provinces(place_files, "2024").items()}
    old = {row["code"]: successor[row["province"]] for row in place_files["communes_2024"]}
    new = {row["code"]: row["province"] for row in place_files["communes_2025"]}
    assert [row for row in place_files["succession"] if old[row["old"]] != new[row["new"]]] == []


def test_split_is_marked(place_files):
    parts = Counter(row["old"] for row in place_files["succession"])
    assert sum(count > 1 for count in parts.values()) == 442
    assert {row["split"] == "1" for row in place_files["succession"] if parts[row["old"]] > 1} == {True}
    assert {row["split"] == "0" for row in place_files["succession"] if parts[row["old"]] == 1} == {True}


def test_homonyms_are_kept_apart(place_files):
    """Xã Hòa Bình of Kim Thành (10798) and of Vĩnh Bảo (11890) merged into different communes of one city."""
    successors = defaultdict(set)
    for row in place_files["succession"]:
        successors[row["old"]].add(row["new"])
    assert successors["10798"] == {"10804", "10843"}
    assert successors["11890"] == {"11911"}
    assert successors["25462"] == {"25459"}  # phường 4, thành phố Tây Ninh
    assert successors["27691"] == {"27694"}  # phường 4, thành phố Tân An


def test_text_is_tidy(place_files):
    for rows in place_files.values():
        for row in rows:
            for value in row.values():
                assert value == unicodedata.normalize("NFC", value).strip()
                assert "'" not in value
                assert "  " not in value
            assert not row.get("name", "X")[0].islower()


def test_centres_lie_in_vietnam(place_files):
    for row in place_files["communes_2025"]:
        assert 7 < float(row["lat"]) < 23.5
        assert 102 < float(row["lon"]) < 118
