"""Working days of Vietnam; dates that we promise come from here and nowhere else."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=year)


def is_working_day(day: date, *, closed: Collection[date] = ()) -> bool:
    """Saturday counts: carriers collect on it. Sundays, public holidays with Tết, and `closed` do not."""
    return day.weekday() != 6 and day not in _holidays(day.year) and day not in closed


def after_working_days(start: date, days: int, *, closed: Collection[date] = ()) -> date:
    """The day on which the `days`-th working day after `start` falls; `start` itself is not counted."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, closed=closed)
    return day
