"""Stock of simulated orders: never below zero at any moment, and in the end what is for sale is as it was."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.enums import State
from marketplace.listings.enums import MovementKind
from marketplace.listings.models import StockMovement
from marketplace.operations.simulation.fates import Fate

StockRecord = oscar_model("partner", "StockRecord")


class Shelf:
    """Orders come in the order of time. What is ordered was put on the shelf before, in rounds of many pieces.

    Pieces that are given back are not sold again; `count_again` takes what is left over off the shelf.
    """

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.free: dict[int, int] = defaultdict(int)
        self.given_back: dict[int, int] = defaultdict(int)
        self.changes: dict[int, tuple[int, int]] = {}

    def movements(self, record: int, quantity: int, placed: datetime, line: Any, fate: Fate) -> Iterator[StockMovement]:
        """Those of one order line, from its placing on."""
        if self.free[record] < quantity:
            pieces = quantity + self.rng.randint(5, 60)
            self.free[record] += pieces
            at = placed - timedelta(hours=self.rng.uniform(3, 60))
            yield self._move(record, MovementKind.SET, pieces, 0, at)
        self.free[record] -= quantity
        yield self._move(record, MovementKind.ALLOCATED, 0, quantity, placed, line)
        if shipped_at := fate.at(State.SHIPPED):
            yield self._move(record, MovementKind.CONSUMED, -quantity, -quantity, shipped_at, line)
        elif fate.reversal:
            self.given_back[record] += quantity
            yield self._move(record, MovementKind.RELEASED, 0, -quantity, fate.steps[-1].at, line)

    def count_again(self, at: datetime) -> Iterator[StockMovement]:
        for record in sorted(self.free):
            over = self.free[record] + self.given_back[record]
            if over:
                yield self._move(record, MovementKind.SET, -over, 0, at)
        self.free.clear()
        self.given_back.clear()

    def _move(
        self, record: int, kind: MovementKind, in_stock: int, allocated: int, at: datetime, line: Any = None
    ) -> StockMovement:
        before = self.changes.get(record, (0, 0))
        self.changes[record] = (before[0] + in_stock, before[1] + allocated)
        return StockMovement(
            stock_record_id=record,
            kind=kind,
            in_stock_change=in_stock,
            allocated_change=allocated,
            order_line=line,
            at=at,
        )

    def apply(self, now: datetime) -> None:
        """Bring the records to their movements, in key order as everybody locks them."""
        for record, (in_stock, allocated) in sorted(self.changes.items()):
            StockRecord.objects.filter(pk=record).update(
                num_in_stock=Coalesce(F("num_in_stock"), 0) + in_stock,
                num_allocated=Coalesce(F("num_allocated"), 0) + allocated,
                date_updated=now,
            )
        self.changes.clear()


def listings_of(records: Iterable[int]) -> list[int]:
    found = StockRecord.objects.filter(pk__in=list(records)).values_list(
        Coalesce("product__variant__listing", "product__listing__pk"), flat=True
    )
    return sorted(set(found))
