"""Writers of orders and their reversals."""

from marketplace.orders.services.placing import AlreadyPlaced, BasketChanged, place_order
from marketplace.orders.services.reversing import cancel, decline, take_back
from marketplace.orders.services.settling import settle_shares

__all__ = [
    "AlreadyPlaced",
    "BasketChanged",
    "cancel",
    "decline",
    "place_order",
    "settle_shares",
    "take_back",
]
