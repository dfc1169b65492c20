import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core import money

weights = st.lists(st.integers(0, 10_000_000), min_size=1, max_size=30)


@given(st.integers(-(10**12), 10**12), weights)
def test_parts_sum_to_the_whole_and_are_never_further_than_one_dong_from_their_share(
    amount: int, shares: list[int]
) -> None:
    parts = money.split(amount, shares)

    effective = shares if any(shares) else [1] * len(shares)
    assert sum(parts) == amount
    assert all(
        abs(part * sum(effective) - amount * share) < sum(effective)
        for part, share in zip(parts, effective, strict=True)
    )


@given(st.integers(0, 10**9), weights)
def test_nothing_goes_to_a_weight_of_zero(amount: int, shares: list[int]) -> None:
    if any(shares):
        parts = money.split(amount, shares)
        assert [part for part, share in zip(parts, shares, strict=True) if share == 0 and part] == []


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (10, [3, 3, 1], [4, 4, 2]),
        (5, [0, 0], [3, 2]),
        (0, [7], [0]),
    ],
)
def test_largest_remainder_goes_first_and_ties_to_the_earlier(amount: int, shares: list[int], parts: list[int]) -> None:
    assert money.split(amount, shares) == parts


@pytest.mark.parametrize("shares", [[], [1, -1]])
def test_impossible_weights_are_refused(shares: list[int]) -> None:
    with pytest.raises(ValueError, match=r"nothing to split over|a weight is negative"):
        money.split(10, shares)


def test_money_reads_as_each_language_writes_it() -> None:
    assert money.in_words(1_250_000) == "1.250.000\u00a0₫"
    assert money.in_words(1_250_000, "en") == "₫1,250,000"
    assert money.grouped(999) == "999"
