from hypothesis import given
from hypothesis import strategies as st

from marketplace.places.enums import Level
from marketplace.places.queries.reading import LONGEST_TEXT, MOST_SEGMENTS, readings, spelling


def _seen(text):
    """Level and folded name of each reading, in order of preference."""
    return [tuple((level.name, name.folded) for level, name in way.names) for way in readings(text)]


def test_one_name_may_stand_at_any_level():
    assert _seen("Lùng Tám")[:3] == [
        (("COMMUNE", "lung tam"),),
        (("DISTRICT", "lung tam"),),
        (("PROVINCE", "lung tam"),),
    ]


def test_a_type_word_says_the_level():
    readings_without_word = [seen for seen in _seen("xã Lùng Tám") if seen[0][1] == "lung tam"]
    assert readings_without_word == [(("COMMUNE", "lung tam"),)] * len(readings_without_word)
    assert readings_without_word


def test_commas_are_never_crossed():
    for seen in _seen("Lùng Tám, Quản Bạ, Hà Giang"):
        assert not any("tam quan" in name or "ba ha" in name for _, name in seen)
    assert (("COMMUNE", "lung tam"), ("DISTRICT", "quan ba"), ("PROVINCE", "ha giang")) in _seen(
        "Lùng Tám, Quản Bạ, Hà Giang"
    )


def test_numbered_units_keep_their_word():
    assert (("COMMUNE", "phuong 4"),) in _seen("P.04")
    assert (("COMMUNE", "phuong 4"),) in _seen("Phường 4")
    assert (("DISTRICT", "quan 1"), ("PROVINCE", "tphcm")) in _seen("Q1 TPHCM")


def test_the_country_is_left_out():
    assert _seen("Hà Giang, Việt Nam") == _seen("Hà Giang")


def test_whole_readings_come_before_those_that_leave_a_street_out():
    ways = readings("Thôn Lùng Hóa, xã Lùng Tám, tỉnh Hà Giang")
    skipped = [way.skipped for way in ways]
    assert skipped == sorted(skipped)
    assert skipped[0] == 0
    assert max(skipped) > 3


def test_where_a_tone_stands_is_no_difference():
    assert spelling("Hoà Bình") == spelling("hòa bình")
    assert spelling("Thuỷ") == spelling("Thủy")
    assert spelling("Tân Thạnh") != spelling("Tân Thành")
    assert spelling("Cư M'gar") == spelling("Cư M’gar")


@given(st.text(max_size=LONGEST_TEXT + 50))
def test_any_text_can_be_read(text):
    for way in readings(text):
        levels = [level for level, _ in way.names]
        assert 1 <= len(levels) <= MOST_SEGMENTS
        assert levels == sorted(set(levels))
        assert all(level in Level for level in levels)
