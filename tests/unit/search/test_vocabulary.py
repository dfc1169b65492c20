import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search import vocabulary as module
from marketplace.search.vocabulary import Lexicon, Vocabulary, distance
from marketplace.search.words import Word, words_of

WORDS = {
    "thổ": 40, "cẩm": 44, "câm": 1, "cam": 9, "mật": 20, "ong": 21, "rừng": 5, "khăn": 30, "piêu": 2, "trâu": 3,
    "hòa": 4, "hoà": 1, "trà": 50, "sa": 6, "pa": 6, "a": 3, "ti": 2, "sô": 2, "embroidered": 12, "st25": 1, "xôi": 2,
}  # fmt: skip
PAIRS = {"thổ cẩm": 38, "mật ong": 18, "ong rừng": 4, "khăn piêu": 2, "sa pa": 6, "a ti": 2, "ti sô": 2, "trà xanh": 3}


@pytest.fixture
def words() -> Vocabulary:
    return Vocabulary(WORDS, PAIRS)


def plain(*folded: str) -> list[Word]:
    return [Word(word, word) for word in folded]


def test_words_are_known_with_and_without_their_marks(words: Vocabulary) -> None:
    assert words.knows("cam")
    assert not words.knows("cẩm")
    assert words.knows_exactly("câm?")
    assert not words.knows_exactly("căm?")
    assert (words.count("cam"), words.pair_count("tho", "cam"), words.pair_count("cam", "tho")) == (44, 38, 0)


def test_the_index_spells_by_neighbours_then_by_frequency(words: Vocabulary) -> None:
    assert words.spelled(plain("tho", "cam")) == "thổ cẩm"
    assert words.spelled(plain("mat", "ong", "rung")) == "mật ong rừng"
    assert words.spelled(plain("hoa")) == "hòa"
    assert words.spelled(words_of("Cam")) == "cẩm"  # typed without marks, it may be any
    assert words.spelled(words_of("câm lạ")) == "câm lạ"
    assert words.spelled([]) == ""


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("thocam", ("tho", "cam")),
        ("matongrung", ("mat", "ong", "rung")),
        ("sapa", ("sa", "pa")),
        ("atiso", ("a", "ti", "so")),
        ("camtho", ()),  # no such neighbours
        ("thocamx", ()),
        ("tho", ()),
        ("", ()),
    ],
)
def test_words_that_run_together(words: Vocabulary, word: str, parts: tuple[str, ...]) -> None:
    assert words.parts(word) == parts


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("pieuu", {"pieu": 1}),
        ("pieo", {"pieu": 1}),
        ("pieu", {}),
        ("piue", {"pieu": 1}),
        ("embroiderd", {"embroidered": 1}),
        ("embroydeed", {"embroidered": 2}),
        ("embrydeed", {}),
        ("soi", {"xoi": 1}),  # said alike
        ("tchi", {}),
        ("st26", {}),  # numbers are no typing errors
        ("x", {}),
    ],
)
def test_words_that_are_near(words: Vocabulary, word: str, meant: dict[str, int]) -> None:
    assert words.near(word).items() >= meant.items()
    assert bool(words.near(word)) is bool(meant)


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("abc", "xbcd", 2), ("abcd", "", 3)],
)
def test_distance(one: str, other: str, errors: int) -> None:
    assert distance(one, other, 2) == distance(other, one, 2) == errors


@given(st.text("abch", min_size=3, max_size=9), st.text("abch", min_size=3, max_size=9))
def test_each_word_within_reach_is_found(typed: str, known: str) -> None:
    """The shortened words are a way to look, not another rule."""
    most = 2 if len(typed) >= module.TWO_ERRORS else 1
    found = Vocabulary({known: 1}, {}).near(typed)
    assert (known in found) is (typed != known and distance(typed, known, most) <= most)


class TestLexicon:
    @pytest.fixture
    def readings(self) -> list[str]:
        return []

    @pytest.fixture
    def generations(self) -> list[str]:
        return ["1"]

    @pytest.fixture
    def lexicon(self, readings: list[str], generations: list[str]) -> Lexicon:
        def load() -> Vocabulary:
            readings.append(generations[-1])
            return Vocabulary({f"word{generations[-1]}": 1}, {})

        return Lexicon(load, lambda: generations[-1])

    def test_it_is_read_once(self, lexicon: Lexicon, readings: list[str]) -> None:
        assert lexicon.vocabulary() is lexicon.vocabulary() is lexicon.newest()
        assert readings == ["1"]

    def test_a_change_is_read_when_a_word_is_not_known_and_some_time_has_passed(
        self, lexicon: Lexicon, readings: list[str], generations: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lexicon.vocabulary()
        generations.append("2")
        assert not lexicon.newest().knows("word2")
        monkeypatch.setattr(module, "MIN_AGE", 0.0)
        assert not lexicon.vocabulary().knows("word2")
        assert lexicon.newest().knows("word2")
        assert lexicon.newest() is lexicon.newest()
        assert readings == ["1", "2"]

    def test_an_engine_that_is_down_is_asked_again(self, readings: list[str]) -> None:
        def load() -> Vocabulary:
            readings.append("tried")
            if len(readings) == 1:
                raise OSError("down")
            return Vocabulary({}, {})

        lexicon = Lexicon(load, lambda: "1")
        with pytest.raises(OSError, match="down"):
            lexicon.vocabulary()
        assert not lexicon.newest().knows("x")
