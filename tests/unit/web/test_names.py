import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.web.shelves.names import Names

SELLERS = ["HTX Chè Mây", "HTX Mây Tre", "Chè Suối", "HTX Chê Mau", "HTX Dệt Nắng"]
SYLLABLES = st.sampled_from(["mây", "may", "chè", "che", "tre", "htx", "suối", "a", "an"])


def names(*texts: str) -> Names[str]:
    return Names((text, (text,)) for text in texts)


def found(typed: str, limit: int = 9) -> list[str]:
    return [one.thing for one in names(*SELLERS).beginning(typed, limit)]


@pytest.mark.parametrize(
    ("typed", "things"),
    [
        ("ma", ["HTX Chè Mây", "HTX Mây Tre", "HTX Chê Mau"]),
        ("may", ["HTX Chè Mây", "HTX Mây Tre"]),
        ("mây tr", ["HTX Mây Tre"]),
        ("tre m", ["HTX Mây Tre"]),
        ("che", ["Chè Suối", "HTX Chè Mây", "HTX Chê Mau"]),  # who begins so, first
        ("chè", ["Chè Suối", "HTX Chè Mây", "HTX Chê Mau"]),  # then who is spelled so
        ("chê m", ["HTX Chê Mau", "HTX Chè Mây"]),
        ("htx che", ["HTX Chè Mây", "HTX Chê Mau"]),
        ("HTX DE", ["HTX Dệt Nắng"]),
        ("dệt nắng", ["HTX Dệt Nắng"]),
        ("ây", []),
        ("zz", []),
        ("", []),
        ("–", []),
    ],
)
def test_the_last_word_may_be_unfinished(typed: str, things: list[str]) -> None:
    assert found(typed) == things


def test_a_thing_with_several_names_stands_once_under_the_one_that_fits() -> None:
    places: Names[str] = Names([("08", ("Tuyên Quang", "Hà Giang", "Hà Tuyên"))])
    assert [(one.thing, one.text) for one in places.beginning("ha", 5)] == [("08", "Hà Giang")]
    assert [(one.thing, one.text) for one in places.beginning("ha t", 5)] == [("08", "Hà Tuyên")]


def test_no_more_than_asked() -> None:
    assert found("htx", 2) == ["HTX Chè Mây", "HTX Mây Tre"]
    assert found("htx", 0) == []


@given(st.lists(st.lists(SYLLABLES, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=12, unique=True))
def test_every_name_is_found_by_each_beginning_of_it(texts: list[str]) -> None:
    kept = names(*texts)
    for text in texts:
        for end in range(1, len(text) + 1):
            typed = text[:end]
            if typed.strip():
                assert text in [one.thing for one in kept.beginning(typed, len(texts))]


def test_eight_thousand_names_need_no_look_at_each() -> None:
    """So many names of one beginning, and only the first few hundred are compared."""
    kept = names(*(f"HTX Mây {number}" for number in range(8000)))
    assert len(kept.beginning("htx m", 8)) == 8
    assert [one.thing for one in kept.beginning("htx mây 7999", 8)] == ["HTX Mây 7999"]
    assert [one.thing for one in kept.beginning("7999", 8)] == ["HTX Mây 7999"]
