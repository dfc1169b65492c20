"""A workbook of two sheets: what was counted, and the figures. Numbers stay numbers, days days, codes text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from marketplace.core.clock import VIETNAM
from marketplace.reporting.interface import Column, Row, Table, Unit, Value
from marketplace.reporting.renderers.html import heading

_FORMATS = {
    Unit.TEXT: "@",
    Unit.COUNT: "#,##0",
    Unit.DONG: '#,##0 "₫"',
    Unit.HOURS: "0.0",
    Unit.PERCENT: '0.0"%"',
    Unit.MONTH: "mm/yyyy",
}
_WIDTHS = {Unit.TEXT: 26, Unit.COUNT: 12, Unit.DONG: 19, Unit.HOURS: 12, Unit.PERCENT: 12, Unit.MONTH: 12}


@dataclass(frozen=True)
class Cover:
    """What stands on the first sheet. `lines` are pairs such as period and scope, in words."""

    title: str
    summary: str
    made_at: datetime
    made_by: str
    lines: Sequence[tuple[str, str]] = field(default_factory=tuple)


def write(file: BinaryIO, table: Table, cover: Cover) -> None:
    """Row after row: the memory needed does not grow with the table."""
    with xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": cover.title, "author": cover.made_by, "created": _naive(cover.made_at)})
        _write_cover(book, table, cover)
        _write_figures(book, table)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM).replace(tzinfo=None)


def _write_cover(book: xlsxwriter.Workbook, table: Table, cover: Cover) -> None:
    sheet = book.add_worksheet(_("About this report"))
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, cover.title, book.add_format({"bold": True, "font_size": 16}))
    sheet.write_string(1, 0, _("What it counts"), bold)
    sheet.write_string(1, 1, cover.summary, wrapped)
    row = 2
    for label, text in (*cover.lines, (_("Made by"), cover.made_by)):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, text, wrapped)
        row += 1
    sheet.write_string(row, 0, _("Made at"), bold)
    sheet.write_datetime(row, 1, _naive(cover.made_at), moment)
    for place, column in enumerate((column for column in table.columns if column.definition), start=row + 2):
        sheet.write_string(place, 0, heading(column), bold)
        sheet.write_string(place, 1, str(column.definition), wrapped)


def _write_figures(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet(_("Figures"))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
    plain = {unit: book.add_format({"num_format": style}) for unit, style in _FORMATS.items()}
    last = {unit: book.add_format({"num_format": style, "bold": True, "top": 2}) for unit, style in _FORMATS.items()}
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _WIDTHS[column.unit])
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, heading(column), head)
    for number, row in enumerate(table.rows, start=1):
        _write_row(sheet, number, table.columns, row, plain)
    _write_row(sheet, len(table.rows) + 1, table.columns, table.total, last)


def _write_row(
    sheet: Worksheet, number: int, columns: Sequence[Column], row: Row, formats: Mapping[Unit, Format]
) -> None:
    for place, (column, value) in enumerate(zip(columns, row.values, strict=True)):
        _write_cell(sheet, (number, place), value, formats[column.unit])


def _write_cell(sheet: Worksheet, at: tuple[int, int], value: Value, style: Format) -> None:
    if value is None:
        sheet.write_blank(*at, None, style)
    elif isinstance(value, str):
        sheet.write_string(*at, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(*at, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001 - a day
    else:
        sheet.write_number(*at, float(value) if isinstance(value, Decimal) else value, style)
