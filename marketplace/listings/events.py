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
