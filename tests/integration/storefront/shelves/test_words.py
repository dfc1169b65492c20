from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from marketplace.web.templatetags.market import full_day, picture_alt, sentences, unit_name


@pytest.mark.parametrize(("language", "shown"), [("vi", "14/3/2028"), ("en", "14 Mar 2028")])
def test_days_with_their_year(language: str, shown: str) -> None:
    with translation.override(language):
        assert full_day(date(2028, 3, 14)) == shown
        assert full_day(None) == ""


@pytest.mark.parametrize(("unit", "vi", "en"), [("hũ", "hũ", "jar"), ("mét", "mét", "metre"), ("gùi", "gùi", "gùi")])
def test_units_are_translated_where_we_know_the_word(unit: str, vi: str, en: str) -> None:
    with translation.override("vi"):
        assert unit_name(unit) == vi
    with translation.override("en"):
        assert unit_name(unit) == en


@pytest.mark.parametrize(
    ("text", "count", "shown"),
    [
        ("Một. Hai! Ba?", 1, "Một."),
        ("Một. Hai! Ba?", 2, "Một. Hai!"),
        ("Chỉ có 1,5 kg thôi", 2, "Chỉ có 1,5 kg thôi"),
        ("", 1, ""),
    ],
)
def test_only_whole_sentences(text: str, count: int, shown: str) -> None:
    assert sentences(text, count) == shown


def test_a_drawing_says_so_before_what_it_shows() -> None:
    drawn = SimpleNamespace(alt_vi="Khăn", alt_en="Scarf", is_illustration=True)
    with translation.override("en"):
        assert picture_alt(drawn) == "Illustration: Scarf"
        drawn.is_illustration = False
        assert picture_alt(drawn) == "Scarf"
