"""A guest's way back to an order: a signed address that works without an account."""

from typing import Any

from django.core import signing

from marketplace.core.oscar import oscar_model

Order = oscar_model("order", "Order")
_SALT = "order"


def order_token(order: Any) -> str:
    return signing.Signer(salt=_SALT).signature(order.number)


def order_path(order: Any) -> str:
    prefix = "" if order.language == "vi" else f"/{order.language}"
    return f"{prefix}/checkout/order/{order.number}/{order_token(order)}/"


def order_for_token(number: str, token: str) -> Any:
    """The order, or None when the token was not signed for this number."""
    try:
        signing.Signer(salt=_SALT).unsign(f"{number}:{token}")
    except signing.BadSignature:
        return None
    return Order.objects.filter(number=number).first()
