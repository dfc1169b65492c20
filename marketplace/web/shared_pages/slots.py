"""What a shared page leaves open for one visitor. A slot is drawn from the cookies that it names, and from no other."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation

BASKET_COUNT_COOKIE = "basket_count"
KEEPER_COOKIE = "keeper"  # whose favourites: of a guest
KEPT_COOKIE = "kept"  # that there are favourites: the page's script asks which ones
# Visitors with these see what everybody sees, but for the slots. Any other cookie leads its request past the store.
HARMLESS = frozenset(
    {BASKET_COUNT_COOKIE, KEEPER_COOKIE, KEPT_COOKIE, "sessionid", "basket", "csrftoken", "django_language"}
)
_TOKEN = secrets.token_hex(8)  # nobody outside can write a mark into a text of his own
_MARK = re.compile(rf"<!--{_TOKEN}:([a-z-]+)-->".encode())

Cookies = Mapping[str, str]


@dataclass(frozen=True)
class Slot:
    """`value` is what of the cookies matters; the template finds it under `variable`."""

    template: str
    variable: str
    value: Callable[[Cookies], int]


def basket_count(cookies: Cookies) -> int:
    """For show: the basket itself is in the database."""
    count = cookies.get(BASKET_COUNT_COOKIE, "")
    return int(count) if count.isascii() and count.isdecimal() and len(count) <= 4 else 0


SLOTS = {"basket-count": Slot("storefront/basket_count.html", "basket_count", basket_count)}


def mark(name: str) -> str:
    return f"<!--{_TOKEN}:{name}-->"


def cut(page: bytes) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """The pieces of a page between its slots, and which slots those are: one piece more than slots."""
    parts = _MARK.split(page)
    return tuple(parts[::2]), tuple(name.decode() for name in parts[1::2])


def filled(name: str, cookies: Cookies, language: str) -> bytes:
    return _drawn(name, SLOTS[name].value(cookies), language)


@lru_cache(maxsize=2048)
def _drawn(name: str, value: int, language: str) -> bytes:
    slot = SLOTS[name]
    with translation.override(language):
        return render_to_string(slot.template, {slot.variable: value}).strip().encode()
