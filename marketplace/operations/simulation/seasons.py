"""When people order: more before Tết and at the year's end, in the evening, and lately."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

import holidays

from marketplace.core import clock

BATCH = 10_000
HOURS = (2, 1, 1, 1, 1, 3, 6, 9, 11, 12, 12, 14, 15, 11, 10, 10, 11, 12, 13, 18, 24, 23, 15, 6)
BEFORE_TET = timedelta(days=35)
AFTER_TET = timedelta(days=9)
LATELY = timedelta(days=10)


def arrivals(rng: Random, *, orders: int, since: datetime, until: datetime) -> Iterator[datetime]:
    """So many moments between the two, in order."""
    first, last = clock.day_of(since), clock.day_of(until)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    reach = list(accumulate(_weight(day, last) for day in days))
    counts: Counter[date] = Counter()
    for start in range(0, orders, BATCH):
        counts.update(rng.choices(days, cum_weights=reach, k=min(BATCH, orders - start)))
    for day in days:
        yield from sorted(_moment(rng, day, since, until) for _order in range(counts[day]))


def _weight(day: date, last: date) -> float:
    weight = 1.15 if day.weekday() >= 5 else 1.0
    tet = next((found for year in (day.year, day.year + 1) if (found := tet_of(year)) >= day - AFTER_TET), None)
    if tet and tet - BEFORE_TET <= day < tet - timedelta(days=2):
        weight *= 2.6
    elif tet and tet - timedelta(days=2) <= day <= tet + AFTER_TET:
        weight *= 0.3
    elif day.month == 12 or (day.month == 11 and day.day >= 15):
        weight *= 1.6
    return weight * (5 if last - day <= LATELY else 1)


def tet_of(year: int) -> date:
    """The first day off of Tết; the calendar knows no other holiday between mid-January and the end of February."""
    found = (day for day in holidays.country_holidays("VN", years=year) if date(year, 1, 15) <= day < date(year, 3, 1))
    return min(found)


def _moment(rng: Random, day: date, since: datetime, until: datetime) -> datetime:
    hour = rng.choices(range(24), HOURS)[0]
    at = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), clock.VIETNAM).astimezone(until.tzinfo)
    if since <= at <= until:
        return at
    midnight = datetime.combine(day, time(0), clock.VIETNAM).astimezone(until.tzinfo)
    start, end = max(since, midnight), min(until, midnight + timedelta(days=1))
    return start + (end - start) * rng.random()
