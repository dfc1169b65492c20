"""What follows a settled share, and the order's derived status."""

from django.db import transaction

from marketplace.core.events import publish
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.enums import State
from marketplace.fulfilment.events import ConsignmentMoved
from marketplace.fulfilment.models import Consignment
from marketplace.fulfilment.services import move
from marketplace.orders.events import ConsignmentReversed, ConsignmentSettled
from marketplace.orders.models import Reversal
from marketplace.orders.queries import derived_status
from marketplace.payments.events import ShareSettled

Order = oscar_model("order", "Order")


@transaction.atomic
def settle_share(event: ShareSettled) -> None:
    """The share's consignment becomes NEW; a share that is paid late, after a release, moves nothing."""
    consignment = Consignment.objects.get(payment_share_id=event.share_id)
    if consignment.state == State.AWAITING_PAYMENT:
        move(consignment=consignment, state=State.NEW)
        publish(ConsignmentSettled(consignment.pk))


def follow_step(event: ConsignmentMoved) -> None:
    _update_status(event.consignment_id)


def follow_reversal(event: ConsignmentReversed) -> None:
    _update_status(Reversal.objects.values_list("consignment_id", flat=True).get(pk=event.reversal_id))


def _update_status(consignment_id: int) -> None:
    """Write the derived status to Oscar's column, where its screens show it."""
    order_id = Consignment.objects.values_list("order_id", flat=True).get(pk=consignment_id)
    states = Consignment.objects.filter(order_id=order_id).values_list("state", flat=True)
    Order.objects.filter(pk=order_id).update(status=derived_status(list(states)).value)
