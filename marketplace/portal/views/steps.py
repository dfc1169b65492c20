"""Moving a consignment on. A button pressed twice finds the work done and says so."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core import clock
from marketplace.core.errors import DomainError
from marketplace.fulfilment import services as fulfilment
from marketplace.fulfilment.enums import NEXT, State
from marketplace.fulfilment.models import Consignment
from marketplace.orders import services as orders
from marketplace.portal.cards import due, to_collect
from marketplace.portal.forms.steps import DeclineForm, ReturnForm, ShipForm
from marketplace.portal.frame import MANAGERS, MemberRequest, page, say_refused, sent
from marketplace.portal.views.consignments import consignment_or_404
from marketplace.web.access import member_required

Move = Callable[..., Any]
DONE: dict[State, str | Promise] = {
    State.CONFIRMED: gettext_lazy("%(number)s is accepted. Pack it next."),
    State.PACKED: gettext_lazy("%(number)s is packed. Send it off next."),
    State.SHIPPED: gettext_lazy("%(number)s is on its way. The buyer has been told."),
    State.DELIVERED: gettext_lazy("%(number)s has arrived. Well done."),
    State.DECLINED: gettext_lazy("%(number)s is declined. The buyer has been told, the goods are for sale again."),
    State.RETURNED: gettext_lazy("%(number)s came back. Count the pieces that can be sold again into your stock."),
}


def _after(request: MemberRequest, consignment: Consignment) -> HttpResponse:
    """Back to where the button was pressed: the lane as it was, for the next of its orders."""
    if request.POST.get("back") == "board":
        return redirect(f"{reverse('portal:board')}#{consignment.state}")
    return redirect("portal:consignment", number=consignment.number)


def _try(request: MemberRequest, consignment: Consignment, target: State, act: Callable[[], Any]) -> DomainError | None:
    """Do it and say so. A refusal is returned, unless somebody has already brought it there."""
    try:
        act()
    except DomainError as error:
        current = Consignment.objects.values_list("state", flat=True).get(pk=consignment.pk)
        if current != target:
            return error
        messages.info(request, _("%(number)s: this was already done.") % {"number": consignment.number})
    else:
        messages.success(request, str(DONE[target]) % {"number": consignment.number})
    return None


def _press(request: MemberRequest, number: str, target: State, move: Move) -> HttpResponse:
    """A step that needs no words. Whoever comes by GET, after signing in again, is shown the consignment."""
    consignment = consignment_or_404(request, number, whole=False)
    if request.method == "POST":
        refusal = _try(request, consignment, target, lambda: move(consignment=consignment, actor=request.user))
        if refusal:
            say_refused(request, refusal)
    return _after(request, consignment)


@member_required(*MANAGERS)
def accept(request: MemberRequest, number: str) -> HttpResponse:
    return _press(request, number, State.CONFIRMED, fulfilment.confirm)


@member_required()
def pack(request: MemberRequest, number: str) -> HttpResponse:
    return _press(request, number, State.PACKED, fulfilment.pack)


@member_required()
def deliver(request: MemberRequest, number: str) -> HttpResponse:
    return _press(request, number, State.DELIVERED, fulfilment.deliver)


def _write(
    request: MemberRequest, number: str, target: State, form_class: type[Any], move: Move, template: str
) -> HttpResponse:
    """A step that needs words first: they are asked for on a page of their own and kept when something is wrong."""
    consignment = consignment_or_404(request, number)
    if target not in NEXT[State(consignment.state)]:
        if consignment.state != target:
            messages.error(
                request, _("This parcel is already “%(state)s”.") % {"state": consignment.get_state_display()}
            )
        elif request.method == "POST":
            messages.info(request, _("%(number)s: this was already done.") % {"number": number})
        return redirect("portal:consignment", number=number)
    form = form_class(sent(request), consignment=consignment)
    if request.method == "POST" and form.is_valid():
        refusal = _try(
            request, consignment, target, lambda: move(consignment=consignment, actor=request.user, **form.words())
        )
        if refusal is None:
            return _after(request, consignment)
        form.refuse(refusal)
    context = {
        "consignment": consignment,
        "form": form,
        "lines": list(consignment.lines.all()),
        "due": due(consignment, today=clock.today()),
        "to_collect": to_collect(consignment),
        "address": consignment.order.shipping_address,
    }
    return page(request, template, context)


@member_required()
def ship(request: MemberRequest, number: str) -> HttpResponse:
    return _write(request, number, State.SHIPPED, ShipForm, fulfilment.ship, "portal/ship.html")


@member_required(*MANAGERS)
def decline(request: MemberRequest, number: str) -> HttpResponse:
    return _write(request, number, State.DECLINED, DeclineForm, orders.decline, "portal/decline.html")


@member_required(*MANAGERS)
def returned(request: MemberRequest, number: str) -> HttpResponse:
    return _write(request, number, State.RETURNED, ReturnForm, orders.take_back, "portal/returned.html")
