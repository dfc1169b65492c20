"""Which orders a page of goods offers, and what it calls them."""

import pytest

from marketplace.search.interface import Sort
from marketplace.storefront.shelves.results import LOOKING_AROUND, SORTS, _sorts
from marketplace.web.shelves.choice import Choice

NEWEST, BEST = str(SORTS[Sort.NEWEST]), str(SORTS[Sort.RELEVANCE])


@pytest.mark.parametrize(
    ("choice", "current", "left_out"),
    [
        (Choice(), str(LOOKING_AROUND), BEST),
        (Choice(sort=Sort.NEWEST), NEWEST, BEST),
        (Choice(shelf="tra"), str(LOOKING_AROUND), BEST),
        (Choice(q="khăn"), BEST, str(LOOKING_AROUND)),
        (Choice(q="khăn", sort=Sort.NEWEST), NEWEST, str(LOOKING_AROUND)),
        (Choice(province=("08",)), NEWEST, str(LOOKING_AROUND)),  # no place goes by turns there
        (Choice(province=("08",), sort=Sort.NEWEST), NEWEST, str(LOOKING_AROUND)),
        (Choice(province=("08",), sort=Sort.PRICE), str(SORTS[Sort.PRICE]), str(LOOKING_AROUND)),
    ],
)
def test_each_order_has_one_name_and_one_is_current(choice: Choice, current: str, left_out: str) -> None:
    offered = _sorts(choice)
    labels = [link.label for link in offered]
    assert [link.label for link in offered if link.is_current] == [current]
    assert len(labels) == len(set(labels))
    assert left_out not in labels
