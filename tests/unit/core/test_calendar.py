from datetime import date

import pytest

from marketplace.core import calendar


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 16), 2, date(2026, 11, 18)),  # Monday to Wednesday
        (date(2026, 11, 23), 1, date(2026, 11, 25)),  # 24 November is Culture Day since 2026
        (date(2026, 11, 27), 2, date(2026, 11, 30)),  # over a Sunday: Saturday counts
        (date(2026, 8, 31), 2, date(2026, 9, 4)),  # National Day is 1 and 2 September
        (date(2027, 2, 3), 1, date(2027, 2, 11)),  # Tết 2027: 4 to 10 February
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_promises_skip_sundays_and_holidays(start: date, days: int, end: date) -> None:
    assert calendar.after_working_days(start, days) == end


def test_a_sellers_own_days_off_count_as_closed() -> None:
    closed = {date(2026, 11, 17)}
    assert calendar.after_working_days(date(2026, 11, 16), 1, closed=closed) == date(2026, 11, 18)
