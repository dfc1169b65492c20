"""The order's own page. Whoever holds its signed address may look, and cancel what is not packed yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.accounts.phones import phone_for_people
from marketplace.core.errors import DomainError
from marketplace.core.oscar import oscar_model
from marketplace.core.text import normalise
from marketplace.fulfilment.enums import REVERSED, State
from marketplace.fulfilment.models import Consignment, Parcel
from marketplace.fulfilment.queries import consignments_of_order
from marketplace.orders.access import order_for_token, order_path
from marketplace.orders.enums import OrderStatus
from marketplace.orders.queries import derived_status, due
from marketplace.orders.services import cancel
from marketplace.payments.enums import ShareState
from marketplace.storefront.basket.memory import placed_here
from marketplace.storefront.checkout.places import label_of

Order = oscar_model("order", "Order")
BEFORE_PACKING = (State.AWAITING_PAYMENT, State.NEW, State.CONFIRMED)
WAY = (State.NEW, State.CONFIRMED, State.PACKED, State.SHIPPED, State.DELIVERED)
STEP_NAMES = {
    State.NEW: gettext_lazy("Ordered"),
    State.CONFIRMED: gettext_lazy("Accepted"),
    State.PACKED: gettext_lazy("Packed"),
    State.SHIPPED: gettext_lazy("On its way"),
    State.DELIVERED: gettext_lazy("Delivered"),
}
# What the buyer reads; the states' own labels are the seller's words.
SAID = {
    State.AWAITING_PAYMENT: gettext_lazy("Waiting for your payment"),
    State.NEW: gettext_lazy("Ordered; the cooperative is about to accept it"),
    State.CONFIRMED: gettext_lazy("The cooperative accepted it and is getting it ready"),
    State.PACKED: gettext_lazy("Packed, waiting for the carrier"),
    State.SHIPPED: gettext_lazy("On its way to you"),
    State.DELIVERED: gettext_lazy("Delivered"),
    State.DECLINED: gettext_lazy("The cooperative cannot send it"),
    State.CANCELLED: gettext_lazy("This parcel was cancelled"),
    State.RETURNED: gettext_lazy("Sent back"),
}


@dataclass(frozen=True)
class StepShown:
    name: str
    at: datetime | None
    is_current: bool


@dataclass(frozen=True)
class ConsignmentShown:
    consignment: Consignment
    said: str
    steps: tuple[StepShown, ...]
    parcels: tuple[Parcel, ...]
    reason: str
    can_cancel: bool
    is_off: bool


@never_cache
@require_safe
def order(request: HttpRequest, number: str, token: str) -> HttpResponse:
    found = _order_or_404(number, token)
    shown = [_shown(consignment) for consignment in consignments_of_order(order=found)]
    total, owed, paid = int(found.total_incl_tax), due(order=found), _paid(shown)
    address = found.shipping_address
    context = {
        "order": found,
        "token": token,
        "shown": shown,
        "is_new": derived_status([item.consignment.state for item in shown]) is OrderStatus.PLACED,
        "address": address,
        "place": label_of(address.commune) if address.commune_id else address.place_text,
        "phone": phone_for_people(found.phone),
        "goods": total - int(found.shipping_incl_tax),
        "less": total - owed,
        "paid": paid,
        "left": max(0, owed - paid),
        "back": max(0, paid - owed),
        "ship_by": max((item.consignment.ship_by for item in shown if not item.is_off), default=None),
    }
    return render(request, "storefront/checkout/order.html", context)


def _paid(shown: Sequence[ConsignmentShown]) -> int:
    """Whole shares only: that is how cash on delivery is paid."""
    shares = (item.consignment.payment_share for item in shown)
    return sum(share.amount for share in shares if share.state == ShareState.PAID)


def _order_or_404(number: str, token: str) -> Any:
    found = order_for_token(number, token)
    if found is None:
        raise Http404
    return found


def _shown(consignment: Consignment) -> ConsignmentShown:
    state = State(consignment.state)
    steps = list(consignment.steps.all())
    return ConsignmentShown(
        consignment=consignment,
        said=str(SAID[state]),
        steps=_way(state, steps),
        parcels=_parcels(consignment),
        reason=steps[-1].reason if steps and state in REVERSED else "",
        can_cancel=state in BEFORE_PACKING,
        is_off=state in REVERSED,
    )


def _way(state: State, steps: Sequence[Any]) -> tuple[StepShown, ...]:
    """The five steps of a parcel's way, with when each was taken; nothing for what was called off."""
    if state not in WAY:
        return ()
    taken = {step.state: step.at for step in steps}
    return tuple(StepShown(str(STEP_NAMES[step]), taken.get(step.value), step is state) for step in WAY)


def _parcels(consignment: Consignment) -> tuple[Parcel, ...]:
    found = {
        content.parcel.pk: content.parcel for line in consignment.lines.all() for content in line.parcel_lines.all()
    }
    return tuple(found.values())


@never_cache
@require_safe
def own(request: HttpRequest, number: str) -> HttpResponse:
    """By its number alone, for the browser that placed it and for the account that it belongs to."""
    found = Order._default_manager.filter(number=number).first()
    is_own = found and request.user.is_authenticated and found.user_id == request.user.pk
    if found is None or not (is_own or number in placed_here(request)):
        raise Http404
    return redirect(order_path(found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_part(request: HttpRequest, number: str, token: str, part: str) -> HttpResponse:
    """Asked first, then done. 404 for a consignment of another order."""
    found = _order_or_404(number, token)
    consignment = consignments_of_order(order=found).filter(number=part).first()
    if consignment is None:
        raise Http404
    back = redirect("checkout:order", number, token)
    if request.method == "POST":
        try:
            _cancel(consignment, normalise(request.POST.get("reason", ""))[:200], request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Cancelled. You owe nothing for this parcel."))
        return back
    if consignment.state not in BEFORE_PACKING:
        messages.error(request, _too_late())
        return back
    context = {"order": found, "token": token, "consignment": consignment, "lines": consignment.lines.all()}
    return render(request, "storefront/checkout/cancel.html", context)


@transaction.atomic
def _cancel(consignment: Consignment, reason: str, user: Any) -> None:
    """Locks the consignment first: between the page and the button it may have been packed."""
    current = Consignment.objects.select_for_update().get(pk=consignment.pk)
    if current.state not in BEFORE_PACKING:
        raise DomainError(_too_late())
    cancel(consignment=current, reason=reason, actor=user if user.is_authenticated else None)


def _too_late() -> str:
    return _("This parcel is packed or on its way, so it cannot be cancelled here. Call the cooperative, or refuse it.")
