"""Cells as a page shows them, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import get_language

from marketplace.core import money
from marketplace.reporting.interface import Column, Drill, Row, Table, Unit, Value

NOTHING = "–"
_SIGNS = {Unit.DONG: "₫", Unit.PERCENT: "%"}


@dataclass(frozen=True)
class Cell:
    text: str
    is_number: bool
    drill: Drill | None


def heading(column: Column) -> str:
    label, sign = capfirst(str(column.label)), _SIGNS.get(column.unit)
    return f"{label} ({sign})" if sign else label


def cells(table: Table, row: Row) -> list[Cell]:
    return [
        Cell(shown(value, column.unit), column.unit is not Unit.TEXT, row.drills.get(column.name))
        for column, value in zip(table.columns, row.values, strict=True)
    ]


def body(table: Table, rows: Sequence[Row]) -> list[list[Cell]]:
    return [cells(table, row) for row in rows]


def shown(value: Value, unit: Unit) -> str:
    """1.234.567 and 94,6; English 1,234,567 and 94.6. The sign stands in the heading."""
    if value is None:
        return NOTHING if unit is not Unit.TEXT else ""
    if isinstance(value, date):
        return f"{value.month}/{value.year}"
    if isinstance(value, str):
        return value
    language = (get_language() or "vi")[:2]
    if isinstance(value, Decimal):
        return with_decimal(value, language)
    return money.grouped(value, language).replace("-", "−")


def with_decimal(value: Decimal, language: str) -> str:
    """One decimal, the whole part grouped; a true minus sign."""
    whole, _point, decimal = f"{abs(value):.1f}".partition(".")
    sign = "−" if value < 0 else ""
    return f"{sign}{money.grouped(int(whole), language)}{'.' if language == 'en' else ','}{decimal}"
