"""What every page of the office stands in: who looks, and how far."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from marketplace.accounts.models import Officer
from marketplace.core.scope import Scope, checked
from marketplace.places.models import Province
from marketplace.places.queries import current_provinces


class OfficerRequest(HttpRequest):
    """As `officer_required` hands it on."""

    officer: Officer
    scope: Scope


@dataclass(frozen=True)
class Frame:
    name: str
    scope: str
    is_approving: bool
    section: str


def provinces_of(request: OfficerRequest) -> list[Province]:
    """Today's provinces within the officer's scope; read once per request."""
    found: list[Province] | None = getattr(request, "provinces", None)
    if found is None:
        found = provinces_within(request.scope)
        request.provinces = found  # type: ignore[attr-defined]
    return found


def provinces_within(scope: Scope) -> list[Province]:
    provinces = current_provinces()
    return list(provinces if checked(scope).is_everything else provinces.filter(pk__in=scope.ids))


def scope_words(request: OfficerRequest) -> str:
    if request.scope.is_everything:
        return _("All provinces")
    return ", ".join(province.name for province in provinces_of(request))


def page(
    request: OfficerRequest, template: str, context: Mapping[str, Any], *, section: str, status: int = 200
) -> HttpResponse:
    frame = Frame(
        name=str(request.user),
        scope=scope_words(request),
        is_approving=request.officer.is_approving,
        section=section,
    )
    return render(request, template, {"frame": frame, **context}, status=status)
