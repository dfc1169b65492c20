"""Bars of months with the line of the period before, as numbers for an SVG; colours come from the style sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from marketplace.core import money
from marketplace.office.words import short_amount
from marketplace.reporting.reports.sales import MonthFigure
from marketplace.web.templatetags.market import language

WIDTH, HEIGHT = 660, 330
LEFT, RIGHT, TOP, BOTTOM = 62, 8, 24, 44
BAR_SHARE = 0.6
STEPS = 5
WIDEST_BAR = 40


@dataclass(frozen=True)
class Tick:
    y: int
    label_y: int
    text: str


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    width: int
    height: int
    middle: int
    label: str
    year: str
    headline: str
    headline_y: int
    is_running: bool


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    left: int
    right: int
    month_y: int
    year_y: int
    ticks: list[Tick]
    bars: list[Bar]
    line: str
    dots: list[tuple[int, int]]
    summary: str
    figures: Sequence[MonthFigure]


def month_chart(figures: Sequence[MonthFigure], today: date) -> Chart | None:
    """None when there is nothing to compare: fewer than two months, or nothing sold in any."""
    amounts = [amount for figure in figures for amount in (figure.net, figure.before or 0)]
    if len(figures) < 2 or not any(amounts):
        return None
    scale = _Scale(min(0, *amounts), max(0, *amounts))
    best = max(figures, key=lambda figure: figure.net)
    slot = (WIDTH - LEFT - RIGHT) / len(figures)
    bars = [_bar(figure, place, slot, scale, figure is best, today) for place, figure in enumerate(figures)]
    earlier = _line(figures, bars, scale)
    return Chart(
        WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM + 18, HEIGHT - BOTTOM + 34,
        scale.ticks(), bars, " ".join(f"{'L' if place else 'M'}{x} {y}" for place, (x, y) in enumerate(earlier)),
        earlier, _summary(best), figures,
    )  # fmt: skip


def _line(figures: Sequence[MonthFigure], bars: Sequence[Bar], scale: "_Scale") -> list[tuple[int, int]]:
    """Points of the period before; none when nothing was sold in it."""
    if not any(figure.before for figure in figures):
        return []
    pairs = zip(bars, figures, strict=True)
    return [(bar.middle, scale.y(figure.before)) for bar, figure in pairs if figure.before is not None]


class _Scale:
    """Round steps, about five of them, zero among them."""

    def __init__(self, low: int, high: int) -> None:
        rough = max((high - low) // STEPS, 1)
        size = 10 ** (len(str(rough)) - 1)
        self.step = next(factor * size for factor in (1, 2, 5, 10) if factor * size >= rough)
        self.low = (low // self.step) * self.step
        self.high = -(-high // self.step) * self.step

    def y(self, amount: int) -> int:
        room = HEIGHT - TOP - BOTTOM
        return TOP + round(room * (self.high - amount) / (self.high - self.low))

    def ticks(self) -> list[Tick]:
        amounts = range(self.low, self.high + 1, self.step)
        return [Tick(self.y(amount), self.y(amount) + 4, short_amount(amount)) for amount in amounts]


def _bar(figure: MonthFigure, place: int, slot: float, scale: _Scale, is_best: bool, today: date) -> Bar:
    width = max(2, min(WIDEST_BAR, round(slot * BAR_SHARE)))
    middle = round(LEFT + slot * (place + 0.5))
    top, foot = sorted((scale.y(figure.net), scale.y(0)))
    month = figure.month
    is_running = (month.year, month.month) == (today.year, today.month)
    return Bar(
        x=middle - width // 2,
        y=top,
        width=width,
        height=foot - top,
        middle=middle,
        label=f"{month:%b}" if language() == "en" else f"T{month.month}",
        year=str(month.year) if place == 0 or month.month == 1 else "",
        headline=short_amount(figure.net) if is_best else "",
        headline_y=top - 8,
        is_running=is_running,
    )


def _summary(best: MonthFigure) -> str:
    return _("Net sales month by month; most in %(month)s with %(amount)s") % {
        "month": f"{best.month.month}/{best.month.year}",
        "amount": money.in_words(best.net, language()),
    }
