"""The day's work: what waits in each lane, the longest due first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.core.scope import Scope
from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment
from marketplace.fulfilment.queries import TO_SHIP, consignments
from marketplace.portal.cards import Card, card, with_card_lines

PER_LANE = 10
LANES: Mapping[State, str | Promise] = {
    State.NEW: _("New orders"),
    State.CONFIRMED: _("To pack"),
    State.PACKED: _("To send"),
    State.SHIPPED: _("On the way"),
}
DUE_ON = Case(When(state=State.SHIPPED, then=F("deliver_by")), default=F("ship_by"))


@dataclass(frozen=True)
class Lane:
    state: str
    title: str | Promise
    count: int
    cards: tuple[Card, ...]

    @property
    def has_more(self) -> bool:
        return self.count > len(self.cards)


@dataclass(frozen=True)
class Counts:
    by_state: Mapping[str, int]
    late: int

    @property
    def awaiting_payment(self) -> int:
        return self.by_state.get(State.AWAITING_PAYMENT, 0)


def late(today: date) -> Q:
    """Promised to have left before today; `fulfilment.queries.late_consignments` says the same."""
    return Q(state__in=TO_SHIP, ship_by__lt=today)


def counts(*, scope: Scope, today: date) -> Counts:
    rows = (
        consignments(scope=scope)
        .order_by()
        .values("state")
        .annotate(number=Count("pk"), late=Count("pk", filter=late(today)))
    )
    found = list(rows)
    return Counts({row["state"]: row["number"] for row in found}, sum(row["late"] for row in found))


def lanes(*, scope: Scope, today: date, role: str, counted: Counts) -> list[Lane]:
    cards: dict[str, list[Card]] = {}
    for consignment in with_card_lines(_first_of_each(scope)):
        cards.setdefault(consignment.state, []).append(card(consignment, today=today, role=role))
    return [
        Lane(state.value, title, counted.by_state.get(state, 0), tuple(cards.get(state, ())))
        for state, title in LANES.items()
    ]


def _first_of_each(scope: Scope) -> QuerySet[Consignment]:
    place = Window(RowNumber(), partition_by=F("state"), order_by=[DUE_ON.asc(), F("pk").asc()])
    return (
        consignments(scope=scope)
        .filter(state__in=LANES)
        .annotate(due_on=DUE_ON, place=place)
        .filter(place__lte=PER_LANE)
        .order_by("due_on", "pk")
    )
