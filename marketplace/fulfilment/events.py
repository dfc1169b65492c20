from dataclasses import dataclass

from marketplace.core.events import Event


@dataclass(frozen=True)
class ConsignmentMoved(Event):
    """Base of the steps below; never published itself."""

    consignment_id: int


class ConsignmentConfirmed(ConsignmentMoved):
    pass


class ConsignmentPacked(ConsignmentMoved):
    pass


class ConsignmentShipped(ConsignmentMoved):
    pass


class ConsignmentDelivered(ConsignmentMoved):
    pass
