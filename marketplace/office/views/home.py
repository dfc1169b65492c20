from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace.certification.queries import valid_certificates
from marketplace.cooperatives.queries import within
from marketplace.core import clock, money
from marketplace.core.scope import Scope
from marketplace.fulfilment.queries import late_consignments
from marketplace.listings.enums import ListingState
from marketplace.listings.queries import listings
from marketplace.office.charts import month_chart
from marketplace.office.forms import EXPIRING, OVERDUE, WITHOUT_SALES
from marketplace.office.frame import OfficerRequest, page
from marketplace.office.words import period_words
from marketplace.reporting.figures import change
from marketplace.reporting.interface import Selection
from marketplace.reporting.periods import Preset, preset_period
from marketplace.reporting.queries import sellers_without_sales
from marketplace.reporting.renderers.html import with_decimal
from marketplace.reporting.reports import FULFILMENT, SALES
from marketplace.reporting.reports.fulfilment import share_on_time
from marketplace.web.access import officer_required
from marketplace.web.paging import query_string
from marketplace.web.templatetags.market import language

DAYS = 90  # how far "soon" and "lately" reach


@dataclass(frozen=True)
class Kpi:
    """`trend` is up, down or empty; `note` is what it is compared with, in words."""

    label: str
    value: str
    trend: str
    note: str
    url: str


@dataclass(frozen=True)
class Task:
    number: int
    label: str
    url: str


@officer_required()
@require_safe
def home(request: OfficerRequest) -> HttpResponse:
    today = clock.today()
    month = Selection(period=preset_period(Preset.THIS_MONTH, today), group="month", today=today)
    year = Selection(period=preset_period(Preset.LAST_12_MONTHS, today), group="month", today=today)
    context = {
        "kpis": _kpis(request.scope, month),
        "compared": period_words(month.period.before(today)),
        "chart": month_chart(SALES.months(scope=request.scope, selection=year), today),
        "tasks": _tasks(request.scope, year),
        "today": today,
        "sales_url": reverse("office:report", args=[SALES.name]),
    }
    return page(request, "office/home.html", context, section="home")


def _kpis(scope: Scope, month: Selection) -> list[Kpi]:
    sales = SALES.totals(scope=scope, selection=month)
    before = Selection(period=month.period.before(month.today), group="month", today=month.today)
    now_sent, then_sent = (FULFILMENT.totals(scope=scope, selection=selection) for selection in (month, before))
    by_sales = reverse("office:report", args=[SALES.name]) + query_string(month.params)
    return [
        _counted(_("Net sales this month"), sales, "net", by_sales, is_money=True),
        _counted(_("Orders"), sales, "orders", by_sales),
        _counted(_("Cooperatives with sales"), sales, "sellers", by_sales),
        _on_time(share_on_time(now_sent), share_on_time(then_sent), month),
    ]


def _counted(label: str, sums: dict[str, int], name: str, url: str, *, is_money: bool = False) -> Kpi:
    now, before = sums[name], sums[f"before_{name}"]
    value = money.in_words(now, language()) if is_money else money.grouped(now, language())
    moved = change(now, before)
    if moved is None:
        return Kpi(label, value, "", _("nothing the month before"), url)
    return Kpi(label, value, _trend(moved), f"{_signed(moved)}%", url)


def _on_time(now: Decimal | None, before: Decimal | None, month: Selection) -> Kpi:
    url = reverse("office:report", args=[FULFILMENT.name]) + query_string({**month.params, "group": "cooperative"})
    value = "–" if now is None else f"{with_decimal(now, language())}%"
    if now is None or before is None:
        return Kpi(_("Sent on time"), value, "", _("nothing to compare with"), url)
    points = _("%(points)s points") % {"points": _signed(now - before)}
    return Kpi(_("Sent on time"), value, _trend(now - before), points, url)


def _trend(moved: Decimal) -> str:
    return "up" if moved > 0 else "down" if moved < 0 else ""


def _signed(moved: Decimal) -> str:
    return ("+" if moved > 0 else "") + with_decimal(moved, language())


def _tasks(scope: Scope, year: Selection) -> list[Task]:
    today = year.today
    ending = valid_certificates(on=today).filter(
        within(scope, path="cooperative__"), expires_on__lte=today + timedelta(days=DAYS)
    )
    sellers = reverse("office:cooperatives")
    return [
        Task(
            listings(scope=scope).filter(state=ListingState.SUBMITTED).count(),
            _("listings wait for approval"),
            reverse("office:listings"),
        ),
        Task(
            late_consignments(scope=scope, on=today).count(),
            _("parcels are past their day and not sent"),
            reverse("office:consignments") + query_string({"late": OVERDUE}),
        ),
        Task(
            ending.count(),
            _("OCOP certificates end within 90 days"),
            sellers + query_string({"show": EXPIRING}),
        ),
        Task(
            sellers_without_sales(scope=scope, since=today - timedelta(days=DAYS)).count(),
            _("cooperatives sold nothing for 90 days"),
            sellers + query_string({"show": WITHOUT_SALES}),
        ),
    ]
