"""What a buyer agreed to, frozen: no basket, no request."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DraftLine:
    """`price` is the unit price that the buyer saw, whole đồng."""

    product_id: int
    quantity: int
    price: int


@dataclass(frozen=True)
class DraftBuyer:
    """`phone` is E.164; `email` may be empty; `user_id` is None for a guest."""

    name: str
    phone: str
    email: str = ""
    user_id: int | None = None
    language: str = "vi"


@dataclass(frozen=True)
class DraftAddress:
    """`place_text` is what the buyer typed for the place."""

    commune_id: int
    line: str
    place_text: str = ""
    note: str = ""


@dataclass(frozen=True)
class OrderDraft:
    """`shipping` maps cooperative keys to the charge that the buyer saw, whole đồng."""

    basket_id: int
    lines: tuple[DraftLine, ...]
    buyer: DraftBuyer
    address: DraftAddress
    shipping: Mapping[int, int]
    method: str
