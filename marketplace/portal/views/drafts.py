"""A listing on its way to the officers: written, sent in, changed, sent in again."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from marketplace.core.errors import DomainError
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Listing
from marketplace.listings.queries import offers_of_listing
from marketplace.listings.services.catalogue import create_listing, submit_listing, update_listing
from marketplace.portal import once
from marketplace.portal.forms.album import Album
from marketplace.portal.forms.listing import UNITS, ListingForm, unchanged_offers
from marketplace.portal.forms.variants import OfferForm
from marketplace.portal.frame import MANAGERS, MemberRequest, page, say_refused, sent, why_closed
from marketplace.portal.views.listings import EDITABLE, listing_or_404
from marketplace.web.access import member_required

TEMPLATE = "portal/listing_form.html"


@member_required(*MANAGERS)
def new(request: MemberRequest) -> HttpResponse:
    if why_closed(request.membership.cooperative):
        return page(request, "portal/listing_closed.html", status=409 if request.method == "POST" else 200)
    form = ListingForm(sent(request), cooperative=request.membership.cooperative)
    offer = OfferForm(sent(request))
    album = Album(request)
    token = request.POST.get("token") or once.new_token()
    if request.method == "POST" and _is_whole(request, form, album, offer):
        if not once.claim(request.user, token):
            messages.info(request, _("These goods were already saved. Find them here."))
            return redirect("portal:listings")
        try:
            listing = _create(request, form, album, offer)
        except DomainError as error:
            form.add_error(None, str(error.message))
            once.give_back(request.user, token)
        except Exception:
            once.give_back(request.user, token)
            raise
        else:
            return _after(request, listing)
    album.propose(form.data.get("title_vi", ""), form.data.get("title_en", ""))
    return page(request, TEMPLATE, {**_context(form, album), "offer": offer, "token": token})


@member_required(*MANAGERS)
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    listing = listing_or_404(request, pk)
    if listing.state not in EDITABLE:
        messages.error(request, _("The words of these goods cannot be changed now. Price and stock can."))
        return redirect("portal:listing", pk=pk)
    form = ListingForm(sent(request), cooperative=listing.cooperative, listing=listing)
    album = Album(request, listing)
    if request.method == "POST" and _is_whole(request, form, album):
        try:
            _update(request, listing, form, album)
        except DomainError as error:
            form.add_error(None, str(error.message))
            listing.refresh_from_db()
        else:
            return _after(request, listing)
    return page(request, TEMPLATE, {**_context(form, album), "listing": listing})


@member_required(*MANAGERS)
def submit(request: MemberRequest, pk: int) -> HttpResponse:
    listing = listing_or_404(request, pk)
    if request.method == "POST" and listing.state == ListingState.SUBMITTED:
        messages.info(request, _("This was already done."))
    elif request.method == "POST":
        try:
            submit_listing(listing=listing, actor=request.user)
        except DomainError as error:
            say_refused(request, error)
        else:
            messages.success(request, _("Sent to the alliance."))
    return redirect("portal:listing", pk=pk)


def _is_sent(request: MemberRequest) -> bool:
    """The other button keeps a draft."""
    return request.POST.get("action") != "draft"


def _is_whole(request: MemberRequest, form: ListingForm, album: Album, offer: OfferForm | None = None) -> bool:
    """Every part is looked at, so that all that is wrong is said at once."""
    if _is_sent(request):
        album.demand_one()
    found = [form.is_valid(), offer is None or offer.is_valid(), not album.errors]
    return all(found)


@transaction.atomic
def _create(request: MemberRequest, form: ListingForm, album: Album, offer: OfferForm) -> Listing:
    listing = create_listing(
        cooperative=request.membership.cooperative, facts=offer.facts(form.values()), actor=request.user
    )
    album.hang(listing)
    return submit_listing(listing=listing, actor=request.user) if _is_sent(request) else listing


@transaction.atomic
def _update(request: MemberRequest, listing: Listing, form: ListingForm, album: Album) -> None:
    facts = unchanged_offers(form.values(), offers_of_listing(listing=listing))
    update_listing(listing=listing, facts=facts, actor=request.user)
    album.hang(listing)
    if _is_sent(request):
        submit_listing(listing=listing, actor=request.user)


def _after(request: MemberRequest, listing: Listing) -> HttpResponse:
    done = _("Sent to the alliance.") if listing.state == ListingState.SUBMITTED else _("Kept as a draft.")
    messages.success(request, done)
    return redirect("portal:listing", pk=listing.pk)


def _context(form: ListingForm, album: Album) -> dict[str, Any]:
    return {"form": form, "album": album, "units": UNITS}
