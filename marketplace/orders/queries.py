from collections.abc import Sequence
from typing import Any

from django.db.models import Sum

from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.enums import REVERSED, State
from marketplace.orders.enums import OrderStatus
from marketplace.orders.models import Reversal

Order = oscar_model("order", "Order")
MOVING = (State.CONFIRMED, State.PACKED, State.SHIPPED, State.DELIVERED)


def derived_status(states: Sequence[str]) -> OrderStatus:
    """The order's status from its consignments' states."""
    standing = [state for state in states if state not in REVERSED]
    if not standing:
        return OrderStatus.CANCELLED
    if all(state == State.DELIVERED for state in standing):
        return OrderStatus.DONE
    return OrderStatus.UNDER_WAY if any(state in MOVING for state in standing) else OrderStatus.PLACED


def due(*, order: Any) -> int:
    """What the buyer owes in all, whole đồng: order total less reversals."""
    reversed_amount = Reversal.objects.filter(consignment__order=order).aggregate(sum=Sum("amount"))["sum"] or 0
    return int(order.total_incl_tax) - int(reversed_amount)
