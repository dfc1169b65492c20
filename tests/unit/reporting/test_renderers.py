import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from marketplace.reporting.figures import change, hours, percent
from marketplace.reporting.interface import Column, Row, Table, Unit
from marketplace.reporting.renderers import csv as csv_renderer
from marketplace.reporting.renderers import html, xlsx

COLUMNS = (
    Column("name", "name", Unit.TEXT),
    Column("code", "code", Unit.TEXT),
    Column("net", "net", Unit.DONG, "What is left."),
    Column("share", "share", Unit.PERCENT),
    Column("month", "month", Unit.MONTH),
)
TABLE = Table(
    COLUMNS,
    [
        Row(("Tuyên Quang", "08", 1_234_567, Decimal("94.6"), date(2026, 11, 1))),
        Row(('=cmd|"/c calc"!A1', "+84912345678", -5000, None, date(2026, 12, 1))),
    ],
    Row(("Total", None, 1_229_567, Decimal("-0.1"), None)),
)


def lines_of(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(csv_renderer.lines(table)), newline="")))


def test_csv_is_rfc_4180_with_a_byte_order_mark():
    text = "".join(csv_renderer.lines(TABLE))
    assert text == (
        '\ufeff"Name","Code","Net (₫)","Share (%)","Month"\r\n'
        '"Tuyên Quang","08",1234567,94.6,2026-11\r\n'
        '"\'=cmd|""/c calc""!A1","+84912345678",-5000,,2026-12\r\n'
        '"Total",,1229567,-0.1,\r\n'
    )


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(sign):
    assert csv_renderer.quoted(f"{sign}SUM(A1)") == f'"\'{sign}SUM(A1)"'


@pytest.mark.parametrize("text", ["-5", "+84912345678", "-12.5", "08", "a=b", ""])
def test_numbers_and_plain_words_stay_as_they_are(text):
    assert csv_renderer.quoted(text) == f'"{text}"'


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_csv_and_never_begins_as_a_formula(name, code):
    table = Table(COLUMNS[:2], [Row((name, code))], Row(("Total", None)))
    _head, row, _total = lines_of(table)
    assert [cell.removeprefix("'") for cell in row] == [text.removeprefix("'") for text in (name, code)]
    for cell in row:
        assert not cell.startswith(("=", "@", "\t", "\r"))


def test_a_workbook_keeps_numbers_days_and_codes():
    file = io.BytesIO()
    cover = xlsx.Cover("Sales", "What was sold.", datetime(2026, 11, 23, 17, 30, tzinfo=UTC), "Lan", [("Period", "x")])
    with translation.override("en"):
        xlsx.write(file, TABLE, cover)
    book = openpyxl.load_workbook(file)
    about, figures = book.worksheets
    assert [cell.value for cell in figures[1]] == ["Name", "Code", "Net (₫)", "Share (%)", "Month"]
    assert [cell.value for cell in figures[2]] == ["Tuyên Quang", "08", 1_234_567, 94.6, datetime(2026, 11, 1)]  # noqa: DTZ001
    assert [cell.value for cell in figures[3]][:3] == ['=cmd|"/c calc"!A1', "+84912345678", -5000]
    assert figures["A3"].data_type == "s"  # text, not a formula
    assert figures["C2"].number_format == '#,##0 "₫"'
    assert figures["E2"].number_format == "mm/yyyy"
    assert figures.freeze_panes == "B2"
    said = {row[0].value: row[1].value for row in about.iter_rows(min_row=2)}
    assert said["What it counts"] == "What was sold."
    assert said["Period"] == "x"
    assert said["Made by"] == "Lan"
    assert said["Made at"] == datetime(2026, 11, 24, 0, 30)  # noqa: DTZ001 - Vietnam's clock
    assert said["Net (₫)"] == "What is left."


@pytest.mark.parametrize(
    ("language", "value", "unit", "text"),
    [
        ("vi", 1_234_567, Unit.DONG, "1.234.567"),
        ("en", 1_234_567, Unit.DONG, "1,234,567"),
        ("vi", -5000, Unit.DONG, "−5.000"),
        ("vi", Decimal("94.6"), Unit.PERCENT, "94,6"),
        ("en", Decimal("-1234.5"), Unit.HOURS, "−1,234.5"),
        ("vi", None, Unit.PERCENT, "–"),
        ("vi", None, Unit.TEXT, ""),
        ("vi", date(2026, 11, 1), Unit.MONTH, "11/2026"),
    ],
)
def test_cells_on_a_page(language, value, unit, text):
    with translation.override(language):
        assert html.shown(value, unit) == text


def test_figures_are_rounded_half_up_and_empty_where_there_is_nothing():
    assert percent(1, 16) == Decimal("6.3")
    assert percent(1, 0) is None
    assert change(150, 100) == Decimal("50.0")
    assert change(0, 100) == Decimal("-100.0")
    assert change(5, 0) is None
    assert change(5, -10) is None
    assert change(5, None) is None
    assert hours(timedelta(days=2, minutes=3)) == Decimal("48.1")
    assert hours(None) is None
