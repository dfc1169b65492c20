"""What a report is: a query, named columns with unit and definition, filters, groupings and totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from marketplace.classifications.models import ProductSet
from marketplace.cooperatives.models import Cooperative
from marketplace.core.errors import Text
from marketplace.core.scope import Scope
from marketplace.places.models import Province
from marketplace.reporting.periods import Period

Value = str | int | Decimal | date | None


class Unit(StrEnum):
    """DONG is whole đồng, HOURS and PERCENT have one decimal, MONTH is the month's first day."""

    TEXT = "text"
    COUNT = "count"
    DONG = "dong"
    HOURS = "hours"
    PERCENT = "percent"
    MONTH = "month"


@dataclass(frozen=True)
class Column:
    name: str
    label: Text
    unit: Unit
    definition: Text = ""


@dataclass(frozen=True)
class Grouping:
    name: str
    label: Text


class Filter(StrEnum):
    PROVINCE = "province"
    COOPERATIVE = "cooperative"
    KIND = "kind"
    SET = "set"
    STARS = "stars"


@dataclass(frozen=True)
class Selection:
    """What a reader chose. `stars` 0 asks for goods without any; `today` tells what is still running or late."""

    period: Period
    group: str
    today: date
    province: Province | None = None
    cooperative: Cooperative | None = None
    kind: str = ""
    product_set: ProductSet | None = None
    stars: int | None = None

    @property
    def params(self) -> dict[str, str]:
        """As it stands in an address."""
        chosen = {
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "group": self.group,
            Filter.PROVINCE.value: self.province.code if self.province else "",
            Filter.COOPERATIVE.value: self.cooperative.slug if self.cooperative else "",
            Filter.KIND.value: self.kind,
            Filter.SET.value: str(self.product_set.number) if self.product_set else "",
            Filter.STARS.value: "" if self.stars is None else str(self.stars),
        }
        return {name: value for name, value in chosen.items() if value}


@dataclass(frozen=True)
class Drill:
    """Where the things behind a number are listed: a page, and what it changes in the reader's own choice."""

    page: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """`values` in the order of the columns, `drills` by column name."""

    values: tuple[Value, ...]
    drills: Mapping[str, Drill] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """`total` is counted over everything, not summed from `rows`: an order may stand in several of them."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    total: Row


class Report(Protocol):
    """`name` stands in addresses, `file_name` at the beginning of files; `summary` says what is counted.

    `is_compared`: its figures stand beside those of the period before.
    """

    @property
    def name(self) -> str: ...
    @property
    def file_name(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def summary(self) -> Text: ...
    @property
    def is_compared(self) -> bool: ...
    @property
    def groupings(self) -> tuple[Grouping, ...]: ...
    @property
    def filters(self) -> tuple[Filter, ...]: ...

    def table(self, *, scope: Scope, selection: Selection) -> Table:
        """In a fixed number of statements. Raises ScopeMissing."""
        ...
