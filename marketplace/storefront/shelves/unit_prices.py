"""The price of what lies in a pack, for comparing packs: by weight, which each listing has, never by volume."""

from dataclasses import dataclass

from marketplace.listings.models import Listing

# OCOP sets of Decision 26/2026 that are sold by weight: food, condiments, tea and coffee, without the liquid ones.
BY_WEIGHT = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13})
KILO = 1000
SMALL = 100


@dataclass(frozen=True)
class UnitPrice:
    """Whole đồng, rounded half up, for so many grams: 100 or 1,000."""

    amount: int
    grams: int

    @property
    def measure(self) -> str:
        return "kg" if self.grams == KILO else f"{self.grams} g"


def unit_price(listing: Listing, price: int, net_weight_g: int) -> UnitPrice | None:
    """None for what is not sold by weight, and for a pack that is that weight already."""
    if listing.product_set.number not in BY_WEIGHT or not net_weight_g:
        return None
    grams = KILO if net_weight_g >= KILO else SMALL
    if net_weight_g == grams:
        return None
    return UnitPrice((2 * price * grams + net_weight_g) // (2 * net_weight_g), grams)
