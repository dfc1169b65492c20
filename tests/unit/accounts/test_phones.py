import pytest

from marketplace.accounts.phones import parse_phone, phone_for_people
from marketplace.core.errors import DomainError


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0912345678", "+84912345678"),
        ("0912 345 678", "+84912345678"),
        ("+84 912.345.678", "+84912345678"),
        ("84912345678", "+84912345678"),
        ("024 3825 5511", "+842438255511"),  # a landline
        ("+33 1 44 55 66 77", "+33144556677"),
    ],
)
def test_numbers_as_people_type_them(typed: str, stored: str) -> None:
    assert parse_phone(typed) == stored


@pytest.mark.parametrize("typed", ["", "abc", "0912 34X 678", "12345", "09123456789012", "gọi cho tôi"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(DomainError):
        parse_phone(typed)


def test_a_number_is_shown_as_people_write_it() -> None:
    assert phone_for_people("+84912345678") == "0912 345 678"
