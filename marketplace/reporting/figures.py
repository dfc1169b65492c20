"""Rounded once, here: a page, a CSV file and a spreadsheet show the same digits."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

ONE_DECIMAL = Decimal("0.1")
SECONDS_PER_HOUR = 3600


def percent(part: int, whole: int) -> Decimal | None:
    """None where there is nothing to take a part of."""
    if whole <= 0:
        return None
    return (Decimal(100) * part / whole).quantize(ONE_DECIMAL, ROUND_HALF_UP)


def change(now: int, before: int | None) -> Decimal | None:
    """In percent of what was before; None where nothing was, or less than nothing."""
    return percent(now - before, before) if before else None


def hours(span: timedelta | None) -> Decimal | None:
    if span is None:
        return None
    seconds = Decimal(span.days * 86_400 + span.seconds) + Decimal(span.microseconds) / 1_000_000
    return (seconds / SECONDS_PER_HOUR).quantize(ONE_DECIMAL, ROUND_HALF_UP)
