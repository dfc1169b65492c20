"""A consignment's steps. Each locks the consignment, checks what may follow, and writes who moved it."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.core import clock
from marketplace.core.errors import DomainError
from marketplace.core.events import publish
from marketplace.fulfilment.enums import NEXT, Carrier, State
from marketplace.fulfilment.events import (
    ConsignmentConfirmed,
    ConsignmentDelivered,
    ConsignmentPacked,
    ConsignmentShipped,
)
from marketplace.fulfilment.models import Consignment, ConsignmentStep, Parcel, ParcelLine
from marketplace.listings.services.stock import consume
from marketplace.payments.enums import ShareState
from marketplace.payments.services import receive_payment


@transaction.atomic
def move(*, consignment: Consignment, state: State, actor: Any = None, reason: str = "") -> Consignment:
    """One step, recorded; returns the consignment as locked. Raises DomainError when `state` may not follow."""
    current = Consignment.objects.select_for_update().get(pk=consignment.pk)
    if state not in NEXT[State(current.state)]:
        raise DomainError(
            _("This parcel is already “%(state)s”. Look at it again.") % {"state": current.get_state_display()}
        )
    now = clock.now()
    current.state = state
    stamp = {State.NEW: "settled_at", State.SHIPPED: "shipped_at", State.DELIVERED: "delivered_at"}.get(state)
    if stamp:
        setattr(current, stamp, now)
    current.save(update_fields=["state", *([stamp] if stamp else [])])
    ConsignmentStep.objects.create(consignment=current, state=state, actor=actor, reason=reason[:250], at=now)
    return current


@transaction.atomic(savepoint=False)
def settle(*, shares: Collection[int]) -> list[Consignment]:
    """The consignments of these shares that waited for their payment become NEW; returns them.

    Locks in key order. One that is further already, or released, moves nothing: its share was paid late.
    """
    found = Consignment.objects.select_for_update().filter(payment_share__in=shares).order_by("pk")
    settled = [consignment for consignment in found if State.NEW in NEXT[State(consignment.state)]]
    if not settled:
        return []
    now = clock.now()
    for consignment in settled:
        consignment.state, consignment.settled_at = State.NEW, now
    Consignment.objects.filter(pk__in=[one.pk for one in settled]).update(state=State.NEW, settled_at=now)
    ConsignmentStep.objects.bulk_create(ConsignmentStep(consignment=one, state=State.NEW, at=now) for one in settled)
    return settled


@transaction.atomic
def confirm(*, consignment: Consignment, actor: Any = None) -> Consignment:
    moved = move(consignment=consignment, state=State.CONFIRMED, actor=actor)
    publish(ConsignmentConfirmed(moved.pk))
    return moved


@transaction.atomic
def pack(*, consignment: Consignment, actor: Any = None) -> Consignment:
    moved = move(consignment=consignment, state=State.PACKED, actor=actor)
    publish(ConsignmentPacked(moved.pk))
    return moved


@transaction.atomic
def ship(*, consignment: Consignment, carrier: str, tracking_number: str = "", actor: Any = None) -> Consignment:
    """The whole consignment leaves in one parcel, and its pieces leave the stock.

    Raises DomainError for an unknown carrier, or without a tracking number of a carrier that gives one.
    """
    number = tracking_number.strip().upper()
    if carrier not in Carrier.values:
        raise DomainError(_("Choose a carrier."), fields={"carrier": _("Choose a carrier.")})
    if not number and carrier != Carrier.OTHER:
        text = _("Write the tracking number that stands on the carrier's receipt.")
        raise DomainError(text, fields={"tracking_number": text})
    moved = move(consignment=consignment, state=State.SHIPPED, actor=actor)
    left_at = moved.shipped_at or clock.now()
    parcel = Parcel.objects.create(carrier=carrier, tracking_number=number[:40], shipped_at=left_at)
    lines = list(moved.lines.select_related("order_line"))
    ParcelLine.objects.bulk_create(
        ParcelLine(parcel=parcel, consignment_line=line, quantity=line.quantity) for line in lines
    )
    consume(lines=[line.order_line for line in lines], actor=actor)
    publish(ConsignmentShipped(moved.pk))
    return moved


@transaction.atomic
def deliver(*, consignment: Consignment, actor: Any = None) -> Consignment:
    """The parcel arrived; cash on delivery is entered as paid."""
    moved = move(consignment=consignment, state=State.DELIVERED, actor=actor)
    Parcel.objects.filter(lines__consignment_line__consignment=moved).update(delivered_at=moved.delivered_at)
    share = moved.payment_share
    if share.state == ShareState.ACCEPTED and share.amount:
        receive_payment(share=share, amount=share.amount, reference=f"COD {moved.number}", actor=actor)
    publish(ConsignmentDelivered(moved.pk))
    return moved
