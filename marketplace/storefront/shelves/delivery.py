"""When the goods of one listing come: to anywhere, to the province that the address names, and to all the others."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from marketplace.core import clock
from marketplace.fulfilment import shipping
from marketplace.fulfilment.enums import Zone
from marketplace.fulfilment.shipping import Promise
from marketplace.fulfilment.transit import Destination, UnderWay, destinations
from marketplace.listings.models import Listing
from marketplace.web.shelves.labels import SECONDS_KEPT, forget_also

_NEAR_FIRST = tuple(Zone)
SELECTED = mark_safe(" selected")


@dataclass(frozen=True)
class ZoneDates:
    """Provinces to which it takes equally long. `is_late`: goods that keep so short a time may come too late there."""

    name: str
    provinces: str
    promise: Promise
    is_late: bool


@dataclass(frozen=True)
class Delivery:
    """`to` is None while the buyer has not said where; `promise` then holds for wherever it goes."""

    promise: Promise
    to: Destination | None
    provinces: tuple[Destination, ...]
    zones: tuple[ZoneDates, ...]
    is_late: bool

    @property
    def options(self) -> SafeString:
        """Of the list that the buyer chooses from."""
        return _options(self.provinces, self.to.code if self.to else "")

    @property
    def outlines(self) -> SafeString:
        """Of all provinces, as they lie on the map."""
        return _outlines(self.provinces, static("map.svg"))

    @property
    def late_zones(self) -> tuple[ZoneDates, ...]:
        return tuple(zone for zone in self.zones if zone.is_late)


def delivery(listing: Listing, *, to: str, on: date) -> Delivery:
    """`to` is a province's code; one that does not exist is as none. Dates are those of an order placed on that day."""
    origin = listing.cooperative.commune.province
    provinces = _destinations((origin.pk, origin.region), on, int(clock.now().timestamp()) // SECONDS_KEPT)
    chosen = next((province for province in provinces if province.code == to), None)
    zones = tuple(_zones(listing, provinces, on))
    promise = _promise(listing, chosen.under_way if chosen else _anywhere(provinces), on)
    is_late = chosen is not None and _is_late(listing, promise)
    return Delivery(promise, chosen, provinces, zones, is_late)


@lru_cache(maxsize=64)
def _destinations(origin: tuple[int, str], on: date, _period: int) -> tuple[Destination, ...]:
    """Kept in the process: they change with the table of transit times, which is loaded, not typed."""
    return tuple(destinations(origin=origin, on=on))


forget_also(_destinations.cache_clear)


@lru_cache(maxsize=64)
def _options(provinces: tuple[Destination, ...], to: str) -> SafeString:
    found = ((one.code, SELECTED if one.code == to else "", one.name) for one in provinces)
    return format_html_join("", '<option value="{}"{}>{}</option>', found)


@lru_cache(maxsize=4)
def _outlines(provinces: tuple[Destination, ...], file: str) -> SafeString:
    return format_html_join("", '<use href="{}#p{}" />', ((file, one.code) for one in provinces))


def _anywhere(provinces: tuple[Destination, ...]) -> UnderWay:
    ways = [province.under_way for province in provinces]
    return UnderWay(min(way.first for way in ways), max(way.last for way in ways))


def _zones(listing: Listing, provinces: tuple[Destination, ...], on: date) -> list[ZoneDates]:
    ordered = sorted(provinces, key=lambda province: _NEAR_FIRST.index(province.zone))
    found = []
    for zone, group in groupby(ordered, key=lambda province: province.zone):
        members = tuple(group)
        promise = _promise(listing, members[0].under_way, on)
        names = ", ".join(one.name for one in members)
        found.append(ZoneDates(capfirst(str(zone.label)), names, promise, _is_late(listing, promise)))
    return found


def _promise(listing: Listing, under_way: UnderWay, on: date) -> Promise:
    return shipping.promise(placed=on, lead_days=listing.lead_days or 0, under_way=under_way)


def _is_late(listing: Listing, promise: Promise) -> bool:
    """By the last promised day half of the shelf life would be gone, or more than the rule of its set allows."""
    limits = [
        getattr(listing, "max_transit_days", None),
        listing.shelf_life_days // 2 if listing.shelf_life_days else None,
    ]
    longest = min((limit for limit in limits if limit is not None), default=None)
    return longest is not None and (promise.deliver_by - promise.ship_by).days > longest
