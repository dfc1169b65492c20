"""Pieces of templates that are drawn once for the same values."""

from dataclasses import dataclass

import pytest
from django.template import engines
from django.utils import translation

from marketplace.web.templatetags.kept import Pieces, pieces


@dataclass(frozen=True)
class Thing:
    name: str


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    pieces.clear()


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load kept i18n %}" + source).render(context)


def test_the_same_values_are_drawn_once() -> None:
    template = engines["django"].from_string("{% load kept %}{% kept thing %}{{ count }}{% endkept %}")
    assert [template.render({"thing": Thing(name), "count": count}) for count, name in enumerate("aab")] == [
        "0",
        "0",
        "2",
    ]


def test_lists_count_by_what_is_in_them() -> None:
    template = engines["django"].from_string("{% load kept %}{% kept things %}{{ things|length }}{% endkept %}")
    assert [template.render({"things": [Thing("a")] * count}) for count in (1, 2, 1)] == ["1", "2", "1"]


def test_languages_are_kept_apart() -> None:
    source = '{% kept %}{% translate "Basket" %}{% endkept %}'
    with translation.override("en"):
        assert drawn(source) == "Basket"
    with translation.override("vi"):
        assert drawn(source) == "Giỏ hàng"


def test_two_places_of_one_template_are_kept_apart() -> None:
    assert drawn("{% kept name %}first{% endkept %}, {% kept name %}second{% endkept %}", name="x") == "first, second"


def test_text_is_escaped_once() -> None:
    source = "{% kept name %}<b>{{ name }}</b>{% endkept %}"
    assert [drawn(source, name="<i>") for _turn in range(2)] == ["<b>&lt;i&gt;</b>"] * 2


def test_what_was_asked_for_longest_ago_leaves() -> None:
    kept = Pieces(most=4)  # letters
    for key in "ab":
        kept.put(key, engines["django"].from_string(2 * key).render())
    assert kept.get("a") == "aa"
    kept.put("c", engines["django"].from_string("cc").render())
    assert [kept.get(key) for key in "abc"] == ["aa", None, "cc"]


def test_a_piece_put_again_is_counted_once() -> None:
    kept = Pieces(most=4)
    for _turn in range(3):
        kept.put("a", engines["django"].from_string("aa").render())
    kept.put("b", engines["django"].from_string("bb").render())
    assert [kept.get(key) for key in "ab"] == ["aa", "bb"]
