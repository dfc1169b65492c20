"""What sending costs and when it arrives. Prices are whole đồng for one consignment, dates are days in Vietnam."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Subquery

from marketplace.cooperatives.models import Cooperative
from marketplace.core import calendar
from marketplace.fulfilment.models import FlatRate
from marketplace.fulfilment.transit import USUAL, UnderWay, read_times, times_in_force, widest, zone_between
from marketplace.places.models import Commune

DEFAULT_PRICE = 30_000
DAYS_TO_SHIP = 2


@dataclass(frozen=True)
class Promise:
    """The seller ships by the first day; the parcel arrives between the other two."""

    ship_by: date
    deliver_from: date
    deliver_by: date


@dataclass(frozen=True)
class Quote:
    """For one consignment of one cooperative."""

    price: int
    under_way: UnderWay


def promise(*, placed: date, lead_days: int = 0, under_way: UnderWay = USUAL) -> Promise:
    """`lead_days` are working days of making before the parcel can be packed: the most of all its goods."""
    ship_by = calendar.after_working_days(placed, lead_days + DAYS_TO_SHIP)
    first, last = (calendar.after_working_days(ship_by, days) for days in (under_way.first, under_way.last))
    return Promise(ship_by, first, last)


def prices(*, cooperatives: Iterable[int]) -> dict[int, int]:
    """The flat price by cooperative key, in one statement."""
    keys = list(cooperatives)
    own = dict(FlatRate.objects.filter(cooperative__in=keys).values_list("cooperative_id", "price"))
    return {key: own.get(key, DEFAULT_PRICE) for key in keys}


def price_of(cooperative: Cooperative) -> int:
    """Costs no statement when the cooperative was read with its `flat_rate`."""
    rate: FlatRate | None = getattr(cooperative, "flat_rate", None)
    return rate.price if rate else DEFAULT_PRICE


def quotes(*, cooperatives: Iterable[int], on: date, commune_id: int | None = None) -> dict[int, Quote]:
    """Price and days under way by cooperative key, in one statement; without a commune the days to anywhere."""
    to = Commune.objects.filter(pk=commune_id or 0)  # no commune has it
    found = (
        Cooperative.objects.filter(pk__in=list(cooperatives))
        .select_related("flat_rate", "commune__province")
        .annotate(
            to_province=Subquery(to.values("province_id")),
            to_region=Subquery(to.values("province__region")),
            **times_in_force(on=on),
        )
    )
    return {cooperative.pk: Quote(price_of(cooperative), _under_way(cooperative)) for cooperative in found}


def _under_way(row: Any) -> UnderWay:
    times = read_times(row)
    if row.to_province is None:
        return widest(times)
    origin = row.commune.province
    return times.get(zone_between((origin.pk, origin.region), (row.to_province, row.to_region)), USUAL)
