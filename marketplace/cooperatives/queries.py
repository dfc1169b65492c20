from typing import Any

from django.db.models import Q, QuerySet

from marketplace.cooperatives.enums import SellerKind, SellerStatus
from marketplace.cooperatives.models import Cooperative, Membership
from marketplace.core.scope import Scope, ScopeKind, checked


def memberships_of(user: object) -> QuerySet[Membership]:
    pk: Any = getattr(user, "pk", None)
    return Membership.objects.filter(user_id=pk).select_related("cooperative__commune__province").order_by("pk")


def scope_of_member(membership: Membership) -> Scope:
    return Scope(ScopeKind.SELLER, frozenset({membership.cooperative_id}))


def within(scope: Scope, *, path: str = "") -> Q:
    """The condition that keeps rows to `scope`; `path` leads from the row to its cooperative (`"cooperative__"`)."""
    scope = checked(scope)
    if scope.is_everything:
        return Q()
    if scope.kind is ScopeKind.PROVINCE:
        return Q(**{f"{path}commune__province__in": scope.ids})
    return Q(**{f"{path}pk__in": scope.ids})


def cooperatives(*, scope: Scope) -> QuerySet[Cooperative]:
    return Cooperative.objects.filter(within(scope)).select_related("commune__province")


def sellers_on_show() -> QuerySet[Cooperative]:
    """What the public may see: approved, and of a kind that sells goods."""
    return (
        Cooperative.objects.filter(status=SellerStatus.APPROVED)
        .exclude(kind=SellerKind.CREDIT_FUND)
        .select_related("commune__province")
    )
