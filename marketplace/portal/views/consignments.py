"""Looking at consignments."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from marketplace.accounts.phones import phone_for_people
from marketplace.core import clock
from marketplace.core.scope import Scope
from marketplace.core.text import normalise
from marketplace.fulfilment.enums import NEXT, REVERSED, State
from marketplace.fulfilment.models import Consignment, ConsignmentLine
from marketplace.fulfilment.queries import consignments, with_contents
from marketplace.payments.enums import Method
from marketplace.portal.board import DUE_ON, counts, late
from marketplace.portal.cards import due, step_for, to_collect
from marketplace.portal.frame import MANAGERS, MemberRequest, page
from marketplace.web.access import member_required
from marketplace.web.paging import page_of, query_string

OPEN = (State.NEW, State.CONFIRMED, State.PACKED, State.SHIPPED)
# Addresses say `state=...`; the order is that of the chips.
GROUPS: Mapping[str, tuple[Any, tuple[State, ...]]] = {
    "open": (pgettext_lazy("orders", "Open"), OPEN),
    "new": (pgettext_lazy("orders", "New"), (State.NEW,)),
    "confirmed": (_("To pack"), (State.CONFIRMED,)),
    "packed": (_("To send"), (State.PACKED,)),
    "shipped": (_("On the way"), (State.SHIPPED,)),
    "delivered": (_("Delivered"), (State.DELIVERED,)),
    "ended": (_("Not sent, returned"), tuple(REVERSED)),
    "awaiting": (_("Waiting for money"), (State.AWAITING_PAYMENT,)),
}
SORTS = {"due": _("Due first"), "new": _("Newest first"), "amount": _("Largest first")}
_NOT_DIGITS = re.compile(r"\D")


@member_required()
def index(request: MemberRequest) -> HttpResponse:
    today = clock.today()
    chosen = _chosen(request.GET)
    found = _found(request.scope, chosen)
    if chosen["state"] == "late":
        found = found.filter(late(today))
    listed = page_of(_sorted(found, chosen["sort"]), request.GET.get("page"))
    counted = counts(scope=request.scope, today=today)
    context = {
        "page": listed,
        "rows": [(consignment, due(consignment, today=today)) for consignment in listed],
        "chosen": chosen,
        "chips": _chips(chosen, counted.by_state, counted.late),
        "sorts": _sorts(chosen),
        "query": query_string(chosen),
    }
    return page(request, "portal/consignments.html", context)


def _chosen(asked: Mapping[str, str]) -> dict[str, str]:
    state, sort = asked.get("state", ""), asked.get("sort", "")
    return {
        "state": state if state in GROUPS or state == "late" else "",
        "sort": sort if sort in SORTS else "",
        "q": normalise(asked.get("q", ""))[:40],
    }


def _found(scope: Scope, chosen: Mapping[str, str]) -> QuerySet[Consignment]:
    pieces = ConsignmentLine.objects.filter(consignment=OuterRef("pk")).order_by().values("consignment")
    found = consignments(scope=scope).annotate(pieces=Subquery(pieces.annotate(sum=Sum("quantity")).values("sum")))
    if chosen["state"] in GROUPS:
        found = found.filter(state__in=GROUPS[chosen["state"]][1])
    return found.filter(_named(chosen["q"])) if chosen["q"] else found


def _named(text: str) -> Q:
    """By part of the number; by phone only where the seller may see the buyer."""
    number = Q(number__icontains=text.replace(" ", ""))
    digits = _NOT_DIGITS.sub("", text)
    if len(digits) < 3 or any(char.isalpha() for char in text):
        return number
    national = digits.removeprefix("84").lstrip("0") if len(digits) > 9 else digits.lstrip("0")
    return number | Q(order__phone__contains=national or digits) & ~Q(state=State.AWAITING_PAYMENT)


def _sorted(found: QuerySet[Consignment], sort: str) -> QuerySet[Consignment]:
    if sort == "amount":
        return found.order_by("-total", "-pk")
    if sort == "new":
        return found.order_by("-placed_at", "-pk")
    is_done = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    past = Case(When(state__in=OPEN, then=None), default=F("placed_at"))
    return found.order_by(is_done, past.desc(), DUE_ON.asc(), "pk")


def _sorts(chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """The first one is how the list stands when nobody asks."""
    asked = chosen["sort"] or next(iter(SORTS))
    return [
        {"label": label, "url": query_string({**chosen, "sort": name}), "is_on": name == asked}
        for name, label in SORTS.items()
    ]


def _chips(chosen: Mapping[str, str], by_state: Mapping[str, int], late_count: int) -> list[dict[str, Any]]:
    """Groups with nothing in them are left out, unless they are being looked at."""
    groups = [
        ("", pgettext("list", "All"), sum(by_state.values())),
        ("late", pgettext("orders", "Late"), late_count),
        *((name, label, sum(by_state.get(one, 0) for one in states)) for name, (label, states) in GROUPS.items()),
    ]
    return [
        {
            "label": label,
            "number": number,
            "url": query_string({**chosen, "state": name}),
            "is_on": name == chosen["state"],
        }
        for name, label, number in groups
        if number or name in ("", "open", chosen["state"])
    ]


def consignment_or_404(request: MemberRequest, number: str, *, whole: bool = True) -> Consignment:
    found = consignments(scope=request.scope)
    consignment = (with_contents(found) if whole else found).filter(number=number).first()
    if consignment is None:
        raise Http404
    return consignment


@member_required()
def detail(request: MemberRequest, number: str) -> HttpResponse:
    consignment = consignment_or_404(request, number)
    if consignment.state == State.AWAITING_PAYMENT:
        return page(request, "portal/awaiting.html", {"consignment": consignment})
    return page(request, "portal/consignment.html", _context(request, consignment))


@member_required()
def slip(request: MemberRequest, number: str) -> HttpResponse:
    consignment = consignment_or_404(request, number)
    if consignment.state == State.AWAITING_PAYMENT:
        raise Http404
    return page(request, "portal/slip.html", _context(request, consignment))


def _context(request: MemberRequest, consignment: Consignment) -> dict[str, Any]:
    may_follow = NEXT[State(consignment.state)] if request.membership.role in MANAGERS else ()
    lines = list(consignment.lines.all())
    is_cash = consignment.payment_share.method == Method.CASH_ON_DELIVERY
    return {
        "consignment": consignment,
        # With cash on delivery the wait for money is over in the moment it begins.
        "trail": [step for step in consignment.steps.all() if not (is_cash and step.state == State.AWAITING_PAYMENT)],
        "due": due(consignment, today=clock.today()),
        "step": step_for(consignment, role=request.membership.role),
        "may_decline": State.DECLINED in may_follow,
        "may_return": State.RETURNED in may_follow,
        "address": consignment.order.shipping_address,
        "phone": phone_for_people(consignment.order.phone) if consignment.order.phone else "",
        "to_collect": to_collect(consignment),
        "pieces": sum(line.quantity for line in lines),
        "lines": lines,
        "parcels": list({part.parcel_id: part.parcel for line in lines for part in line.parcel_lines.all()}.values()),
    }
