"""A report's table on a page: cells in words, each number leading to what is behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from marketplace.core.errors import Text
from marketplace.reporting.interface import Drill, Row, Selection, Table, Unit
from marketplace.reporting.renderers.html import body, heading


@dataclass(frozen=True)
class Link:
    text: str
    is_number: bool
    url: str


@dataclass(frozen=True)
class Head:
    text: str
    is_number: bool
    definition: Text


@dataclass(frozen=True)
class Shown:
    heads: list[Head]
    rows: list[list[Link]]
    total: list[Link]

    @property
    def definitions(self) -> list[Head]:
        return [head for head in self.heads if head.definition]


def shown_table(table: Table, selection: Selection, rows: Sequence[Row] | None = None) -> Shown:
    """`rows`, when given, are those of the table that stand on this page."""
    heads = [Head(heading(column), column.unit is not Unit.TEXT, column.definition) for column in table.columns]
    wanted = list(table.rows if rows is None else rows)
    *lines, total = [
        [Link(cell.text, cell.is_number, drill_url(cell.drill, selection) if cell.drill else "") for cell in line]
        for line in body(table, [*wanted, table.total])
    ]
    return Shown(heads, lines, total)


def drill_url(drill: Drill, selection: Selection) -> str:
    if drill.page == "cooperative":
        return reverse("office:cooperative", args=[drill.values["slug"]])
    params = {**selection.params, **drill.values}
    if drill.page == "consignments":
        params.pop("group", None)
        return f"{reverse('office:consignments')}?{urlencode(params)}"
    return f"{reverse('office:report', args=[drill.page])}?{urlencode(params)}"
