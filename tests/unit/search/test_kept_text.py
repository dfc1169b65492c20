"""Which texts are counted: words that name goods. What may name or reach a person is never stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search.services.counting import LONGEST_MISS, MOST_DIGITS, kept_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Thổ cẩm", "tho cam"),
        ("  khăn   LANH  ", "khan lanh"),
        ("H'Mông", "hmong"),
        ("OCOP 4 sao", "ocop 4 sao"),
        ("váy cỡ 42", "vay co 42"),
        ("trà 2025", "tra 2025"),
        ("mật ong – hoa bạc hà", "mat ong hoa bac ha"),
    ],
)
def test_words_are_kept_folded(typed: str, kept: str) -> None:
    assert kept_text(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678",
        "0912 345 678",
        "gọi 09.12.34.56.78",
        "+84 912-345-678",
        "cccd 001099012345",
        "lan@example.com",
        "lan @ example",
        "www.example.com",
        "https://example.com/a",
        "example.vn",
        "2025",
        "– × –",
        "",
        "a" * 21,
        "một hai ba bốn năm sáu bảy tám chín",
        "nghiêng nghiêng nghiêng nghiêng nghiêng nghiêng nghiêng nghiêng",
    ],
)
def test_numbers_addresses_and_pasted_pages_are_not(typed: str) -> None:
    assert kept_text(typed) == ""


@given(st.text(max_size=200))
def test_whatever_is_typed_no_long_number_and_no_address_stays(typed: str) -> None:
    kept = kept_text(typed)
    assert len(kept) <= LONGEST_MISS
    assert sum(char.isdigit() for char in kept) <= MOST_DIGITS
    assert "@" not in kept
    assert kept_text(kept) == kept


@given(st.integers(10**5, 10**12), st.lists(st.sampled_from([" ", ".", "-", ""]), min_size=1, max_size=12))
def test_a_number_is_found_however_it_is_written(number: int, gaps: list[str]) -> None:
    digits = str(number)
    written = "".join(digit + gaps[at % len(gaps)] for at, digit in enumerate(digits))
    assert kept_text(f"khăn lanh {written}") == ""
