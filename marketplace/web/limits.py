"""How often somebody may try. Counted in the cache: with several processes that is Redis, and all count together."""

import hashlib
import ipaddress
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The visitor's address. A forwarded one counts only where our own proxy, a private address, hands it on."""
    direct = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and _is_private(direct) and _is_address(forwarded) else direct


def _is_private(address: str) -> bool:
    return _is_address(address) and ipaddress.ip_address(address).is_private


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Limit:
    """At most `most` in `seconds`, counted from the first."""

    name: str
    most: int
    seconds: int

    def is_reached(self, who: str) -> bool:
        return (cache.get(self._key(who)) or 0) >= self.most

    def note(self, who: str) -> None:
        key = self._key(who)
        cache.add(key, 0, self.seconds)
        try:
            cache.incr(key)
        except ValueError:  # it ran out in between: the next one begins anew
            return

    def forget(self, who: str) -> None:
        cache.delete(self._key(who))

    def _key(self, who: str) -> str:
        return f"limit:{self.name}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
