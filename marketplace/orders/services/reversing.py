"""Consignments that do not come to pass. A reversal takes from what is due; the order's total stays as it was."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.core import audit, clock
from marketplace.core.errors import DomainError
from marketplace.core.events import publish
from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment
from marketplace.fulfilment.services import move
from marketplace.listings.services.stock import release
from marketplace.orders.events import ConsignmentReversed
from marketplace.orders.models import Reversal, ReversalKind, ReversalLine
from marketplace.payments.services import release_share


@transaction.atomic
def decline(*, consignment: Consignment, reason: str, actor: Any = None) -> Reversal:
    """The seller cannot send it. Stock goes back on sale. Raises DomainError without a reason."""
    if not reason.strip():
        raise DomainError(_("Tell the buyer why."), fields={"reason": _("This is missing.")})
    return _reverse(consignment, State.DECLINED, ReversalKind.DECLINED, reason, actor)


@transaction.atomic
def cancel(*, consignment: Consignment, reason: str = "", actor: Any = None) -> Reversal:
    """The buyer changed their mind before it left. Stock goes back on sale."""
    return _reverse(consignment, State.CANCELLED, ReversalKind.CANCELLED, reason, actor)


@transaction.atomic
def take_back(*, consignment: Consignment, reason: str, actor: Any = None) -> Reversal:
    """The whole consignment came back. The seller counts it into stock again, or not."""
    return _reverse(consignment, State.RETURNED, ReversalKind.RETURNED, reason, actor)


def _reverse(consignment: Consignment, state: State, kind: ReversalKind, reason: str, actor: Any) -> Reversal:
    moved = move(consignment=consignment, state=state, actor=actor, reason=reason)
    lines = list(moved.lines.select_related("order_line"))
    reversal = Reversal.objects.create(
        consignment=moved,
        kind=kind,
        goods=moved.goods_total,
        shipping=moved.shipping_charge,
        discount=moved.discount,
        amount=moved.total,
        reason=reason[:250],
        actor=actor,
        at=clock.now(),
    )
    ReversalLine.objects.bulk_create(
        ReversalLine(reversal=reversal, consignment_line=line, quantity=line.quantity, amount=line.amount)
        for line in lines
    )
    if state is not State.RETURNED:
        release(lines=[line.order_line for line in lines], actor=actor)
    release_share(share=moved.payment_share)
    audit.record(actor, f"consignment.{state.value}", moved, {}, {"reason": reason, "amount": moved.total})
    publish(ConsignmentReversed(reversal.pk))
    return reversal
