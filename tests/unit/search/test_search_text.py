import unicodedata

import pytest

from marketplace.search.plan import plan, wider
from marketplace.search.question import question
from marketplace.search.synonyms import read, segments
from marketplace.search.words import MOST_WORDS, beginnings, tokens, words_of, words_of_query
from tests.unit.search.questions import ask


def exact(text: str) -> list[str]:
    return [word.exact for word in words_of(text)]


def folded(text: str) -> list[str]:
    return [word.folded for word in words_of(text)]


class TestWords:
    def test_marks_are_kept_apart_from_letters(self) -> None:
        assert exact("Thổ cẩm đỏ") == ["thô?", "câm?", "đo?"]
        assert folded("Thổ cẩm đỏ") == ["tho", "cam", "do"]

    @pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe")])
    def test_both_ways_to_place_a_tone(self, one: str, other: str) -> None:
        assert exact(one) == exact(other)

    @pytest.mark.parametrize("text", ["Mật ong rừng", "Ê-đê, Cơ-ho", "H'Mông"])
    def test_decomposed_text_is_the_same_text(self, text: str) -> None:
        assert words_of(unicodedata.normalize("NFD", text)) == words_of(text)

    def test_signs_are_no_words_and_apostrophes_no_breaks(self) -> None:
        assert folded("65 × 180 cm – H'Mông (K’Ho)") == ["65", "180", "cm", "hmong", "kho"]

    def test_a_question_is_no_longer_than_a_question(self) -> None:
        assert len(words_of_query("ong " * 100)) == MOST_WORDS
        assert words_of_query("x" * 60) == []

    def test_texts_of_a_field_stand_apart_and_once(self) -> None:
        assert tokens(["Trà", "", "Chè xanh", "Trà"]).exact == "| tra` | che` xanh"
        assert tokens(["Trà"], "^").folded == "^ tra"

    def test_beginnings(self) -> None:
        assert beginnings(["Mật ong"]).split() == ["m", "^m", "ma", "^ma", "mat", "^mat", "o", "on", "ong"]


class TestSynonyms:
    table = read("# a comment\ntrà | chè | tea\ntrà shan | chè shan # at the end\n\nlanh | linen\n")

    def others(self, text: str) -> list[list[str]]:
        return [[" ".join(w.folded for w in other) for other in s.others] for s in segments(words_of(text), self.table)]

    def test_each_word_of_a_line_finds_the_others(self) -> None:
        assert self.others("trà") == [["che", "tea"]]
        assert self.others("tea") == [["tra", "che"]]

    def test_the_longest_expression_goes_first(self) -> None:
        assert self.others("gói trà shan xanh") == [[], ["che shan"], []]

    def test_without_marks_every_spelling_is_meant_with_marks_only_one(self) -> None:
        assert self.others("lanh") == [["linen"]]
        assert self.others("lạnh") == [[]]
        assert self.others("tra") == [["che", "tea"]]

    def test_the_shipped_file_is_read(self) -> None:
        (segment,) = segments(words_of("tho cam"))
        assert "brocade" in {" ".join(word.folded for word in other) for other in segment.others}

    def test_no_question_has_no_segments(self) -> None:
        assert segments([]) == []


class TestPlan:
    def test_where_no_listing_has_all_words_most_are_enough_then_some(self) -> None:
        texts = ("gừng", "gừng đen", "gừng đen lạ", "gừng đen lạ của người mông ở mèo vạc hà giang")
        assert [wider(question(text)) for text in texts] == [[], [], [2], [5, 2]]

    def test_without_text_or_by_another_order_nothing_is_scored(self) -> None:
        assert plan(ask("")).score is None
        assert plan(ask("gừng", sort="price")).score is None
        assert plan(ask("gừng")).score is not None
