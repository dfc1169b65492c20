"""How often somebody may try. Counted in the cache: with several processes that is Redis, and all count together."""

import hashlib
import ipaddress
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from marketplace.core import clock

IPV6_HOME = 64  # bits: what a provider gives to one household
log = logging.getLogger(__name__)


def address_of(request: HttpRequest) -> str:
    """The visitor's address. A forwarded one counts only where our own proxy, a private address, hands it on."""
    direct = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded if forwarded and _is_private(direct) and _is_address(forwarded) else direct


def household_of(request: HttpRequest) -> str:
    """The visitor's address, of IPv6 the /64 around it: whoever has one of those addresses has them all."""
    address = address_of(request)
    if not _is_address(address):
        return address
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, IPV6_HOME), strict=False))


def is_somebody(request: HttpRequest) -> bool:
    """False where nothing tells visitors apart: a proxy that does not say for whom it asks, or this machine itself."""
    address = address_of(request)
    return _is_address(address) and not _is_private(address)


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


@dataclass(frozen=True)
class Pace:
    """At most `most` in each span of `seconds` by the clock. Counting and asking are one step: nobody slips between."""

    name: str
    most: int
    seconds: int

    def take(self, who: str) -> int:
        """0 when this one is within the limit, else the seconds to wait. A cache that is down limits nobody."""
        if not settings.RATE_LIMITS:
            return 0
        now = int(clock.now().timestamp())
        span, gone = divmod(now, self.seconds)
        return self.seconds - gone if self._counted(who, span) > self.most else 0

    def _counted(self, who: str, span: int) -> int:
        """A span that is over is never counted in again: its key may go at any time."""
        key = f"pace:{self.name}:{span}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
        try:
            cache.add(key, 0, 2 * self.seconds)
            return int(cache.incr(key))
        except Exception:  # whatever the cache's client raises, buyers are not turned away for it
            log.warning("limit %s cannot be counted", self.name, exc_info=True)
            return 0
