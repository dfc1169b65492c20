from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from marketplace.storefront.shelves.seasons import runs, season


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ([3, 4, 5], [(3, 5)]),
        ([3, 5], [(3, 3), (5, 5)]),
        ([1, 2, 11, 12], [(11, 2)]),
        ([1, 12], [(12, 1)]),
        ([1, 2, 6, 12], [(6, 6), (12, 2)]),
        ([12], [(12, 12)]),
    ],
)
def test_months_are_said_as_runs(months: list[int], expected: list[tuple[int, int]]) -> None:
    assert runs(months) == expected


@given(st.sets(st.integers(1, 12), min_size=1, max_size=11))
def test_runs_name_exactly_the_months(months: set[int]) -> None:
    named = set()
    for first, last in runs(sorted(months)):
        named |= {(first + step - 1) % 12 + 1 for step in range((last - first) % 12 + 1)}
    assert named == months


@pytest.mark.parametrize("months", [[], list(range(1, 13)), [0, 13]])
def test_all_year_has_no_season(months: list[int]) -> None:
    assert season(months, on=date(2026, 5, 1)) is None


@pytest.mark.parametrize(
    ("on", "is_now", "coming"),
    [(date(2026, 4, 30), True, "Apr"), (date(2026, 6, 1), False, "Nov"), (date(2026, 12, 1), False, "Mar")],
)
def test_what_the_buyer_reads(on: date, coming: str, *, is_now: bool) -> None:
    with translation.override("en"):
        found = season([4, 3, 5, 11], on=on)
    assert found is not None
    assert (found.said, found.is_now, found.next_month) == ("Mar to May, Nov", is_now, coming)
    assert [month.number for month in found.months if month.is_season] == [3, 4, 5, 11]
    assert [month.number for month in found.months if month.is_now] == [on.month]
