"""What follows a settled share, and the order's derived status."""

from collections.abc import Sequence

from marketplace.core.events import Together, publish
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.events import ConsignmentMoved
from marketplace.fulfilment.models import Consignment
from marketplace.fulfilment.services import settle
from marketplace.orders.events import ConsignmentReversed, ConsignmentSettled
from marketplace.orders.models import Reversal
from marketplace.orders.queries import derived_status
from marketplace.payments.events import ShareSettled

Order = oscar_model("order", "Order")


@Together
def settle_shares(events: Sequence[ShareSettled]) -> None:
    """The shares' consignments become NEW; a share that is paid late, after a release, moves nothing."""
    settled = settle(shares=[event.share_id for event in events])
    publish(*(ConsignmentSettled(consignment.pk) for consignment in settled))


def follow_step(event: ConsignmentMoved) -> None:
    _update_status(event.consignment_id)


def follow_reversal(event: ConsignmentReversed) -> None:
    _update_status(Reversal.objects.values_list("consignment_id", flat=True).get(pk=event.reversal_id))


def _update_status(consignment_id: int) -> None:
    """Write the derived status to Oscar's column, where its screens show it."""
    order_id = Consignment.objects.values_list("order_id", flat=True).get(pk=consignment_id)
    states = Consignment.objects.filter(order_id=order_id).values_list("state", flat=True)
    Order.objects.filter(pk=order_id).update(status=derived_status(list(states)).value)
