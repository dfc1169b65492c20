"""Periods, days and choices as officers say them."""

from decimal import Decimal

from django.utils.translation import gettext as _

from marketplace.cooperatives.enums import SellerKind
from marketplace.reporting.interface import Filter, Report, Selection
from marketplace.reporting.periods import Period
from marketplace.reporting.renderers.html import with_decimal
from marketplace.web.templatetags.market import full_day, in_language, language

SHORT_VI = ((1_000_000_000, "tỷ"), (1_000_000, "tr"), (1_000, "nghìn"))
SHORT_EN = ((1_000_000_000, "bn"), (1_000_000, "m"), (1_000, "k"))


def period_words(period: Period) -> str:
    """`tháng 11/2026`, `năm 2026`, else both ends; English `Nov 2026`."""
    if period.months == 1:
        month = period.first
        return f"{month:%b %Y}" if language() == "en" else f"tháng {month.month}/{month.year}"
    if period.months == 12 and period.first.month == 1:
        return str(period.first.year) if language() == "en" else f"năm {period.first.year}"
    return f"{full_day(period.first)} – {full_day(period.last)}"


def short_amount(amount: int) -> str:
    """`1,5 tỷ`, English `1.5 bn`; to one decimal, for axes and headlines beside exact figures."""
    for size, word in SHORT_EN if language() == "en" else SHORT_VI:
        if abs(amount) >= size:
            text = with_decimal(Decimal(amount) / size, language())
            return f"{text.removesuffix('.0' if language() == 'en' else ',0')} {word}"
    return str(amount)


def stars_words(stars: int) -> str:
    return _("%(stars)d stars") % {"stars": stars} if stars else _("No star")


def selection_lines(report: Report, selection: Selection, scope: str) -> list[tuple[str, str]]:
    """What was chosen, as pairs of label and words; filters left open are not named."""
    group = next(str(grouping.label) for grouping in report.groupings if grouping.name == selection.group)
    lines = [
        (_("Scope"), scope),
        (_("Period"), period_words(selection.period)),
        (_("By"), group),
    ]
    if report.is_compared:
        lines.insert(2, (_("Period before"), period_words(selection.period.before(selection.today))))
    return lines + [(label, text) for name, label, text in _chosen(selection) if name in report.filters and text]


def _chosen(selection: Selection) -> list[tuple[Filter, str, str]]:
    return [
        (Filter.PROVINCE, _("Province"), selection.province.name if selection.province else ""),
        (
            Filter.COOPERATIVE,
            _("Cooperative"),
            in_language(selection.cooperative, "name") if selection.cooperative else "",
        ),
        (Filter.KIND, _("Kind of seller"), str(SellerKind(selection.kind).label) if selection.kind else ""),
        (Filter.SET, _("OCOP set"), selection.product_set.name if selection.product_set else ""),
        (Filter.STARS, _("Stars"), "" if selection.stars is None else stars_words(selection.stars)),
    ]
