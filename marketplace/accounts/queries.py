from django.core.exceptions import ObjectDoesNotExist

from marketplace.accounts.enums import OfficerLevel
from marketplace.accounts.models import Officer, User
from marketplace.core.scope import EVERYTHING, Scope, ScopeKind


def officer_of(user: object) -> Officer | None:
    if not isinstance(user, User) or not user.is_active:
        return None
    try:
        return user.officer
    except ObjectDoesNotExist:
        return None


def scope_of_officer(officer: Officer) -> Scope | None:
    """Everything for the national level, else the officer's provinces (keys of today's map); None without any."""
    if officer.level == OfficerLevel.NATIONAL:
        return EVERYTHING
    ids = frozenset(officer.provinces.values_list("pk", flat=True))
    return Scope(ScopeKind.PROVINCE, ids) if ids else None
