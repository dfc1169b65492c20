"""How consignments fare, by cooperative or province: states, hours from order to shipping, late ones."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from marketplace.core.scope import Scope
from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment
from marketplace.reporting.figures import hours, percent
from marketplace.reporting.interface import Column, Drill, Filter, Grouping, Row, Selection, Table, Unit, Value
from marketplace.reporting.queries import late, placed_consignments, with_shipping_day

PROVINCE, COOPERATIVE = "province", "cooperative"
_STATES = tuple(State)
_SPAN = ExpressionWrapper(F("shipped_at") - F("placed_at"), output_field=DurationField())
_KEYS: dict[str, dict[str, str]] = {
    COOPERATIVE: {
        "id": "cooperative",
        "vi": "cooperative__name_vi",
        "en": "cooperative__name_en",
        "code": "cooperative__slug",
        "place": "cooperative__commune__province__name",
    },
    PROVINCE: {
        "id": "cooperative__commune__province",
        "vi": "cooperative__commune__province__name",
        "code": "cooperative__commune__province__code",
    },
}
_NAMES: dict[str, tuple[Column, ...]] = {
    COOPERATIVE: (
        Column("name", gettext_lazy("Cooperative"), Unit.TEXT),
        Column("place", gettext_lazy("Province"), Unit.TEXT),
    ),
    PROVINCE: (
        Column("name", gettext_lazy("Province"), Unit.TEXT),
        Column("code", gettext_lazy("Province code"), Unit.TEXT),
    ),
}
_MEASURES = (
    Column(
        "consignments",
        gettext_lazy("Parcels"),
        Unit.COUNT,
        gettext_lazy("What one cooperative sends of one order; ordered in the period."),
    ),
    Column(
        "on_time",
        gettext_lazy("On time"),
        Unit.PERCENT,
        gettext_lazy("Parcels sent by their day, of those sent and those late. Others still have time."),
    ),
    Column(
        "late",
        gettext_lazy("Late"),
        Unit.COUNT,
        gettext_lazy("Sent after the day that was promised, or past that day and not sent yet."),
    ),
    Column(
        "median",
        gettext_lazy("Hours, median"),
        Unit.HOURS,
        gettext_lazy("From order to shipping: half of the parcels sent took no longer."),
    ),
    Column(
        "mean", gettext_lazy("Hours, mean"), Unit.HOURS, gettext_lazy("From order to shipping, of the parcels sent.")
    ),
    Column(
        "slow",
        gettext_lazy("Hours, nine in ten"),
        Unit.HOURS,
        gettext_lazy("From order to shipping: nine in ten of the parcels sent took no longer."),
    ),
    *(Column(state.value, state.label, Unit.COUNT, "") for state in _STATES),
)


class FulfilmentReport:
    name = "fulfilment"
    file_name = "gui-hang"
    title = gettext_lazy("Fulfilment")
    summary = gettext_lazy(
        "Parcels ordered on the period's days in Vietnam, as they stand now: their state, how long they took to be "
        "sent, and whether they were sent by the day that was promised."
    )
    is_compared = False
    groupings = (
        Grouping(COOPERATIVE, gettext_lazy("Cooperative")),
        Grouping(PROVINCE, gettext_lazy("Province")),
    )
    filters = (Filter.PROVINCE, Filter.COOPERATIVE, Filter.KIND)

    def table(self, *, scope: Scope, selection: Selection) -> Table:
        found = placed_consignments(scope=scope, selection=selection)
        key = _KEYS[selection.group]
        counts = _counts(found, key, selection)
        spans = _spans(found, key["id"])
        rows = [_row(group, spans.get(group["key_id"], {}), selection) for group in counts]
        return Table((*_NAMES[selection.group], *_MEASURES), rows, self._total(found, counts))

    def totals(self, *, scope: Scope, selection: Selection) -> dict[str, int]:
        """Counts over everything selected, by column name, with `sent_on_time`; one statement."""
        found = with_shipping_day(placed_consignments(scope=scope, selection=selection))
        return dict(found.aggregate(**_measures(selection)))

    def _total(self, found: QuerySet[Consignment], counts: list[dict[str, Any]]) -> Row:
        """A consignment stands in one group only, so its counts are sums; hours are measured over all."""
        names = ("consignments", "sent_on_time", "late", *_STATES)
        sums = {str(name): sum(group[name] for group in counts) for name in names}
        spans = _spans(found, None).get(None, {})
        return Row((_("Total"), None, *_values(sums, spans)), _drills(sums, {}))


FULFILMENT = FulfilmentReport()


def _measures(selection: Selection) -> dict[str, Any]:
    is_late = late(on=selection.today)
    sent = Q(shipped_at__isnull=False)
    return {
        "consignments": Count("pk"),
        "sent_on_time": Count("pk", filter=sent & Q(shipping_day__lte=F("ship_by"))),
        "late": Count("pk", filter=is_late),
        **{state.value: Count("pk", filter=Q(state=state)) for state in _STATES},
    }


def _counts(found: QuerySet[Consignment], key: Mapping[str, str], selection: Selection) -> list[dict[str, Any]]:
    groups: Any = with_shipping_day(found).values(**{f"key_{name}": F(path) for name, path in key.items()})
    return list(groups.annotate(**_measures(selection)).order_by("-late", "-consignments", "key_vi", "key_id"))


def _spans(found: Any, group: str | None) -> dict[Any, dict[str, Any]]:
    """Median, mean and 90th percentile (nearest rank) of the time from order to shipping by group; one statement.

    Both engines number the parcels of a group by their time; only the middle and the ninth in ten are read.
    """
    key = {"key": F(group)} if group else {}
    over: dict[str, Any] = {"partition_by": [F(group)]} if group else {}
    numbered = found.filter(shipped_at__isnull=False).annotate(
        span=_SPAN,
        place=Window(RowNumber(), order_by=["span", "pk"], **over),
        among=Window(Count("pk"), **over),
        mean=Window(Avg(_SPAN), **over),
        **key,
    )
    wanted = Q(place=(F("among") + 1) / 2) | Q(place=F("among") / 2 + 1) | Q(place=(F("among") * 9 + 9) / 10)
    spans: dict[Any, dict[str, Any]] = {}
    for row in numbered.filter(wanted).order_by("place").values("place", "among", "span", "mean", *key):
        _add_span(spans.setdefault(row.get("key"), {}), row)
    return spans


def _add_span(found: dict[str, Any], row: Mapping[str, Any]) -> None:
    place, number = row["place"], row["among"]
    found["mean"] = row["mean"]
    if place == (number + 1) // 2:
        found["median"] = row["span"]
    if place == number // 2 + 1:  # the other middle one of an even number
        found["median"] = (found["median"] + row["span"]) / 2
    if place == (number * 9 + 9) // 10:
        found["slow"] = row["span"]


def _row(group: Mapping[str, Any], spans: Mapping[str, Any], selection: Selection) -> Row:
    english = group.get("key_en") if (get_language() or "vi").startswith("en") else ""
    code = str(group["key_code"])
    narrowed = {selection.group: code}
    names = (english or group["key_vi"], group.get("key_place", code))
    drills = _drills(group, narrowed)
    if selection.group == PROVINCE:
        drills["name"] = Drill("fulfilment", {**narrowed, "group": COOPERATIVE})
    else:
        drills["name"] = Drill("cooperative", {"slug": code})
    return Row((*names, *_values(group, spans)), drills)


def _values(counts: Mapping[str, int], spans: Mapping[str, Any]) -> tuple[Value, ...]:
    return (
        counts["consignments"],
        share_on_time(counts),
        counts["late"],
        hours(spans.get("median")),
        hours(spans.get("mean")),
        hours(spans.get("slow")),
        *(counts[state.value] for state in _STATES),
    )


def share_on_time(counts: Mapping[str, int]) -> Any:
    """Percent of those sent and those late; None while nothing is either."""
    return percent(counts["sent_on_time"], counts["sent_on_time"] + counts["late"])


def _drills(counts: Mapping[str, int], narrowed: Mapping[str, str]) -> dict[str, Drill]:
    """The parcels behind each count that is not zero."""
    chosen: dict[str, dict[str, str]] = {"consignments": {}, "late": {"late": "any"}}
    chosen |= {state.value: {"state": state.value} for state in _STATES}
    return {name: Drill("consignments", {**narrowed, **values}) for name, values in chosen.items() if counts[name]}
