from dataclasses import dataclass

from marketplace.core.events import Event


@dataclass(frozen=True)
class ShareSettled(Event):
    """Paid, or accepted for cash on delivery."""

    share_id: int


@dataclass(frozen=True)
class PaymentReceived(Event):
    entry_id: int
