"""The page that explains in which order goods stand, made from the numbers that put them there (`search.ranking`)."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext_lazy

from marketplace.search import ranking
from marketplace.search.queries import LEAST_DAYS, LEAST_TIMES
from marketplace.search.ranking import PLACES, Worth, Worths
from marketplace.search.services import turn_places
from marketplace.search.services.counting import DAYS_KEPT
from marketplace.search.services.rotating import DAYS_LOOKED_BACK
from marketplace.storefront.shelves.home import OPENING
from marketplace.web.shelves.choice import PAGE_SIZE

# By the name of the number in `search.ranking`; a test fails for one that has no words here.
WORDS: dict[str, Any] = {
    "exact": gettext_lazy("A word, same marks"),
    "folded": gettext_lazy("A word, same letters"),
    "phrase_exact": gettext_lazy("All words together, same marks: more by"),
    "phrase_folded": gettext_lazy("All words together, same letters: more by"),
    "shelf_exact": gettext_lazy("The word names the shelf, same marks: more by"),
    "shelf_folded": gettext_lazy("The word names the shelf, same letters: more by"),
    "SYNONYM": gettext_lazy("Another word for the same thing"),
    "PAIR_EXACT": gettext_lazy("Two words together, same marks: more by"),
    "PAIR_FOLDED": gettext_lazy("Two words together, same letters: more by"),
    "BEGINNING_EXACT": gettext_lazy("The title begins with your words, same marks: more by"),
    "BEGINNING_FOLDED": gettext_lazy("The title begins with your words, same letters: more by"),
}
# How the names of numbers begin that bound or count; those give nobody a place.
NO_POINTS = ("MOST_", "SHORTEST_", "TURN_")


@dataclass(frozen=True)
class Line:
    """Points in the title, in names of seller, place, people and craft, in the short text; or `whole` alone."""

    label: str
    points: tuple[int, ...]
    whole: int | None = None


def order() -> dict[str, Any]:
    return {
        "typed_plain": _lines(ranking.PLAIN),
        "typed_marked": _lines(ranking.MARKED),
        "more": list(_others()),
        "least": [(count, *ranking.least_words(count)) for count in (3, 5, 8)],
        "turn_in": ranking.TURN_IN,
        "turns_of_shelf": turn_places(PAGE_SIZE),
        "page_size": PAGE_SIZE,
        "turns_of_home": turn_places(OPENING),
        "opening": OPENING,
        "days_back": DAYS_LOOKED_BACK,
        "days_kept": DAYS_KEPT,
        "least_times": LEAST_TIMES,
        "least_days": LEAST_DAYS,
    }


def _lines(worths: Worths) -> list[Line]:
    return [_line(field.name, getattr(worths, field.name)) for field in fields(worths)]


def _others() -> Iterable[Line]:
    """Every other number of points that the module holds, in the order in which it names them."""
    for name, value in vars(ranking).items():
        if name.isupper() and not name.startswith(NO_POINTS) and isinstance(value, int | Worth):
            yield _line(name, value)


def _line(name: str, value: Worth | int) -> Line:
    label = str(WORDS.get(name, name))
    if isinstance(value, Worth):
        return Line(label, tuple(value.of(place) for place in PLACES))
    return Line(label, (), value)
