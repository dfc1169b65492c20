from dataclasses import dataclass

from marketplace.core.events import Event


@dataclass(frozen=True)
class OrderPlaced(Event):
    order_id: int


@dataclass(frozen=True)
class ConsignmentSettled(Event):
    """The seller may see it and begin."""

    consignment_id: int


@dataclass(frozen=True)
class ConsignmentReversed(Event):
    """Declined, cancelled, released unpaid or returned."""

    reversal_id: int
