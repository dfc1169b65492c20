"""Sales by province, cooperative, month or product set, from sale facts alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from marketplace.core.scope import Scope
from marketplace.reporting.enums import FactKind
from marketplace.reporting.figures import change
from marketplace.reporting.interface import Column, Drill, Filter, Grouping, Row, Selection, Table, Unit, Value
from marketplace.reporting.models import SaleFact
from marketplace.reporting.periods import Period, month_end, shifted
from marketplace.reporting.queries import facts

COUNTED = (FactKind.SOLD, FactKind.CANCELLED, FactKind.RETURNED)
PROVINCE, COOPERATIVE, MONTH, SET = "province", "cooperative", "month", "set"

_MEASURES = (
    Column(
        "net",
        gettext_lazy("Net sales"),
        Unit.DONG,
        gettext_lazy("Goods and shipping, less discount, cancelled and returned."),
    ),
    Column(
        "before",
        gettext_lazy("Net sales before"),
        Unit.DONG,
        gettext_lazy("Net sales of the period before, as far into it as this one has come."),
    ),
    Column(
        "change",
        gettext_lazy("Rise or fall"),
        Unit.PERCENT,
        gettext_lazy("Net sales against the period before; empty where nothing was sold then."),
    ),
    Column(
        "orders",
        gettext_lazy("Orders"),
        Unit.COUNT,
        gettext_lazy(
            "Orders with goods sold in the period: paid, or accepted for cash on delivery. An order with goods of two "
            "provinces counts once in each of them and once in the total."
        ),
    ),
    Column(
        "consignments",
        gettext_lazy("Parcels"),
        Unit.COUNT,
        gettext_lazy("What one cooperative sends of one order; sold in the period."),
    ),
    Column("pieces", gettext_lazy("Pieces"), Unit.COUNT, gettext_lazy("Pieces sold in the period.")),
    Column(
        "goods",
        gettext_lazy("Price of goods"),
        Unit.DONG,
        gettext_lazy("Price of the pieces sold, with VAT, before discounts and without shipping."),
    ),
    Column(
        "shipping", gettext_lazy("Shipping"), Unit.DONG, gettext_lazy("Shipping charged to buyers for these goods.")
    ),
    Column(
        "discount", gettext_lazy("Discount"), Unit.DONG, gettext_lazy("What buyers were let off, as a positive sum.")
    ),
    Column(
        "cancelled",
        gettext_lazy("Cancelled"),
        Unit.DONG,
        gettext_lazy(
            "Goods with shipping less discount of what was cancelled or declined on the period's days, whenever it was "
            "sold."
        ),
    ),
    Column(
        "returned",
        gettext_lazy("Returned"),
        Unit.DONG,
        gettext_lazy("Goods with shipping less discount of what came back on the period's days, whenever it was sold."),
    ),
)
_SUM = "sum_"
_SOLD = ("orders", "consignments", "pieces", "goods", "shipping", "discount")


@dataclass(frozen=True)
class _Key:
    """How facts are grouped: what to read for a group, its columns, and the grouping its name leads to."""

    fields: Mapping[str, str]
    columns: tuple[Column, ...]
    opens: str


_KEYS = {
    PROVINCE: _Key(
        {"id": "seller_province", "vi": "seller_province__name", "code": "seller_province__code"},
        (
            Column("name", gettext_lazy("Province"), Unit.TEXT, gettext_lazy("On today's map of 34 provinces.")),
            Column("code", gettext_lazy("Province code"), Unit.TEXT),
        ),
        COOPERATIVE,
    ),
    COOPERATIVE: _Key(
        {
            "id": "cooperative",
            "vi": "cooperative__name_vi",
            "en": "cooperative__name_en",
            "code": "cooperative__slug",
            "place": "seller_province__name",
        },
        (
            Column("name", gettext_lazy("Cooperative"), Unit.TEXT),
            Column("place", gettext_lazy("Province"), Unit.TEXT, gettext_lazy("On the day of the sale.")),
        ),
        MONTH,
    ),
    SET: _Key(
        {
            "id": "product_set",
            "vi": "product_set__name_vi",
            "en": "product_set__name_en",
            "code": "product_set__number",
        },
        (
            Column("name", gettext_lazy("OCOP set"), Unit.TEXT),
            Column("code", gettext_lazy("Set number"), Unit.TEXT),
        ),
        COOPERATIVE,
    ),
}
_MONTH_COLUMN = Column("name", gettext_lazy("Month"), Unit.MONTH)


@dataclass(frozen=True)
class MonthFigure:
    """Net sales in đồng; `before` is that of the month at the same place of the period before."""

    month: date
    net: int
    before: int | None


class SalesReport:
    name = "sales"
    file_name = "ban-hang"
    title = gettext_lazy("Sales")
    summary = gettext_lazy(
        "What was sold, cancelled and returned, by the day in Vietnam on which it happened. What a buyer has not yet "
        "paid, and has not accepted for cash on delivery, is not counted."
    )
    is_compared = True
    groupings = (
        Grouping(PROVINCE, gettext_lazy("Province")),
        Grouping(COOPERATIVE, gettext_lazy("Cooperative")),
        Grouping(MONTH, gettext_lazy("Month")),
        Grouping(SET, gettext_lazy("OCOP set")),
    )
    filters = (Filter.PROVINCE, Filter.COOPERATIVE, Filter.KIND, Filter.SET, Filter.STARS)

    def table(self, *, scope: Scope, selection: Selection) -> Table:
        found = _in_both_periods(facts(scope=scope, selection=selection), selection)
        sums = _read(found.aggregate(**_sums(selection)))
        total = (_("Total"), *[None] * (len(_columns(selection.group)) - 1))
        rows = _by_month(found, selection) if selection.group == MONTH else _by_key(found, selection)
        return Table(
            (*_columns(selection.group), *_MEASURES),
            rows,
            Row((*total, *_values(sums)), _drills(sums, {})),
        )

    def totals(self, *, scope: Scope, selection: Selection) -> dict[str, int]:
        """By column name, with `sellers`; the period before under the same names after `before_`; one statement."""
        found = _in_both_periods(facts(scope=scope, selection=selection), selection)
        before = selection.period.before(selection.today)
        earlier = {f"before_{name}": figure for name, figure in _sums_of(before).items()}
        return _read(found.aggregate(**_aliased(_sums_of(selection.period) | earlier)))

    def months(self, *, scope: Scope, selection: Selection) -> list[MonthFigure]:
        """Net sales of each month that has begun; one statement."""
        found = _in_both_periods(facts(scope=scope, selection=selection), selection)
        return [MonthFigure(month, group["net"], group["before"]) for month, group in _months(found, selection)]


SALES = SalesReport()


def _columns(group: str) -> tuple[Column, ...]:
    return (_MONTH_COLUMN,) if group == MONTH else _KEYS[group].columns


def _in(period: Period) -> Q:
    return Q(day__range=(period.first, period.last))


def _in_both_periods(found: QuerySet[SaleFact], selection: Selection) -> QuerySet[SaleFact]:
    before = selection.period.before(selection.today)
    return found.filter(_in(selection.period) | _in(before), kind__in=COUNTED)


def _sums(selection: Selection) -> dict[str, Any]:
    return _aliased(_sums_of(selection.period) | {"before": _net(_in(selection.period.before(selection.today)))})


def _aliased(sums: Mapping[str, Any]) -> dict[str, Any]:
    """Under names of their own: a sum may not be called as the column that it adds up."""
    return {f"{_SUM}{name}": figure for name, figure in sums.items()}


def _read(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(_SUM): figure for name, figure in found.items()}


def _sums_of(period: Period) -> dict[str, Any]:
    sold = _in(period) & Q(kind=FactKind.SOLD)
    return {
        "orders": Count("order_number", distinct=True, filter=sold),
        "consignments": Count("consignment_number", distinct=True, filter=sold),
        "sellers": Count("cooperative", distinct=True, filter=sold),
        "pieces": _sum(F("quantity"), sold),
        "goods": _sum(F("goods"), sold),
        "shipping": _sum(F("shipping"), sold),
        "discount": _sum(F("discount"), sold),
        "cancelled": -_net(_in(period) & Q(kind=FactKind.CANCELLED)),
        "returned": -_net(_in(period) & Q(kind=FactKind.RETURNED)),
        "net": _net(_in(period)),
    }


def _net(condition: Q) -> Any:
    return _sum(F("goods") + F("shipping") - F("discount"), condition)


def _sum(amount: Any, condition: Q) -> Any:
    return Coalesce(Sum(amount, filter=condition), 0, output_field=BigIntegerField())


def _values(sums: Mapping[str, Any]) -> tuple[Value, ...]:
    figures = {**sums, "change": change(sums["net"], sums["before"])}
    return tuple(figures[column.name] for column in _MEASURES)


def _drills(sums: Mapping[str, Any], narrowed: Mapping[str, str], **more: Drill) -> dict[str, Drill]:
    """The parcels behind each number that is not zero."""
    behind = dict.fromkeys(_SOLD, FactKind.SOLD) | {"cancelled": FactKind.CANCELLED, "returned": FactKind.RETURNED}
    found = {name: Drill("consignments", {**narrowed, "by": kind.value}) for name, kind in behind.items() if sums[name]}
    return found | more


def _by_key(found: QuerySet[SaleFact], selection: Selection) -> list[Row]:
    key = _KEYS[selection.group]
    groups: Any = found.values(**{f"key_{name}": F(path) for name, path in key.fields.items()})
    ordered = groups.annotate(**_sums(selection)).order_by(f"-{_SUM}net", "key_vi", "key_id")
    return [_key_row(key, _read(group), selection) for group in ordered]


def _key_row(key: _Key, group: Mapping[str, Any], selection: Selection) -> Row:
    english = group.get("key_en") if (get_language() or "vi").startswith("en") else ""
    code = str(group["key_code"])
    shown = {"name": english or group["key_vi"], "code": code, "place": group.get("key_place")}
    narrowed = {selection.group: code}
    further = Drill("sales", {**narrowed, "group": key.opens})
    return Row(
        (*(shown[column.name] for column in key.columns), *_values(group)),
        _drills(group, narrowed, name=further, net=further),
    )


def _by_month(found: QuerySet[SaleFact], selection: Selection) -> list[Row]:
    return [_month_row(month, group, selection) for month, group in _months(found, selection)]


def _months(found: QuerySet[SaleFact], selection: Selection) -> Iterator[tuple[date, dict[str, Any]]]:
    """Every month that has begun, also when nothing was sold in it."""
    months: Any = found.annotate(month=TruncMonth("day")).values("month").annotate(**_sums(selection)).order_by("month")
    by_month = {group["month"]: _read(group) for group in months}
    nothing = dict.fromkeys((column.name for column in _MEASURES), 0)
    width = selection.period.months
    for month in selection.period.months_until(selection.today):
        earlier = by_month.get(shifted(month, -width), nothing)["before"] if width else None
        yield month, {**by_month.get(month, nothing), "before": earlier}


def _month_row(month: date, group: Mapping[str, Any], selection: Selection) -> Row:
    first, last = max(month, selection.period.first), min(month_end(month), selection.period.last)
    narrowed = {"from": first.isoformat(), "to": last.isoformat()}
    further = Drill("sales", {**narrowed, "group": PROVINCE if selection.province is None else COOPERATIVE})
    return Row((month, *_values(group)), _drills(group, narrowed, name=further, net=further))
