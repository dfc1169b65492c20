"""What a seller says of a listing, as plain data: from the portal's form or from a catalogue file."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class VariantFacts:
    """Price is whole đồng with VAT; stock counts pieces for sale."""

    value_vi: str
    value_en: str
    price: int
    stock: int
    net_weight_g: int


@dataclass(frozen=True)
class ListingFacts:
    """`values` are columns of Listing (foreign keys as objects). Without variants `price` and `stock` are needed."""

    values: dict[str, Any]
    price: int | None = None
    stock: int | None = None
    variants: tuple[VariantFacts, ...] = field(default_factory=tuple)
