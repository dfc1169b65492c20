"""What sending costs and when it arrives. Prices are whole đồng for one consignment, dates are days in Vietnam."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from marketplace.core import calendar
from marketplace.fulfilment.models import FlatRate

DEFAULT_PRICE = 30_000
DAYS_TO_SHIP = 2
DAYS_UNDER_WAY = (2, 5)


@dataclass(frozen=True)
class Promise:
    """The seller ships by the first day; the parcel arrives between the other two."""

    ship_by: date
    deliver_from: date
    deliver_by: date


def promise(*, placed: date) -> Promise:
    ship_by = calendar.after_working_days(placed, DAYS_TO_SHIP)
    first, last = (calendar.after_working_days(ship_by, days) for days in DAYS_UNDER_WAY)
    return Promise(ship_by, first, last)


def prices(*, cooperatives: Iterable[int]) -> dict[int, int]:
    """The flat price by cooperative key, in one statement."""
    keys = list(cooperatives)
    own = dict(FlatRate.objects.filter(cooperative__in=keys).values_list("cooperative_id", "price"))
    return {key: own.get(key, DEFAULT_PRICE) for key in keys}
