"""What was typed, kept in the session, so that nobody types it twice."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from marketplace.payments.enums import Method

TYPED = "checkout"  # session key
FIELDS = ("name", "phone", "email", "place", "line", "note")


@dataclass(frozen=True)
class Whereto:
    """Checked: `phone` is E.164, `commune_id` of today's map."""

    name: str
    phone: str
    email: str
    commune_id: int
    place: str
    line: str
    note: str


def typed(request: HttpRequest) -> dict[str, str]:
    """As it was typed last, right or wrong; a signed-in buyer's own name and numbers where nothing was."""
    kept = request.session.get(TYPED, {})
    found = {name: kept[name] for name in FIELDS if name in kept}
    if not found and request.user.is_authenticated:
        user: Any = request.user
        found = {"name": user.get_full_name(), "phone": user.phone or "", "email": user.email or ""}
    return found


def keep_typed(request: HttpRequest, data: Mapping[str, str], commune_id: int | None, phone: str) -> None:
    """`commune_id` is None while something is wrong: the next pages then send the buyer back."""
    kept = {**request.session.get(TYPED, {}), **{name: data.get(name, "") for name in FIELDS}}
    request.session[TYPED] = {**kept, "commune": commune_id, "e164": phone}


def whereto(request: HttpRequest) -> Whereto | None:
    kept = request.session.get(TYPED, {})
    if not kept.get("commune"):
        return None
    return Whereto(
        name=kept["name"],
        phone=kept["e164"],
        email=kept["email"],
        commune_id=kept["commune"],
        place=kept["place"],
        line=kept["line"],
        note=kept["note"],
    )


def keep_method(request: HttpRequest, method: Method) -> None:
    request.session[TYPED] = {**request.session.get(TYPED, {}), "method": method.value}


def method_of(request: HttpRequest) -> str:
    """Empty until the buyer chose."""
    return str(request.session.get(TYPED, {}).get("method", ""))


def key_of(request: HttpRequest) -> str:
    """A secret of this session: what was shown to one browser cannot be ordered by another."""
    kept = request.session.get(TYPED, {})
    if "key" not in kept:
        kept = {**kept, "key": secrets.token_urlsafe(16)}
        request.session[TYPED] = kept
    return str(kept["key"])


def forget_note(request: HttpRequest) -> None:
    """After an order: the address serves again, what was said about that order does not."""
    request.session[TYPED] = {**request.session.get(TYPED, {}), "note": "", "method": ""}
