"""Drafts and placed orders, through the one service that places them."""

from typing import Any

from oscar.core.loading import get_model

from marketplace.fulfilment import shipping
from marketplace.listings.models import Listing
from marketplace.listings.queries import offers_of_listing
from marketplace.orders.interface import DraftAddress, DraftBuyer, DraftLine, OrderDraft
from marketplace.orders.services import place_order
from marketplace.payments.enums import Method
from tests.factories.catalogue import make_commune

Basket: Any = get_model("basket", "Basket")


def make_draft(*wanted: tuple[Listing, int], basket_id: int | None = None, **buyer: Any) -> OrderDraft:
    """What a guest agreed to who saw today's prices; each listing's first offer is taken."""
    chosen = [(offers_of_listing(listing=listing)[0], quantity) for listing, quantity in wanted]
    sellers = {offer.listing.cooperative_id for offer, _quantity in chosen}
    return OrderDraft(
        basket_id=basket_id or Basket.objects.create().pk,
        lines=tuple(DraftLine(offer.product_id, quantity, offer.price) for offer, quantity in chosen),
        buyer=DraftBuyer(**{"name": "Nguyễn Thị Lan", "phone": "+84912345678", "email": "lan@example.com", **buyer}),
        address=DraftAddress(make_commune().pk, "Số 12, tổ 3", "Lùng Tám, Tuyên Quang"),
        shipping=shipping.prices(cooperatives=sellers),
        method=Method.CASH_ON_DELIVERY,
    )


def make_order(*wanted: tuple[Listing, int], **buyer: Any) -> Any:
    return place_order(make_draft(*wanted, **buyer))
