from dataclasses import dataclass

from marketplace.core.events import Event


@dataclass(frozen=True)
class ListingChanged(Event):
    """Anything a buyer or the search index can see of it: words, price, stock, state, pictures."""

    listing_id: int


@dataclass(frozen=True)
class ListingSubmitted(Event):
    listing_id: int


@dataclass(frozen=True)
class ListingApproved(Event):
    listing_id: int


@dataclass(frozen=True)
class ChangesAsked(Event):
    listing_id: int


@dataclass(frozen=True)
class StockAlertAsked(Event):
    alert_id: int


@dataclass(frozen=True)
class GoodsCameBack(Event):
    """The goods that somebody waits for can be ordered again; the alert is gone when the transaction ends."""

    alert_id: int


@dataclass(frozen=True)
class PopularityChanged(Event):
    """Some were bought more, or less, than was known; there may be many at once."""

    listing_ids: tuple[int, ...]
