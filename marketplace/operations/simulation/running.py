"""A whole run: sellers, goods, orders; then the search index hears of the listings."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import TypeVar

from django.db import connection, transaction

from marketplace.core import clock
from marketplace.core.oscar import oscar_model
from marketplace.listings.services.popularity import write_popularity
from marketplace.operations.simulation.numbers import Numbers
from marketplace.operations.simulation.plans import Planner
from marketplace.operations.simulation.sellers import Sellers
from marketplace.operations.simulation.world import read_world
from marketplace.operations.simulation.writing import Writer
from marketplace.reporting import services as facts
from marketplace.search import services as search

Order = oscar_model("order", "Order")
CHUNK = 500
Item = TypeVar("Item")


class NothingForSale(Exception):
    """There is no catalogue to simulate with."""


@dataclass(frozen=True)
class Wanted:
    cooperatives: int = 0
    products: int = 0
    orders: int = 0
    years: int = 1
    seed: int = 1


@dataclass
class Done:
    rows: Counter[str] = field(default_factory=Counter)
    seconds: float = 0
    cpu: float = 0


def simulate(wanted: Wanted, *, now: datetime | None = None, say: Callable[[str], object] = lambda _line: None) -> Done:
    """Raises NothingForSale. A run that is stopped leaves the batches that it had written, and books that agree."""
    now = now or clock.now()
    done, started, cpu = Done(), time.perf_counter(), time.process_time()
    # A second run with the same seed goes on instead of repeating the first.
    rng = Random(f"{wanted.seed}:{Order.objects.count()}")  # noqa: S311 - invented data
    since = now - timedelta(days=round(wanted.years * 365.25))
    sellers = Sellers(rng, now=now, since=since)
    changed = set(sellers.add(cooperatives=wanted.cooperatives, products=wanted.products, say=say))
    done.rows += sellers.rows
    world = read_world(rng)
    if world is None:
        raise NothingForSale
    writer = Writer(rng, Numbers(rng.getrandbits(40)), now)
    planner = Planner(rng, world, seed=wanted.seed, orders=wanted.orders, now=now)
    written = 0
    for plans in batches(planner.plans(since), CHUNK):
        writer.write(plans)
        written += len(plans)
        spent = time.perf_counter() - started
        say(f"  {written} of {wanted.orders} orders, {sum(writer.rows.values()) / spent:.0f} rows/s")
    writer.close()
    with transaction.atomic():
        popular = write_popularity(buyers=facts.buyers_lately())
        search.mark_listings_changed(sorted(changed | writer.touched | set(popular)))
    if connection.vendor == "postgresql":
        # The planner would go on believing that the tables are as small as they were.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    done.rows += writer.rows
    done.seconds, done.cpu = time.perf_counter() - started, time.process_time() - cpu
    return done


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    found = iter(items)
    while batch := list(islice(found, size)):
        yield batch
