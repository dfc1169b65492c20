from dataclasses import dataclass

from marketplace.core.events import Event


@dataclass(frozen=True)
class SellerChanged(Event):
    """Its state, kind, names or place: what stands on each of its goods."""

    cooperative_id: int
