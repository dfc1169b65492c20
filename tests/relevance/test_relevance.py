"""What buyers find with what they type, over the demonstration catalogue; questions.yaml says what they mean.

Run with -rP to see the table: NDCG@10 and recall@24 by class of question, on each engine.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import mean

import pytest

from marketplace.core import clock
from marketplace.core.text import fold
from marketplace.search.interface import ListingDocument, SearchBackend, SearchQuery
from tests.relevance.judging import FIRST_PAGE, WANTED, Question, listings, ndcg, questions, recall, slugs

pytestmark = [pytest.mark.django_db, pytest.mark.engine, pytest.mark.xdist_group("relevance")]
OVERALL, EACH_CLASS = 0.90, 0.80
LEAST_QUESTIONS, LEAST_IN_CLASS = 140, 8


@dataclass(frozen=True)
class Answer:
    question: Question
    found: tuple[str, ...]

    @property
    def ndcg(self) -> float:
        return ndcg(self.found, self.question.grades)

    @property
    def recall(self) -> float:
        return recall(self.found, self.question.grades)


def answered(engine: SearchBackend, on: date, of_class: str = "") -> list[Answer]:
    """As the shop asks: signed out, without filters."""
    asked = (question for question in questions() if of_class in ("", question.name))
    return [Answer(question, found(engine, question.text, on)) for question in asked]


def found(engine: SearchBackend, text: str, on: date) -> tuple[str, ...]:
    page = engine.search(SearchQuery(today=on, text=text, exclude_restricted=True, page_size=FIRST_PAGE))
    return tuple(slugs()[card.cooperative_slug, card.title_vi] for card in page.hits)


def by_class(answers: Iterable[Answer]) -> dict[str, list[Answer]]:
    classes: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        classes[answer.question.name].append(answer)
    return classes


def table(answers: list[Answer]) -> str:
    rows = [(name, of_class) for name, of_class in by_class(answers).items()] + [("all", answers)]
    lines = [
        f"{name:22} {len(row):9} {mean(a.ndcg for a in row):8.3f} {mean(a.recall for a in row):9.3f}"
        for name, row in rows
    ]
    weak = [f"  {a.ndcg:.2f} {a.recall:.2f} {a.question.text}" for a in answers if min(a.ndcg, a.recall) < OVERALL]
    head = f"{'class':22} {'questions':>9} {'NDCG@10':>8} {'recall@24':>9}"
    return "\n".join((head, *lines, "weakest:", *sorted(weak)))


def test_buyers_find_what_they_mean(engine: SearchBackend) -> None:
    answers = answered(engine, clock.today())
    shown = table(answers)
    print(f"\n{type(engine).__module__.split('.')[3]}\n{shown}")  # noqa: T201 - the table is the point
    assert mean(answer.ndcg for answer in answers) >= OVERALL, shown
    for name, of_class in by_class(answers).items():
        assert mean(answer.ndcg for answer in of_class) >= EACH_CLASS, (name, shown)
        assert mean(answer.recall for answer in of_class) >= EACH_CLASS, (name, shown)


@pytest.mark.parametrize(
    ("of_class", "part", "nothing"),
    [
        ("typing errors", "correcting._mistyped", lambda *_args: ()),
        ("keyboard leftovers", "correcting.decoded", lambda _word: ""),
        ("together and apart", "vocabulary.Vocabulary.parts", lambda _self, _word: ()),
        ("OCOP words", "question._without_stars", lambda words: (words, ())),
        ("long questions", "attempts.wider", lambda _asked: []),
    ],
)
def test_without_its_part_of_the_search_a_class_falls(
    engine: SearchBackend, monkeypatch: pytest.MonkeyPatch, of_class: str, part: str, nothing: Callable[..., object]
) -> None:
    monkeypatch.setattr(f"marketplace.search.{part}", nothing)
    answers = answered(engine, clock.today(), of_class)
    assert mean(answer.ndcg for answer in answers) < EACH_CLASS


def test_who_types_it_right_is_not_corrected(engine: SearchBackend, documents: list[ListingDocument]) -> None:
    """Pieces of titles, with and without a place or a people behind them, marks or not."""
    wrong = {}
    for document in documents[::12]:
        words = document.title_vi.split()
        places = (document.commune_name, document.province_name, *document.old_places[:3], document.people_name_vi)
        pieces = [document.title_vi, *(" ".join(words[at : at + 2]) for at in range(len(words) - 1))]
        pieces += [f"{' '.join(words[:count])} {place}" for place in places if place for count in (1, 2)]
        for text in {*pieces, *map(fold, pieces)}:
            page = engine.search(SearchQuery(today=clock.today(), text=text, page_size=1))
            wrong[text] = page.searched_for or page.did_you_mean
    assert {text: other for text, other in wrong.items() if other} == {}
    assert len(wrong) > 500


def test_there_are_enough_questions_and_each_can_be_answered() -> None:
    assert len(questions()) >= LEAST_QUESTIONS
    assert min(Counter(question.name for question in questions()).values()) >= LEAST_IN_CLASS
    without = [question.text for question in questions() if max(question.grades.values(), default=0) < WANTED]
    assert without == []


def test_a_ranking_is_worth_what_stands_first() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert ndcg(("a", "b", "c"), grades) == 1
    assert ndcg(("c", "b", "a"), grades) == pytest.approx(6.3928 / 9.3928, abs=1e-4)
    assert ndcg(("x", "y"), grades) == 0
    assert recall(("x", "a"), grades) == 0.5
    assert recall(("b", "a"), grades, page=1) == 1


def test_rules_read_the_catalogue_alone() -> None:
    shawl = listings()["khan-choang-lanh-cham-lung-tam"]
    assert shawl.fulfils({"title": ["khăn choàng"], "people": ["mong"], "material": ["lanh"], "stars": [4]}, {})
    assert all(shawl.fulfils({"place": name}, {}) for name in ("Hà Giang", "Quản Bạ", "Lùng Tám", "Tuyên Quang"))
    assert not shawl.fulfils({"title": ["khan choang"]}, {})  # marks as written
    assert not shawl.fulfils({"title": ["khăn", "túi"], "not": {"is": "scarf"}}, {"scarf": {"shelf": ["tho-cam/khan"]}})
