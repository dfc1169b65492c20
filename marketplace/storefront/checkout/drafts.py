"""The order as the buyer saw it on the review page, signed: what is placed is what was shown."""

from dataclasses import asdict
from typing import Any

from django.core import signing
from django.http import HttpRequest

from marketplace.orders.interface import DraftAddress, DraftBuyer, DraftLine, OrderDraft
from marketplace.storefront.basket.contents import Contents
from marketplace.storefront.checkout.memory import Whereto, key_of
from marketplace.web.templatetags.market import language

LASTS = 24 * 60 * 60  # seconds


def draft_of(contents: Contents, whereto: Whereto, method: str, user: Any) -> OrderDraft:
    return OrderDraft(
        basket_id=contents.basket_id or 0,
        lines=tuple(DraftLine(line.product_id, line.quantity, line.price) for line in contents.lines),
        buyer=DraftBuyer(
            name=whereto.name,
            phone=whereto.phone,
            email=whereto.email,
            user_id=user.pk if user.is_authenticated else None,
            language=language(),
        ),
        address=DraftAddress(whereto.commune_id, whereto.line, whereto.place, whereto.note),
        shipping={group.cooperative.pk: group.charge for group in contents.groups},
        method=method,
    )


def sealed(request: HttpRequest, draft: OrderDraft) -> str:
    return signing.dumps(asdict(draft), salt=_salt(request), compress=True)


def opened(request: HttpRequest, text: str) -> OrderDraft | None:
    """None for what was changed, is older than a day, or was shown to another browser or another user."""
    try:
        data = signing.loads(text, salt=_salt(request), max_age=LASTS)
    except signing.BadSignature:
        return None
    draft = OrderDraft(
        basket_id=data["basket_id"],
        lines=tuple(DraftLine(**line) for line in data["lines"]),
        buyer=DraftBuyer(**data["buyer"]),
        address=DraftAddress(**data["address"]),
        shipping={int(key): charge for key, charge in data["shipping"].items()},
        method=data["method"],
    )
    is_same = draft.buyer.user_id == (request.user.pk if request.user.is_authenticated else None)
    return draft if is_same else None


def _salt(request: HttpRequest) -> str:
    return f"draft:{key_of(request)}"
