from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.reporting.periods import Period, Preset, month_end, preset_period, shifted

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        (Preset.THIS_MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (Preset.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Preset.THIS_YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (Preset.LAST_12_MONTHS, date(2025, 12, 1), date(2026, 11, 30)),
    ],
)
def test_presets_are_whole_months(preset, first, last):
    assert preset_period(preset, TODAY) == Period(first, last)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        # A month that still runs is compared with as many days of the one before.
        (Period(date(2026, 11, 1), date(2026, 11, 30)), Period(date(2026, 10, 1), date(2026, 10, 23))),
        (Period(date(2026, 10, 1), date(2026, 10, 31)), Period(date(2026, 9, 1), date(2026, 9, 30))),
        (Period(date(2026, 1, 1), date(2026, 12, 31)), Period(date(2025, 1, 1), date(2025, 11, 23))),
        (Period(date(2025, 12, 1), date(2026, 11, 30)), Period(date(2024, 12, 1), date(2025, 11, 23))),
        (Period(date(2026, 11, 10), date(2026, 11, 16)), Period(date(2026, 11, 3), date(2026, 11, 9))),
        (Period(date(2026, 11, 21), date(2026, 11, 27)), Period(date(2026, 11, 14), date(2026, 11, 16))),
        (Period(date(2026, 3, 1), date(2026, 3, 31)), Period(date(2026, 2, 1), date(2026, 2, 28))),
    ],
)
def test_the_period_before(period, before):
    assert period.before(TODAY) == before


def test_the_month_before_a_longer_one_ends_on_its_own_last_day():
    assert Period(date(2026, 3, 1), date(2026, 3, 31)).before(date(2026, 3, 30)) == Period(
        date(2026, 2, 1), date(2026, 2, 28)
    )


def test_months_that_have_not_begun_are_left_out():
    assert Period(date(2026, 9, 15), date(2026, 12, 31)).months_until(TODAY) == [
        date(2026, 9, 1),
        date(2026, 10, 1),
        date(2026, 11, 1),
    ]


def test_bounds_are_midnights_in_vietnam():
    begin, end = Period(date(2026, 11, 1), date(2026, 11, 30)).bounds
    assert (begin.isoformat(), end.isoformat()) == ("2026-11-01T00:00:00+07:00", "2026-12-01T00:00:00+07:00")


@pytest.mark.parametrize(
    ("period", "part"),
    [
        (Period(date(2026, 11, 1), date(2026, 11, 30)), "2026-11"),
        (Period(date(2026, 1, 1), date(2026, 12, 31)), "2026"),
        (Period(date(2025, 12, 1), date(2026, 11, 30)), "2025-12_2026-11"),
        (Period(date(2026, 11, 2), date(2026, 11, 30)), "2026-11-02_2026-11-30"),
    ],
)
def test_file_names_speak(period, part):
    assert period.file_part == part


DAYS = st.dates(date(1960, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 800), DAYS)
def test_the_period_before_is_as_long_and_ends_before_it_begins(first, length, today):
    period = Period(first, first + timedelta(days=length))
    before = period.before(today)
    assert before.first <= before.last < period.first
    if today >= period.last and not period.months:
        assert before.days == period.days
        assert before.last == period.first - timedelta(days=1)


@given(DAYS, st.integers(-600, 600).filter(bool))
def test_shifting_keeps_the_day_or_takes_the_months_last(day, months):
    moved = shifted(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or moved == month_end(moved)
