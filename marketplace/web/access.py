"""Doors of the portal and the office. Whoever is signed out is asked to sign in; whoever has no business gets 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from marketplace.accounts.queries import officer_of, scope_of_officer
from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.queries import memberships_of, scope_of_member

View = Callable[..., HttpResponse]
CHOSEN = "cooperative"  # session key: which of several cooperatives a member works for


def member_required(*roles: Role) -> Callable[[View], View]:
    """The view gets `request.membership` and `request.scope`; without `roles` any member may enter."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            membership = _chosen_membership(request)
            if membership is None or (roles and membership.role not in roles):
                raise Http404
            request.membership = membership  # type: ignore[attr-defined]
            request.scope = scope_of_member(membership)  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _chosen_membership(request: HttpRequest) -> Any:
    memberships = list(memberships_of(request.user))
    chosen: Any = request.session.get(CHOSEN)
    by_key = {membership.cooperative_id: membership for membership in memberships}
    return by_key.get(chosen) or (memberships[0] if memberships else None)


def officer_required(*, approving: bool = False) -> Callable[[View], View]:
    """The view gets `request.officer` and `request.scope`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            officer = officer_of(request.user)
            scope = scope_of_officer(officer) if officer else None
            if officer is None or scope is None or (approving and not officer.is_approving):
                raise Http404
            request.officer = officer  # type: ignore[attr-defined]
            request.scope = scope  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return guarded

    return decorate
