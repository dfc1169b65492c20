"""Stock, taken under guard (design decision 4). `num_in_stock` counts what is on the shelf, allocated included."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from marketplace.core import clock
from marketplace.core.errors import DomainError
from marketplace.core.events import publish
from marketplace.core.oscar import oscar_model
from marketplace.listings.enums import MovementKind
from marketplace.listings.events import ListingChanged
from marketplace.listings.models import StockMovement
from marketplace.listings.queries import available

StockRecord = oscar_model("partner", "StockRecord")
MAX_QUANTITY = 9_999
MAX_STOCK = 1_000_000


class NotEnough(DomainError):
    """`available` maps a stock record's key to what is left of it, for every record that falls short."""

    def __init__(self, available: Mapping[int, int]) -> None:
        super().__init__(_("Some goods were sold out while you were shopping."))
        self.available = dict(available)


def listing_of(record: Any) -> int:
    """Key of the listing that a stock record's product belongs to, standalone or variant."""
    product = record.product
    return int(product.variant.listing_id if product.parent_id else product.listing.pk)


def locked(keys: list[int]) -> list[Any]:
    """The stock records, locked in key order until the transaction ends (SQLite holds its one write lock)."""
    records = StockRecord.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return list(records.select_related("product__listing", "product__variant"))


def locked_for(products: list[int]) -> dict[int, Any]:
    """The stock records of these products by their own key, locked in key order until the transaction ends."""
    records = StockRecord.objects.select_for_update().filter(product__in=products).order_by("pk")
    return {record.pk: record for record in records}


def _taken(wanted: Mapping[int, int]) -> int:
    """One UPDATE with the guard in WHERE; how many of the records had enough left."""
    pieces = Case(
        *(When(pk=key, then=Value(quantity)) for key, quantity in sorted(wanted.items())), output_field=IntegerField()
    )
    free = F("num_in_stock") - Coalesce(F("num_allocated"), 0)
    return int(
        StockRecord.objects.filter(pk__in=sorted(wanted))
        .alias(free=free)
        .filter(free__gte=pieces)
        .update(num_allocated=Coalesce(F("num_allocated"), 0) + pieces, date_updated=clock.now())
    )


@transaction.atomic(savepoint=False)
def allocate(*, wanted: Mapping[int, int], records: Mapping[int, Any]) -> None:
    """Take stock: `wanted` maps stock record keys to pieces, `records` are these as `locked_for` read them.

    Raises NotEnough naming every short record; what was taken of the others is undone with the caller's transaction.
    Movements are appended by `note_allocated`, when the order lines exist.
    """
    if _taken(wanted) == len(wanted):
        return
    left = {key: available(records[key]) if key in records else 0 for key in wanted}
    raise NotEnough({key: left[key] for key in sorted(wanted) if left[key] < wanted[key]})


@transaction.atomic(savepoint=False)
def note_allocated(*, lines: Mapping[int, Any], listings: Collection[int]) -> None:
    """Append the movements of `allocate`; `lines` maps stock record keys to Oscar's order lines of these listings."""
    now = clock.now()
    StockMovement.objects.bulk_create(
        StockMovement(
            stock_record_id=key,
            kind=MovementKind.ALLOCATED,
            in_stock_change=0,
            allocated_change=line.quantity,
            order_line=line,
            at=now,
        )
        for key, line in sorted(lines.items())
    )
    publish(*(ListingChanged(listing_id) for listing_id in sorted(set(listings))))


@transaction.atomic
def consume(*, lines: list[Any], actor: Any = None) -> None:
    """The pieces of these order lines left the house: shelf and allocation go down together."""
    _settle_allocation(lines, MovementKind.CONSUMED, actor)


@transaction.atomic
def release(*, lines: list[Any], actor: Any = None) -> None:
    """The pieces of these order lines are for sale again."""
    _settle_allocation(lines, MovementKind.RELEASED, actor)


def _settle_allocation(lines: list[Any], kind: MovementKind, actor: Any) -> None:
    records = {record.pk: record for record in locked([line.stockrecord_id for line in lines])}
    now = clock.now()
    for line in sorted(lines, key=lambda line: line.stockrecord_id):
        from_shelf = line.quantity if kind is MovementKind.CONSUMED else 0
        StockRecord.objects.filter(pk=line.stockrecord_id).update(
            num_in_stock=F("num_in_stock") - from_shelf,
            num_allocated=Coalesce(F("num_allocated"), 0) - line.quantity,
            date_updated=now,
        )
        StockMovement.objects.create(
            stock_record_id=line.stockrecord_id,
            kind=kind,
            in_stock_change=-from_shelf,
            allocated_change=-line.quantity,
            order_line=line,
            actor=actor,
            at=now,
        )
    publish(*(ListingChanged(listing_id) for listing_id in sorted({listing_of(record) for record in records.values()})))


@transaction.atomic
def set_stock(*, stock_record_id: int, pieces: int, actor: Any = None) -> None:
    """The seller counted `pieces` for sale; what is already ordered stands beside them. Locks the record."""
    if not 0 <= pieces <= MAX_STOCK:
        raise DomainError(_("Stock is a whole number from 0 to 1,000,000."), fields={"stock": _("Count again.")})
    (record,) = locked([stock_record_id])
    change = pieces + (record.num_allocated or 0) - (record.num_in_stock or 0)
    if not change:
        return
    StockRecord.objects.filter(pk=record.pk).update(
        num_in_stock=Coalesce(F("num_in_stock"), 0) + change, date_updated=clock.now()
    )
    StockMovement.objects.create(
        stock_record=record,
        kind=MovementKind.SET,
        in_stock_change=change,
        allocated_change=0,
        actor=actor,
        at=clock.now(),
    )
    publish(ListingChanged(listing_of(record)))
