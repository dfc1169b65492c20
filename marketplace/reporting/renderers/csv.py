"""RFC 4180 with commas; a byte order mark, so that spreadsheets read the Vietnamese letters."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from marketplace.reporting.interface import Column, Table, Unit, Value
from marketplace.reporting.renderers.html import heading

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def lines(table: Table) -> Iterator[str]:
    """Header, rows, total, each with its line break; written as they are asked for."""
    yield BYTE_ORDER_MARK + _line([quoted(heading(column)) for column in table.columns])
    for row in (*table.rows, table.total):
        yield _line(_cells(table.columns, row.values))


def _cells(columns: Sequence[Column], values: Sequence[Value]) -> list[str]:
    return [_cell(column, value) for column, value in zip(columns, values, strict=True)]


def _cell(column: Column, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m}" if column.unit is Unit.MONTH else value.isoformat()
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(text: str) -> str:
    """Always in quotes, so that codes such as 08 are read as text. What a spreadsheet would run gets an apostrophe."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    escaped = text.replace('"', '""')
    return f'"{escaped}"'


def _line(cells: Sequence[str]) -> str:
    return ",".join(cells) + "\r\n"
