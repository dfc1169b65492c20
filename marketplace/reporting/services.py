"""Facts are appended here and nowhere else. Steps of the flow, each in its caller's transaction."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet, Sum

from marketplace.core import clock, money
from marketplace.core.events import Together
from marketplace.fulfilment.events import ConsignmentDelivered
from marketplace.fulfilment.models import Consignment, ConsignmentLine
from marketplace.listings.services.popularity import keep_popularity
from marketplace.listings.services.popularity import recount_popularity as recount_listings
from marketplace.orders.events import ConsignmentReversed, ConsignmentSettled
from marketplace.orders.models import Reversal, ReversalKind
from marketplace.reporting.enums import FactKind
from marketplace.reporting.models import SaleFact

TAKEN_BACK = (FactKind.CANCELLED, FactKind.RETURNED, FactKind.REFUNDED)
PIECES_MOVED = (FactKind.SOLD, FactKind.CANCELLED, FactKind.RETURNED)
POPULAR_DAYS = 90


@Together
def record_sold(events: Sequence[ConsignmentSettled]) -> None:
    settled = _consignments([event.consignment_id for event in events])
    SaleFact.objects.bulk_create(
        fact
        for consignment in settled
        for fact in facts(FactKind.SOLD, consignment, consignment.settled_at or clock.now())
    )


def record_delivered(event: ConsignmentDelivered) -> None:
    consignment = Consignment.objects.get(pk=event.consignment_id)
    _repeat(FactKind.DELIVERED, consignment, consignment.delivered_at)


def record_reversed(event: ConsignmentReversed) -> None:
    """A consignment that was never settled has no fact, so nothing is taken back."""
    reversal = Reversal.objects.select_related("consignment").get(pk=event.reversal_id)
    if reversal.consignment.settled_at is None:
        return
    kind = FactKind.RETURNED if reversal.kind == ReversalKind.RETURNED else FactKind.CANCELLED
    _repeat(kind, reversal.consignment, reversal.at)


def _repeat(kind: FactKind, consignment: Consignment, at: datetime | None) -> None:
    sold = SaleFact.objects.filter(consignment_line__consignment=consignment, kind=FactKind.SOLD).order_by("pk")
    SaleFact.objects.bulk_create(repeated(kind, sold, at or clock.now()))


def repeated(kind: FactKind, sold: Iterable[SaleFact], at: datetime) -> Iterable[SaleFact]:
    """What became of lines that were sold: their figures, signed, with the dimensions of the day of the sale."""
    sign = -1 if kind in TAKEN_BACK else 1
    for fact in sold:
        again = copy(fact)
        again.pk, again._state.adding = None, True
        again.kind, again.at, again.day = kind, at, clock.day_of(at)
        for figure in ("quantity", "goods", "shipping", "discount"):
            setattr(again, figure, sign * getattr(fact, figure))
        yield again


def facts(kind: FactKind, consignment: Consignment, at: datetime) -> Iterable[SaleFact]:
    """One per line. Shipping stands on the first line; the discount is shared by amount, exactly."""
    sign = -1 if kind in TAKEN_BACK else 1
    lines = sorted(consignment.lines.all(), key=lambda line: line.pk)
    discounts = money.split(consignment.discount, [line.amount for line in lines])
    shared = _shared_dimensions(consignment)
    for place, (line, discount) in enumerate(zip(lines, discounts, strict=True)):
        yield SaleFact(
            kind=kind,
            day=clock.day_of(at),
            at=at,
            quantity=sign * line.quantity,
            goods=sign * line.amount,
            shipping=sign * consignment.shipping_charge if place == 0 else 0,
            discount=sign * discount,
            **shared,
            **_line_dimensions(line),
        )


def _consignments(keys: Collection[int]) -> QuerySet[Consignment]:
    """With all that a fact is made of, in two statements."""
    return (
        Consignment.objects.filter(pk__in=keys)
        .select_related("cooperative__commune", "order__shipping_address__commune", "payment_share")
        .prefetch_related(Prefetch("lines", ConsignmentLine.objects.select_related("listing")))
        .order_by("pk")
    )


def _shared_dimensions(consignment: Consignment) -> dict[str, Any]:
    order: Any = consignment.order
    seller = consignment.cooperative
    return {
        "order_number": order.number,
        "consignment_number": consignment.number,
        "cooperative": seller,
        "seller_kind": seller.kind,
        "seller_commune_id": seller.commune_id,
        "seller_province_id": seller.commune.province_id,
        "buyer_province_id": order.shipping_address.commune.province_id,
        "payment_method": consignment.payment_share.method,
        "buyer": pseudonym(str(order.phone)),
    }


def _line_dimensions(line: ConsignmentLine) -> dict[str, Any]:
    listing = line.listing
    return {
        "consignment_line": line,
        "listing": listing,
        "product_set_id": listing.product_set_id,
        "people_id": listing.people_id,
        "stars": line.stars,
    }


def pseudonym(phone: str) -> str:
    """The same buyer twice, without saying who."""
    key = f"buyer:{settings.SECRET_KEY}".encode()
    return hmac.new(key, phone.encode(), hashlib.sha256).hexdigest()[:32]


@Together
def count_buyers(events: Sequence[ConsignmentSettled | ConsignmentReversed]) -> None:
    """What was just bought, or given back, has another number of buyers."""
    facts = SaleFact.objects.filter(consignment_line__consignment__in=_consignments_of(events))
    listing_ids = sorted(set(facts.values_list("listing", flat=True)))
    if listing_ids:
        counted = _buyers(SaleFact.objects.filter(listing__in=listing_ids))
        keep_popularity(buyers={pk: counted[pk] for pk in listing_ids})


def recount_popularity() -> int:
    """For the whole shop, once a night: sales grow old without any event. Returns how many listings changed."""
    return len(recount_listings(buyers=buyers_lately()))


def buyers_lately() -> Counter[int]:
    """Of every listing that has any."""
    return _buyers(SaleFact.objects.all())


def _consignments_of(events: Sequence[ConsignmentSettled | ConsignmentReversed]) -> list[int]:
    settled = [event.consignment_id for event in events if isinstance(event, ConsignmentSettled)]
    reversals = [event.reversal_id for event in events if isinstance(event, ConsignmentReversed)]
    if reversals:
        settled += Reversal.objects.filter(pk__in=reversals).values_list("consignment", flat=True)
    return settled


def _buyers(facts: QuerySet[SaleFact]) -> Counter[int]:
    """Different buyers of each listing who bought it in the last days and kept some of it: who buys a hundred pieces,
    or the same thing every day, is one of them.
    """
    since = clock.today() - timedelta(days=POPULAR_DAYS)
    kept = (
        facts.filter(day__gt=since, kind__in=PIECES_MOVED)
        .values("listing", "buyer")
        .annotate(pieces=Sum("quantity"))
        .filter(pieces__gt=0)
        .order_by()
    )
    return Counter(kept.values_list("listing", flat=True).iterator(chunk_size=5000))
