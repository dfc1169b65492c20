from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from marketplace.cooperatives.queries import within
from marketplace.core.scope import Scope
from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment, ConsignmentLine, ConsignmentStep, ParcelLine

TO_SHIP = (State.NEW, State.CONFIRMED, State.PACKED)


def consignments(*, scope: Scope) -> QuerySet[Consignment]:
    """Those of the scope's cooperatives; whoever may not see one does not find it."""
    return Consignment.objects.filter(within(scope, path="cooperative__")).select_related(
        "cooperative", "order__shipping_address__commune__province", "payment_share"
    )


def with_contents(consignments: QuerySet[Consignment]) -> QuerySet[Consignment]:
    """Lines with their cards' pictures, steps and parcels, in a fixed number of statements."""
    lines = ConsignmentLine.objects.select_related("order_line__product", "listing").prefetch_related(
        "listing__pictures__picture",
        Prefetch("parcel_lines", ParcelLine.objects.select_related("parcel")),
    )
    return consignments.prefetch_related(
        Prefetch("lines", lines.order_by("pk")),
        Prefetch("steps", ConsignmentStep.objects.select_related("actor")),
    )


def consignments_of_order(*, order: Any) -> QuerySet[Consignment]:
    """For the buyer of that order, who has shown that it is theirs."""
    return with_contents(
        Consignment.objects.filter(order=order)
        .select_related("cooperative__commune__province", "payment_share")
        .order_by("number")
    )


def late_consignments(*, scope: Scope, on: date) -> QuerySet[Consignment]:
    """Settled, not yet shipped, and past the promised day."""
    return consignments(scope=scope).filter(state__in=TO_SHIP, ship_by__lt=on)
