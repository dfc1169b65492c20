"""How long parcels are under way: the dated table of zones, and which zone lies between two provinces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Subquery

from marketplace.core.bulk import RowError, Written, upsert
from marketplace.fulfilment.enums import Zone
from marketplace.fulfilment.models import TransitTime
from marketplace.places.enums import Region
from marketplace.places.queries import current_provinces

TABLE = "transit"
FIELDS = ("zone", "valid_from", "first_days", "last_days")
LONGEST = 30
_BESIDE = {frozenset({Region.NORTH, Region.CENTRE}), frozenset({Region.CENTRE, Region.SOUTH})}
_ENDS = ("first", "last")


@dataclass(frozen=True)
class UnderWay:
    """Working days after the day of shipping: the parcel comes between the first and the last."""

    first: int
    last: int


Place = tuple[int, str]  # key and region of one of today's provinces
USUAL = UnderWay(2, 5)  # where the table says nothing


@dataclass(frozen=True)
class Destination:
    code: str
    name: str
    zone: Zone
    under_way: UnderWay


def zone_between(origin: Place, to: Place) -> Zone:
    if origin[0] == to[0]:
        return Zone.PROVINCE
    if origin[1] == to[1]:
        return Zone.REGION
    return Zone.NEIGHBOUR if frozenset({Region(origin[1]), Region(to[1])}) in _BESIDE else Zone.FAR


def times_in_force(*, on: date) -> dict[str, Subquery]:
    """Columns that carry the table along, so that whatever they are added to needs no statement more."""
    found = TransitTime.objects.filter(valid_from__lte=on).order_by("-valid_from")
    return {
        f"{zone.value}_{end}": Subquery(found.filter(zone=zone).values(f"{end}_days")[:1])
        for zone in Zone
        for end in _ENDS
    }


def read_times(row: Any) -> dict[Zone, UnderWay]:
    """The table out of a row that has those columns; zones that it does not name are left out."""
    ends = {zone: [getattr(row, f"{zone.value}_{end}") for end in _ENDS] for zone in Zone}
    return {zone: UnderWay(first, last) for zone, (first, last) in ends.items() if first is not None}


def widest(times: Mapping[Zone, UnderWay]) -> UnderWay:
    """To wherever it goes."""
    if not times:
        return USUAL
    return UnderWay(min(time.first for time in times.values()), max(time.last for time in times.values()))


def destinations(*, origin: Place, on: date) -> list[Destination]:
    """Today's provinces in the order of the alphabet, as seen from `origin`; one statement."""
    found = []
    for province in current_provinces().annotate(**times_in_force(on=on)):
        zone = zone_between(origin, (province.pk, province.region))
        found.append(Destination(province.code, province.name, zone, read_times(province).get(zone, USUAL)))
    return found


def load_transit(*, rows: Sequence[Mapping[str, Any]]) -> Written:
    """The table follows the rows exactly; running it again writes nothing. Raises RowError."""
    wanted = [_row(index, row) for index, row in enumerate(rows)]
    keys = [(row["zone"], row["valid_from"]) for row in wanted]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            raise RowError(TABLE, index, "valid_from", "stands twice for this zone")
    with transaction.atomic():
        written = upsert(TransitTime.objects.all(), key=("zone", "valid_from"), rows=wanted)
        stale = [time.pk for time in TransitTime.objects.all() if (time.zone, time.valid_from) not in keys]
        TransitTime.objects.filter(pk__in=stale).delete()
    return written + Written(removed=len(stale))


def _row(index: int, row: Mapping[str, Any]) -> dict[str, Any]:
    for name in FIELDS:
        if name not in row:
            raise RowError(TABLE, index, name, "is missing")
    if row["zone"] not in Zone.values:
        raise RowError(TABLE, index, "zone", f"“{row['zone']}” is not one of {', '.join(Zone.values)}")
    if not isinstance(row["valid_from"], date):
        raise RowError(TABLE, index, "valid_from", "must be a day like 2026-01-31")
    for name in ("first_days", "last_days"):
        if not isinstance(row[name], int) or not 0 <= row[name] <= LONGEST:
            raise RowError(TABLE, index, name, f"must be a whole number from 0 to {LONGEST}")
    if row["first_days"] > row["last_days"]:
        raise RowError(TABLE, index, "last_days", "comes before first_days")
    return {name: row[name] for name in FIELDS}
