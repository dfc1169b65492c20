import tempfile
from typing import Any

from django.core.paginator import Page
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from marketplace.core import audit, clock
from marketplace.office import words
from marketplace.office.charts import Chart, month_chart
from marketplace.office.frame import OfficerRequest, provinces_of, scope_words
from marketplace.office.frame import page as framed
from marketplace.office.selecting import SelectionForm
from marketplace.office.tables import shown_table
from marketplace.reporting.interface import Report, Selection, Table
from marketplace.reporting.periods import Preset
from marketplace.reporting.renderers import csv as csv_renderer
from marketplace.reporting.renderers import xlsx as xlsx_renderer
from marketplace.reporting.reports import REPORTS, SALES
from marketplace.web.access import officer_required
from marketplace.web.paging import page_of, query_string

ROWS_PER_PAGE = 100
PRESETS = {
    Preset.THIS_MONTH: gettext_lazy("This month"),
    Preset.LAST_MONTH: gettext_lazy("Last month"),
    Preset.THIS_YEAR: gettext_lazy("This year"),
    Preset.LAST_12_MONTHS: gettext_lazy("12 months"),
}
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@officer_required()
@require_safe
def index(request: OfficerRequest) -> HttpResponse:
    return framed(request, "office/reports.html", {"reports": REPORTS.values()}, section="reports")


@officer_required()
@require_safe
def page(request: OfficerRequest, name: str) -> HttpResponse:
    report = _report(name)
    form = _form(request, report)
    context: dict[str, Any] = {"report": report, "form": form, "presets": _presets(form), "groups": _groups(form)}
    if form.is_valid():
        context |= _figures(request, report, form.selection)
    return framed(request, "office/report.html", context, section="reports")


def _figures(request: OfficerRequest, report: Report, selection: Selection) -> dict[str, Any]:
    table = report.table(scope=request.scope, selection=selection)
    rows: Page = page_of(table.rows, request.GET.get("page"), per_page=ROWS_PER_PAGE)
    before = words.period_words(selection.period.before(selection.today)) if report.is_compared else ""
    return {
        "table": shown_table(table, selection, list(rows.object_list)),
        "rows": rows,
        "params": query_string(selection.params),
        "period": words.period_words(selection.period),
        "before": before,
        "chart": _chart(request, report, selection),
        "csv_url": reverse("office:report-csv", args=[report.name]) + query_string(selection.params),
        "xlsx_url": reverse("office:report-xlsx", args=[report.name]) + query_string(selection.params),
    }


def _chart(request: OfficerRequest, report: Report, selection: Selection) -> Chart | None:
    if report is not SALES or len(selection.period.months_until(selection.today)) < 2:
        return None
    return month_chart(SALES.months(scope=request.scope, selection=selection), selection.today)


def _report(name: str) -> Report:
    if name not in REPORTS:
        raise Http404
    return REPORTS[name]


def _form(request: OfficerRequest, report: Report) -> SelectionForm:
    data = {name: value for name, value in request.GET.items() if isinstance(value, str)}
    return SelectionForm(data, report=report, scope=request.scope, provinces=provinces_of(request))


def _presets(form: SelectionForm) -> list[tuple[Any, str, bool]]:
    kept = {name: value for name, value in form.params.items() if name not in ("from", "to")}
    shown = form.preset_shown
    return [
        (label, query_string({"period": preset.value, **kept}), preset is shown) for preset, label in PRESETS.items()
    ]


def _groups(form: SelectionForm) -> list[tuple[Any, str, bool]]:
    return [
        (grouping.label, query_string({**form.params, "group": grouping.name}), grouping.name == form.grouping)
        for grouping in form.report.groupings
    ]


@officer_required()
@require_safe
def csv(request: OfficerRequest, name: str) -> Any:
    report = _report(name)
    form = _form(request, report)
    if not form.is_valid():
        return _back_to_page(request, name)
    table = _exported(request, report, form.selection, "csv")
    lines = csv_renderer.lines(table)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(report, form.selection)}.csv"'
    response["Cache-Control"] = "no-store"
    return response


@officer_required()
@require_safe
def xlsx(request: OfficerRequest, name: str) -> Any:
    report = _report(name)
    form = _form(request, report)
    if not form.is_valid():
        return _back_to_page(request, name)
    table = _exported(request, report, form.selection, "xlsx")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    xlsx_renderer.write(file, table, _cover(request, report, form.selection))
    file.seek(0)
    name = f"{_file_name(report, form.selection)}.xlsx"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)
    response["Cache-Control"] = "no-store"
    return response


def _back_to_page(request: OfficerRequest, name: str) -> HttpResponse:
    """Where the message stands beside its field."""
    query = request.GET.urlencode()
    return redirect(reverse("office:report", args=[name]) + (f"?{query}" if query else ""))


def _exported(request: OfficerRequest, report: Report, selection: Selection, kind: str) -> Table:
    table = report.table(scope=request.scope, selection=selection)
    after = {"report": report.name, "format": kind, "filters": selection.params, "rows": len(table.rows)}
    audit.record(request.user, "report.exported", request.officer, {}, after)
    return table


def _file_name(report: Report, selection: Selection) -> str:
    return f"{report.file_name}-{selection.period.file_part}"


def _cover(request: OfficerRequest, report: Report, selection: Selection) -> xlsx_renderer.Cover:
    return xlsx_renderer.Cover(
        title=f"{report.title}, {words.period_words(selection.period)}",
        summary=str(report.summary),
        made_at=clock.now(),
        made_by=_("%(name)s, alliance officer") % {"name": request.user},
        lines=words.selection_lines(report, selection, scope_words(request)),
    )
