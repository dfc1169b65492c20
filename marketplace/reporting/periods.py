"""Spans of days in Vietnam, both ends included, and the span that each is compared with."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from marketplace.core.clock import VIETNAM


class Preset(StrEnum):
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    LAST_12_MONTHS = "last_12_months"


@dataclass(frozen=True)
class Period:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many whole calendar months it is; 0 when it is not made of whole months."""
        if self.first.day != 1 or self.last != month_end(self.last):
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """Midnight in Vietnam at its beginning, and the midnight after its end."""
        after = self.last + timedelta(days=1)
        return datetime.combine(self.first, time(), VIETNAM), datetime.combine(after, time(), VIETNAM)

    @property
    def file_part(self) -> str:
        """`2026-11` for a month, `2026` for a year, else both ends."""
        if self.months == 1:
            return f"{self.first:%Y-%m}"
        if self.months == 12 and self.first.month == 1:
            return f"{self.first:%Y}"
        style = "%Y-%m" if self.months else "%Y-%m-%d"
        return f"{self.first:{style}}_{self.last:{style}}"

    def months_until(self, today: date) -> list[date]:
        """First days of its months, those that have not begun left out."""
        end = min(self.last, today)
        found, month = [], self.first.replace(day=1)
        while month <= end:
            found.append(month)
            month = shifted(month, 1)
        return found

    def before(self, today: date) -> "Period":
        """As many months, or days, just before it. While it still runs, only as far as it has come."""
        if not self.months:
            first = self.first - timedelta(days=self.days)
            return Period(first, self._comparable(first, today))
        first = shifted(self.first, -self.months)
        if today < self.last:
            return Period(first, max(first, shifted(max(today, self.first), -self.months)))
        return Period(first, self.first - timedelta(days=1))

    def _comparable(self, first: date, today: date) -> date:
        gone = self.days if today >= self.last else max((today - self.first).days + 1, 1)
        return first + timedelta(days=gone - 1)


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def shifted(day: date, months: int) -> date:
    """The same day so many months away, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def preset_period(preset: Preset, today: date) -> Period:
    """Whole months always, also when they still run."""
    month = today.replace(day=1)
    if preset is Preset.LAST_MONTH:
        return Period(shifted(month, -1), month - timedelta(days=1))
    if preset is Preset.THIS_YEAR:
        return Period(date(today.year, 1, 1), date(today.year, 12, 31))
    if preset is Preset.LAST_12_MONTHS:
        return Period(shifted(month, -11), month_end(today))
    return Period(month, month_end(today))
