"""A form that makes something is taken once, however often its button is pressed."""

import hashlib
import secrets
from typing import Any

from django.core.cache import cache

_KEPT = 60 * 60 * 24


def new_token() -> str:
    return secrets.token_urlsafe(16)


def claim(user: Any, token: str) -> bool:
    """False when this person's form was taken before. The cache is shared by all that serve (design decision 12)."""
    return bool(cache.add(_key(user, token), 1, _KEPT))


def give_back(user: Any, token: str) -> None:
    """Nothing came of it: the same form may be sent again."""
    cache.delete(_key(user, token))


def _key(user: Any, token: str) -> str:
    return f"portal-once-{user.pk}-{hashlib.sha256(token.encode()).hexdigest()}"
