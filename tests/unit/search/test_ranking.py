import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search import ranking
from marketplace.search.plan import Best, Points, Score, plan
from marketplace.search.ranking import MARKED, MOST_POINTS, PLACES, PLAIN, Worths
from marketplace.search.words import MOST_WORDS
from tests.unit.search.questions import ask

SYLLABLES = st.sampled_from(["trà", "shan", "thổ", "cẩm", "tho", "cam", "mật", "ong", "chè", "htx", "lanh", "x"])


def most(score: Score) -> int:
    """The points of a listing that fulfils every condition."""
    if isinstance(score, Points):
        return score.points
    parts = [most(part) for part in score.parts]
    return max(parts) if isinstance(score, Best) else sum(parts)


@given(st.lists(SYLLABLES, min_size=1, max_size=MOST_WORDS))
def test_no_question_brings_more_points_than_the_engines_can_order(words: list[str]) -> None:
    score = plan(ask(" ".join(words))).score
    assert score is not None
    assert 0 < most(score) <= MOST_POINTS


@pytest.mark.parametrize("worth", [MARKED, PLAIN])
def test_exact_before_folded_in_each_place_and_places_in_order(worth: Worths) -> None:
    for exact, folded in ((worth.exact, worth.folded), (worth.phrase_exact, worth.phrase_folded)):
        assert all(exact.of(place) > folded.of(place) > 0 for place in PLACES)
        for column in (exact, folded):
            assert column.title > column.names > column.text


def test_marked_words_anywhere_are_worth_more_than_other_words_in_a_title() -> None:
    assert MARKED.exact.text > MARKED.folded.title
    assert MARKED.phrase_exact.text > MARKED.phrase_folded.title + ranking.BEGINNING_FOLDED


def test_a_synonym_is_worth_less_than_the_word() -> None:
    for place in PLACES:
        assert ranking.SYNONYM.of(place) < min(MARKED.exact.of(place), PLAIN.folded.of(place))


def test_most_words_are_more_than_half_and_some_are_two_at_least() -> None:
    assert [ranking.least_words(count) for count in (3, 4, 5, 8, 12)] == [(2, 2), (3, 2), (3, 2), (5, 2), (7, 4)]
