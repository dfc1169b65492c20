"""What a place of a word is worth. These numbers are the whole ranking: a hit's points are their sum.

Nothing else counts: no payment, no seller, no sales. Equal points are settled by `rows.rank`. Words count once, where
they are worth most; `exact` means with the same marks.
"""

from dataclasses import dataclass

PLACES = ("title", "names", "text")


@dataclass(frozen=True)
class Worth:
    """Points of one word, or of one expression, by the field it stands in."""

    title: int
    names: int
    text: int

    def of(self, field: str) -> int:
        return int(getattr(self, field))


@dataclass(frozen=True)
class Worths:
    """Of each word, and of all words together in their order beyond what each brings.

    `shelf_...`: more for a word that stands in the name of the shelf: it says what the goods are.
    """

    exact: Worth
    folded: Worth
    phrase_exact: Worth
    phrase_folded: Worth
    shelf_exact: int
    shelf_folded: int


# Who types marks means them: the right words in the text are worth more than other words of the same letters in the
# title.
MARKED = Worths(
    exact=Worth(title=40, names=32, text=24),
    folded=Worth(title=12, names=8, text=4),
    phrase_exact=Worth(title=120, names=80, text=60),
    phrase_folded=Worth(title=16, names=8, text=4),
    shelf_exact=24,
    shelf_folded=1,
)
# Without marks every spelling fits; the one that has none is a little likelier.
PLAIN = Worths(
    exact=Worth(title=42, names=24, text=14),
    folded=Worth(title=38, names=20, text=10),
    phrase_exact=Worth(title=90, names=60, text=40),
    phrase_folded=Worth(title=80, names=50, text=30),
    shelf_exact=24,
    shelf_folded=22,
)
# Another expression for the same thing, per word that it stands for.
SYNONYM = Worth(title=30, names=16, text=8)

# Two neighbours of a longer question, together in a title or name.
PAIR_EXACT = Worth(title=10, names=8, text=0)
PAIR_FOLDED = Worth(title=8, names=6, text=0)
# The title begins with the question.
BEGINNING_EXACT = 10
BEGINNING_FOLDED = 6

MOST_POINTS = 1023
MOST_JOINED = 4  # words that may stand as one in the index
SHORTEST_TOGETHER = 4  # letters of a word that may be several written as one

# Not points, and never where words were searched: one place in so many of home and of the first page of a shelf goes by
# turns to sellers who were seen least.
TURN_IN = 8


def least_words(count: int) -> tuple[int, int]:
    """How many of the words must be there when no listing holds all: most of them, or at least some."""
    return count // 2 + 1, max(2, count // 3)
