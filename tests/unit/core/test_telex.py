import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.telex import decoded, toned
from marketplace.core.text import tone_last


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thoor", "thổ"),
        ("caamr", "cẩm"),
        ("maatj", "mật"),
        ("tieengs", "tiếng"),
        ("nuowcs", "nước"),
        ("ruwowuj", "rượu"),
        ("ddawcj", "đặc"),
        ("dungd", "đung"),
        ("traf", "trà"),
        ("hoaf", "hòa"),
        ("quys", "quý"),
        ("thoro", "thổ"),
        ("luaj", "lụa"),
        ("muowif", "mười"),
    ],
)
def test_telex(typed: str, meant: str) -> None:
    assert decoded(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tho63", "thổ"), ("ca63m", "cẩm"), ("cam63", "cẩm"), ("d9a85c", "đặc"), ("nuo7c1", "nước"), ("gao5", "gạo")],
)
def test_vni(typed: str, meant: str) -> None:
    assert decoded(typed) == meant


@pytest.mark.parametrize("word", ["ong", "mật", "hmong", "10ml", "38", "s", "", "trâuf", "4a"])
def test_what_is_no_leftover_of_a_keyboard(word: str) -> None:
    assert decoded(word) == ""


def test_an_english_word_may_look_like_one() -> None:
    assert decoded("bags") == "bág"


@given(st.text("abcdeghiklmnopqrstuvxyfjwz123456789", max_size=14))
def test_any_word_may_be_asked(word: str) -> None:
    assert decoded(word) != word or word == ""


@given(st.sampled_from(["thổ", "cẩm", "hòa", "thủy", "đặc", "nước", "rượu", "quế", "già", "người", "mía"]))
def test_a_tone_goes_back_to_its_vowel(word: str) -> None:
    signed = tone_last(word)
    assert toned(signed[:-1], signed[-1]) == word
