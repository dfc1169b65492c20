from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate

from marketplace.cooperatives.enums import SellerKind, SellerStatus
from marketplace.cooperatives.models import Cooperative
from marketplace.cooperatives.queries import cooperatives
from marketplace.core.clock import VIETNAM
from marketplace.core.scope import Scope, ScopeKind, checked
from marketplace.fulfilment.models import Consignment
from marketplace.fulfilment.queries import TO_SHIP, consignments
from marketplace.reporting.enums import FactKind
from marketplace.reporting.interface import Selection
from marketplace.reporting.models import SaleFact


def facts(*, scope: Scope, selection: Selection) -> QuerySet[SaleFact]:
    """Of any day. Whose they are was frozen at placing: a seller who moves leaves its past where it was made."""
    chosen = {
        "seller_province": selection.province,
        "cooperative": selection.cooperative,
        "seller_kind": selection.kind,
        "product_set": selection.product_set,
    }
    found = SaleFact.objects.filter(_within(scope), **{name: value for name, value in chosen.items() if value})
    if selection.stars is None:
        return found
    return found.filter(stars=selection.stars) if selection.stars else found.filter(stars=None)


def _within(scope: Scope) -> Q:
    scope = checked(scope)
    if scope.is_everything:
        return Q()
    if scope.kind is ScopeKind.PROVINCE:
        return Q(seller_province__in=scope.ids)
    return Q(cooperative__in=scope.ids)


def placed_consignments(*, scope: Scope, selection: Selection) -> QuerySet[Consignment]:
    """Those ordered on the period's days, without the buyer's address."""
    begin, end = selection.period.bounds
    found = _bare(scope).filter(placed_at__gte=begin, placed_at__lt=end)
    chosen = {
        "cooperative__commune__province": selection.province,
        "cooperative": selection.cooperative,
        "cooperative__kind": selection.kind,
    }
    return found.filter(**{name: value for name, value in chosen.items() if value})


def consignments_behind(kind: FactKind, *, scope: Scope, selection: Selection) -> QuerySet[Consignment]:
    """Those with a fact of that kind on the period's days, without the buyer's address."""
    period = selection.period
    numbers = facts(scope=scope, selection=selection).filter(kind=kind, day__range=(period.first, period.last))
    return _bare(scope).filter(number__in=numbers.values("consignment_number"))


def _bare(scope: Scope) -> QuerySet[Consignment]:
    return consignments(scope=scope).select_related(None)


def with_shipping_day(found: QuerySet[Consignment]) -> QuerySet[Consignment]:
    """With the alias that `late` reads."""
    return found.alias(shipping_day=TruncDate("shipped_at", tzinfo=VIETNAM))


def late(*, on: date) -> Q:
    """Past its day and still here, or sent after its day."""
    return overdue(on=on) | Q(shipping_day__gt=F("ship_by"))


def overdue(*, on: date) -> Q:
    return Q(state__in=TO_SHIP, ship_by__lt=on)


def sellers_without_sales(*, scope: Scope, since: date) -> QuerySet[Cooperative]:
    """Approved sellers of the scope of whom nothing was sold on or after that day."""
    sold = SaleFact.objects.filter(kind=FactKind.SOLD, day__gte=since).values("cooperative")
    return (
        cooperatives(scope=scope)
        .filter(status=SellerStatus.APPROVED)
        .exclude(kind=SellerKind.CREDIT_FUND)
        .exclude(pk__in=sold)
    )
