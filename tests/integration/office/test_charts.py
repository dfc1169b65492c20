"""The chart's geometry: nothing outside its frame, zero always on the axis."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from marketplace.office.charts import HEIGHT, WIDTH, month_chart
from marketplace.office.words import period_words, short_amount
from marketplace.reporting.periods import Period
from marketplace.reporting.reports.sales import MonthFigure

TODAY = date(2026, 11, 23)
AMOUNTS = st.integers(-(10**10), 10**12)


def figures(*pairs):
    return [MonthFigure(date(2026, month, 1), net, before) for month, (net, before) in enumerate(pairs, start=1)]


def test_one_month_or_nothing_sold_makes_no_chart():
    assert month_chart(figures((5, 5)), TODAY) is None
    assert month_chart(figures((0, 0), (0, None)), TODAY) is None


def test_bars_stand_on_zero_and_the_line_is_left_out_when_nothing_was_sold_before():
    chart = month_chart(figures((1_000_000, 0), (5_000_000, 0), (-1_000_000, 0)), TODAY)
    zero = next(tick.y for tick in chart.ticks if tick.text == "0")
    first, best, returned = chart.bars
    assert first.y + first.height == best.y + best.height == returned.y == zero
    assert best.height == pytest.approx(5 * first.height, abs=3)  # pixels are whole
    assert [bar.headline for bar in chart.bars] == ["", short_amount(5_000_000), ""]
    assert chart.dots == []


def test_the_month_that_still_runs_is_marked():
    made = [MonthFigure(date(2026, 10, 1), 5, None), MonthFigure(date(2026, 11, 1), 4, None)]
    assert [bar.is_running for bar in month_chart(made, TODAY).bars] == [False, True]


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS | st.none()), min_size=2, max_size=12))
def test_nothing_leaves_the_frame(pairs):
    chart = month_chart(figures(*pairs), TODAY)
    if chart is None:
        assert not any(net or before for net, before in pairs)
        return
    for bar in chart.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in chart.dots)
    assert 2 <= len(chart.ticks) <= 9
    assert "0" in [tick.text for tick in chart.ticks]


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [("vi", 1_500_000_000, "1,5 tỷ"), ("vi", 20_000_000, "20 tr"), ("vi", 999, "999"), ("en", 1_500_000_000, "1.5 bn"),
     ("vi", -2_500, "−2,5 nghìn")],
)  # fmt: skip
def test_short_amounts(language, amount, words):
    with translation.override(language):
        assert short_amount(amount) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["tháng 11/2026", "năm 2026", "2/11/2026 – 30/11/2026"]),
        ("en", ["Nov 2026", "2026", "2 Nov 2026 – 30 Nov 2026"]),
    ],
)
def test_periods_in_words(language, words):
    periods = [
        Period(date(2026, 11, 1), date(2026, 11, 30)),
        Period(date(2026, 1, 1), date(2026, 12, 31)),
        Period(date(2026, 11, 2), date(2026, 11, 30)),
    ]
    with translation.override(language):
        assert [period_words(period) for period in periods] == words
