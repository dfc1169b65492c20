"""What follows the placing of a consignment: steps, parcels, reversals and money."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING

from django.db import models

from marketplace.fulfilment.enums import Carrier, State
from marketplace.fulfilment.models import ConsignmentStep, Parcel, ParcelLine
from marketplace.orders.models import Reversal, ReversalLine
from marketplace.payments.enums import EntryKind, Method
from marketplace.payments.models import PaymentEntry

if TYPE_CHECKING:
    from marketplace.operations.simulation.writing import Written

CARRIERS = (
    (Carrier.VNPOST, Carrier.VIETTEL_POST, Carrier.GHN, Carrier.GHTK, Carrier.JT, Carrier.OTHER),
    (34, 30, 12, 10, 8, 6),
)


def followers(rng: Random, written: Sequence["Written"]) -> Iterator[Iterable[models.Model]]:
    """Rows by kind, each kind after those that it points to."""
    yield [step for row in written for step in _steps(row)]
    parcels = [(row, _parcel(rng, row)) for row in written if row.consignment.shipped_at]
    yield [parcel for _row, parcel in parcels]
    yield [
        ParcelLine(parcel=parcel, consignment_line=line, quantity=line.quantity)
        for row, parcel in parcels
        for line in row.lines
    ]
    reversals = [(row, _reversal(row)) for row in written if row.part.fate.reversal]
    yield [reversal for _row, reversal in reversals]
    yield [
        ReversalLine(reversal=reversal, consignment_line=line, quantity=line.quantity, amount=line.amount)
        for row, reversal in reversals
        for line in row.lines
    ]
    yield [entry for row in written for entry in _entries(rng, row)]


def _steps(row: "Written") -> Iterator[ConsignmentStep]:
    yield ConsignmentStep(consignment=row.consignment, state=State.AWAITING_PAYMENT, at=row.plan.placed)
    for step in row.part.fate.steps:
        yield ConsignmentStep(consignment=row.consignment, state=step.state, reason=step.reason, at=step.at)


def _parcel(rng: Random, row: "Written") -> Parcel:
    sent = row.consignment
    carrier = rng.choices(*CARRIERS)[0]
    return Parcel(
        carrier=carrier,
        tracking_number="" if carrier is Carrier.OTHER else f"DEMO{rng.randrange(10**9):09d}",
        shipped_at=sent.shipped_at or sent.placed_at,
        delivered_at=sent.delivered_at,
    )


def _reversal(row: "Written") -> Reversal:
    consignment, last = row.consignment, row.part.fate.steps[-1]
    return Reversal(
        consignment=consignment,
        kind=row.part.fate.reversal or "",
        goods=consignment.goods_total,
        shipping=consignment.shipping_charge,
        discount=consignment.discount,
        amount=consignment.total,
        reason=last.reason,
        at=last.at,
    )


def _entries(rng: Random, row: "Written") -> Iterator[PaymentEntry]:
    fate, share = row.part.fate, row.consignment.payment_share
    if fate.paid_at:
        is_transfer = row.plan.method is Method.BANK_TRANSFER
        reference = f"DEMO{rng.randrange(10**10):010d}" if is_transfer else f"COD {row.consignment.number}"
        yield PaymentEntry(
            share=share, kind=EntryKind.PAYMENT, amount=share.amount, reference=reference, at=fate.paid_at
        )
    if fate.refunded_at:
        reference = f"DEMO{rng.randrange(10**10):010d}"
        yield PaymentEntry(
            share=share, kind=EntryKind.REFUND, amount=share.amount, reference=reference, at=fate.refunded_at
        )
