"""From a sealed draft to an order, once."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.core.oscar import oscar_model
from marketplace.orders.interface import OrderDraft
from marketplace.orders.services import AlreadyPlaced, BasketChanged, place_order

Basket = oscar_model("basket", "Basket")
Line = oscar_model("basket", "Line")
Order = oscar_model("order", "Order")


@transaction.atomic
def place(draft: OrderDraft) -> Any:
    """Oscar's order. Raises what `place_order` raises, and BasketChanged when another tab changed the basket:
    goods put in there would be lost with it. Locks the basket, so a second click waits and finds the order.
    """
    Basket.objects.select_for_update().filter(pk=draft.basket_id).first()
    number = Order._default_manager.filter(basket_id=draft.basket_id).values_list("number", flat=True).first()
    if number is not None:
        raise AlreadyPlaced(number)
    problems = _changed_elsewhere(draft)
    if problems:
        raise BasketChanged(problems)
    return place_order(draft)


def _changed_elsewhere(draft: OrderDraft) -> dict[int, str]:
    rows = Line.objects.filter(basket=draft.basket_id).values_list("product_id", "quantity")
    now = Counter(dict(rows))
    shown = Counter({line.product_id: line.quantity for line in draft.lines})
    text = _("You changed this in another window.")
    return {key: text for key in {**now, **shown} if now[key] != shown[key]}
