"""A consignment as a member sees it: what is due when, what is in it, and the one thing to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment, ConsignmentLine
from marketplace.fulfilment.queries import TO_SHIP
from marketplace.listings.models import ListingPicture
from marketplace.payments.enums import ShareState
from marketplace.portal.frame import MANAGERS
from marketplace.web.templatetags.market import day as day_in_words


@dataclass(frozen=True)
class Step:
    """`is_form`: more must be written first, so the button leads to a page; else it is pressed and done."""

    view: str
    label: str | Promise
    icon: str
    is_form: bool = False
    for_managers: bool = False


NEXT_STEP = {
    State.NEW: Step("portal:accept", gettext_lazy("Accept the order"), "check", for_managers=True),
    State.CONFIRMED: Step("portal:pack", gettext_lazy("Packed"), "package-check"),
    State.PACKED: Step("portal:ship", gettext_lazy("Send it off"), "truck", is_form=True),
    State.SHIPPED: Step("portal:deliver", gettext_lazy("The buyer has it"), "circle-check"),
}


@dataclass(frozen=True)
class Due:
    """`tone` is the ending of a style: `late`, `now`, `ok` or nothing."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class CardLine:
    title_vi: str
    title_en: str
    unit: str
    quantity: int
    picture: Any


@dataclass(frozen=True)
class Card:
    consignment: Consignment
    due: Due
    lines: tuple[CardLine, ...]
    step: Step | None
    step_url: str
    to_collect: int

    @property
    def address(self) -> Any:
        return self.consignment.order.shipping_address


def with_card_lines(consignments: QuerySet[Consignment]) -> QuerySet[Consignment]:
    """Lines and the first picture of each, in three statements whatever the number."""
    lines = ConsignmentLine.objects.select_related("listing").order_by("pk")
    first = ListingPicture.objects.filter(position=0).select_related("picture")
    return consignments.prefetch_related(Prefetch("lines", lines), Prefetch("lines__listing__pictures", first))


def card(consignment: Consignment, *, today: date, role: str) -> Card:
    step = step_for(consignment, role=role)
    return Card(
        consignment=consignment,
        due=due(consignment, today=today),
        lines=tuple(_lines(consignment.lines.all())),
        step=step,
        step_url=reverse(step.view, args=[consignment.number]) if step else "",
        to_collect=to_collect(consignment),
    )


def step_for(consignment: Consignment, *, role: str) -> Step | None:
    step = NEXT_STEP.get(State(consignment.state))
    if step is None or (step.for_managers and role not in MANAGERS):
        return None
    return step


def to_collect(consignment: Consignment) -> int:
    """Whole đồng that the carrier takes from the buyer."""
    share = consignment.payment_share
    return int(share.amount) if share.state == ShareState.ACCEPTED else 0


def _lines(lines: Iterable[ConsignmentLine]) -> Iterable[CardLine]:
    for line in lines:
        pictures = line.listing.pictures.all()
        picture = pictures[0].picture if pictures else None
        yield CardLine(line.title_vi, line.title_en, line.unit, line.quantity, picture)


def due(consignment: Consignment, *, today: date) -> Due:
    if consignment.state in TO_SHIP:
        return _due_to_ship((consignment.ship_by - today).days, consignment.ship_by)
    if consignment.state == State.SHIPPED:
        if consignment.deliver_by < today:
            return Due(_("Due to arrive %(day)s") % {"day": day_in_words(consignment.deliver_by)}, "late")
        return Due(_("Arrives by %(day)s") % {"day": day_in_words(consignment.deliver_by)}, "ok")
    return Due("")


def _due_to_ship(days: int, ship_by: date) -> Due:
    if days < 0:
        text = ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
        return Due(text, "late")
    if days == 0:
        return Due(_("Send today"), "now")
    if days == 1:
        return Due(_("Send tomorrow"))
    return Due(_("Due %(day)s") % {"day": day_in_words(ship_by)})
