"""What every page of the portal stands in: who works for whom, and how many notices wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from marketplace.cooperatives.enums import Role, SellerKind, SellerStatus
from marketplace.cooperatives.models import Cooperative, Membership
from marketplace.core.errors import DomainError
from marketplace.core.scope import Scope
from marketplace.portal.inbox import unread_count

MANAGERS = (Role.OWNER, Role.MANAGER)


class MemberRequest(HttpRequest):
    """As `member_required` hands it on."""

    membership: Membership
    scope: Scope


@dataclass(frozen=True)
class Frame:
    cooperative: Cooperative
    role: str
    is_manager: bool
    unread: int
    closed_note: str
    room: str


def page(
    request: MemberRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    membership = request.membership
    frame = Frame(
        cooperative=membership.cooperative,
        role=membership.get_role_display(),
        is_manager=membership.role in MANAGERS,
        unread=unread_count(request.user),
        closed_note=why_closed(membership.cooperative),
        room=_room(request.path),
    )
    return render(request, template, {"frame": frame, **(context or {})}, status=status)


def _room(path: str) -> str:
    """`listings` for all pages below it, nothing for the day's work."""
    return path.partition("/portal/")[2].partition("/")[0]


def why_closed(cooperative: Cooperative) -> str:
    """Why this seller puts nothing new on sale, in the reader's words; empty when it may."""
    if cooperative.kind == SellerKind.CREDIT_FUND:
        return _("A people's credit fund stands in the register only. It sells no goods on this market.")
    if cooperative.status == SellerStatus.SUSPENDED:
        return _("Your shop is suspended. Send what is already ordered; new goods wait until the alliance lifts it.")
    if cooperative.status == SellerStatus.CLOSED:
        return _("Your shop is closed. Ask the alliance of your province if this is a mistake.")
    if cooperative.status != SellerStatus.APPROVED:
        return _("The alliance has not approved your shop yet. You can add goods as soon as it has.")
    return ""


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; an empty POST is a form that lacks everything."""
    return request.POST if request.method == "POST" else None


def say_refused(request: HttpRequest, error: DomainError) -> None:
    messages.error(request, str(error.message))
