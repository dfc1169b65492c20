"""What is on sale: looking, price and stock, hiding and showing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from marketplace.classifications.queries import rules_by_set
from marketplace.core.errors import DomainError
from marketplace.core.text import normalise
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Listing
from marketplace.listings.queries import listings, offers_of_listing
from marketplace.listings.services.catalogue import change_price, hide_listing, show_listing
from marketplace.listings.services.stock import set_stock
from marketplace.portal.forms.choices import set_refusal
from marketplace.portal.forms.offers import Change, OffersForm
from marketplace.portal.frame import MANAGERS, MemberRequest, page, say_refused
from marketplace.portal.shelves import FEW, own_listings, rows, titled, with_first_picture
from marketplace.web.access import member_required
from marketplace.web.paging import page_of, query_string

EDITABLE = (ListingState.DRAFT, ListingState.CHANGES_ASKED)
CHIPS: Mapping[str, Any] = {
    "live": gettext_lazy("On sale"),
    "out": gettext_lazy("Sold out"),
    "low": gettext_lazy("Running out"),
    "submitted": gettext_lazy("Waiting for approval"),
    "changes_asked": gettext_lazy("To change"),
    "draft": gettext_lazy("Drafts"),
    "hidden": gettext_lazy("Hidden"),
}


@member_required()
def index(request: MemberRequest) -> HttpResponse:
    state, text = request.GET.get("state", ""), normalise(request.GET.get("q", ""))[:60]
    chosen = {"state": state if state in CHIPS else "", "q": text}
    found = own_listings(scope=request.scope)
    if chosen["state"] in ListingState.values:
        found = found.filter(state=chosen["state"])
    elif chosen["state"]:
        found = found.filter(state=ListingState.LIVE).filter(
            **({"left": 0} if chosen["state"] == "out" else {"left__range": (1, FEW)})
        )
    ordered = titled(found, text).select_related("product_set").order_by("-changed_at", "-pk")
    listed = page_of(with_first_picture(ordered), request.GET.get("page"))
    context = {
        "page": listed,
        "rows": rows(listed),
        "chosen": chosen,
        "chips": _chips(request, chosen),
        "query": query_string(chosen),
    }
    return page(request, "portal/listings.html", context)


def _chips(request: MemberRequest, chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    found = listings(scope=request.scope).order_by().values_list("state")
    numbers = dict(found.annotate(number=Count("pk")))
    shown = [
        ("", pgettext("list", "All"), sum(numbers.values())),
        *((name, label, numbers.get(name)) for name, label in CHIPS.items()),
    ]
    return [
        {
            "label": label,
            "number": number,
            "url": query_string({"q": chosen["q"], "state": name}),
            "is_on": name == chosen["state"],
        }
        for name, label, number in shown
        if number or name in ("", "out", "low", chosen["state"])
    ]


def listing_or_404(request: MemberRequest, pk: int) -> Listing:
    found = listings(scope=request.scope).select_related(
        "product_set", "people", "origin_commune__province", "cooperative__commune__province", "product", "shelf__shelf"
    )
    listing = found.filter(pk=pk).first()
    if listing is None:
        raise Http404
    return listing


@member_required()
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    listing = listing_or_404(request, pk)
    return _shown(request, listing, OffersForm(offers=offers_of_listing(listing=listing)))


def _shown(request: MemberRequest, listing: Listing, form: OffersForm) -> HttpResponse:
    is_manager = request.membership.role in MANAGERS
    context = {
        "listing": listing,
        "pictures": list(listing.pictures.select_related("picture")),
        "form": form,
        "is_manager": is_manager,
        "may_edit": is_manager and listing.state in EDITABLE,
        "may_hide": is_manager and listing.state == ListingState.LIVE,
        "may_show": is_manager and listing.state == ListingState.HIDDEN,
    }
    return page(request, "portal/listing.html", context)


@member_required(*MANAGERS)
def prices(request: MemberRequest, pk: int) -> HttpResponse:
    listing = listing_or_404(request, pk)
    if request.method != "POST":
        return redirect("portal:listing", pk=pk)
    form = OffersForm(request.POST, offers=offers_of_listing(listing=listing))
    if not form.is_valid():
        return _shown(request, listing, form)
    try:
        number = _write(form.changes(), request.user)
    except DomainError as error:
        form.add_error(None, str(error.message))
        return _shown(request, listing, form)
    if number:
        text = ngettext("%(number)d number saved.", "%(number)d numbers saved.", number)
        messages.success(request, text % {"number": number})
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("portal:listing", pk=pk)


@transaction.atomic
def _write(changes: list[Change], actor: Any) -> int:
    """All of the form or nothing; returns how many numbers differ."""
    for change in changes:
        if change.stock is not None:
            set_stock(stock_record_id=change.stock_record_id, pieces=change.stock, actor=actor)
        if change.price is not None:
            change_price(stock_record_id=change.stock_record_id, price=change.price, actor=actor)
    return sum((change.stock is not None) + (change.price is not None) for change in changes)


def _move(
    request: MemberRequest, pk: int, target: ListingState, act: Callable[[Listing], Any], done: str
) -> HttpResponse:
    listing = listing_or_404(request, pk)
    if request.method == "POST" and listing.state == target:
        messages.info(request, _("This was already done."))
    elif request.method == "POST":
        try:
            act(listing)
        except DomainError as error:
            say_refused(request, error)
        else:
            messages.success(request, done)
    return redirect("portal:listing", pk=pk)


@member_required(*MANAGERS)
def hide(request: MemberRequest, pk: int) -> HttpResponse:
    done = _("Hidden. Buyers no longer find it.")
    return _move(request, pk, ListingState.HIDDEN, lambda one: hide_listing(listing=one, actor=request.user), done)


@member_required(*MANAGERS)
def show(request: MemberRequest, pk: int) -> HttpResponse:
    done = _("On sale again.")
    return _move(request, pk, ListingState.LIVE, lambda one: _show(one, request.user), done)


def _show(listing: Listing, actor: Any) -> None:
    """Goods that may only be sold to those who were asked something stay hidden until the shop can ask."""
    refusal = set_refusal(rules_by_set().get(listing.product_set_id), listing.cooperative)
    if refusal:
        raise DomainError(_("You cannot sell this here: %(why)s.") % {"why": refusal})
    show_listing(listing=listing, actor=actor)
