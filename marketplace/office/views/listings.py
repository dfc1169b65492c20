from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from marketplace.core.errors import DomainError
from marketplace.core.text import fold, slug
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Listing
from marketplace.listings.queries import listings
from marketplace.listings.services.catalogue import approve_listing, ask_changes
from marketplace.office.forms import ChangesForm, ListingFilter, chosen_province
from marketplace.office.frame import OfficerRequest, page, provinces_of
from marketplace.office.review import review
from marketplace.web.access import officer_required
from marketplace.web.paging import page_of, query_string


@officer_required()
@require_safe
def index(request: OfficerRequest) -> HttpResponse:
    """Oldest first: who has waited longest is next."""
    provinces = provinces_of(request)
    province = chosen_province(request.GET.get("province"), provinces)
    form = ListingFilter(request.GET, provinces=provinces)
    found = _reviewable(request).filter(state=form.state_chosen)
    if province:
        found = found.filter(cooperative__commune__province=province)
    if form.value("q"):
        found = _matching(found, form.value("q"))
    found = found.select_related("cooperative__commune__province", "product_set")
    rows = page_of(found.prefetch_related("pictures__picture").order_by("submitted_at", "pk"), request.GET.get("page"))
    context = {"form": form, "rows": rows, "params": query_string(form.params), "state": form.state_chosen}
    return page(request, "office/listings.html", context, section="listings")


def _reviewable(request: OfficerRequest) -> QuerySet[Listing]:
    """Drafts are the seller's own until they are sent in."""
    return listings(scope=request.scope).exclude(state=ListingState.DRAFT)


def _matching(found: QuerySet[Listing], text: str) -> QuerySet[Listing]:
    """With or without tone marks: addresses hold the folded names."""
    folded = slug(text)
    named = Q(title_vi__icontains=text) | Q(title_en__icontains=text)
    if folded:
        named |= Q(product__slug__contains=folded) | Q(cooperative__slug__contains=folded)
        named |= Q(cooperative__commune__folded__contains=fold(text))
    return found.filter(named)


@officer_required()
@require_safe
def detail(request: OfficerRequest, pk: int) -> HttpResponse:
    return _review_page(request, _listing(request, pk), ChangesForm())


def _listing(request: OfficerRequest, pk: int) -> Listing:
    found = (
        _reviewable(request)
        .select_related(
            "cooperative__commune__province",
            "origin_commune__province",
            "people",
            "product_set__group__sector",
            "shelf__shelf",
            "product",
        )
        .prefetch_related("pictures__picture", "cooperative__peoples")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _review_page(request: OfficerRequest, listing: Listing, form: ChangesForm, *, status: int = 200) -> HttpResponse:
    may_decide = request.officer.is_approving and listing.state == ListingState.SUBMITTED
    context = {"review": review(listing), "listing": listing, "form": form, "may_decide": may_decide}
    return page(request, "office/listing.html", context, section="listings", status=status)


@officer_required(approving=True)
@require_POST
def approve(request: OfficerRequest, pk: int) -> HttpResponse:
    listing = _listing(request, pk)
    done = _("“%(title)s” is on sale now.")
    return _decided(request, listing, lambda: approve_listing(listing=listing, actor=request.user), done)


@officer_required(approving=True)
@require_POST
def send_back(request: OfficerRequest, pk: int) -> HttpResponse:
    listing = _listing(request, pk)
    form = ChangesForm(request.POST)
    if not form.is_valid():
        return _review_page(request, listing, form, status=400)
    done = _("“%(title)s” went back to the cooperative with your note.")
    note = form.text()
    return _decided(request, listing, lambda: ask_changes(listing=listing, note=note, actor=request.user), done)


def _decided(request: OfficerRequest, listing: Listing, decide: Callable[[], object], done: str) -> HttpResponse:
    """Only what the officer has seen is decided on."""
    if request.POST.get("seen") != listing.changed_at.isoformat():
        messages.error(request, _("This listing was changed after you opened it. Look at it again."))
        return redirect("office:listing", pk=listing.pk)
    try:
        decide()
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return redirect("office:listing", pk=listing.pk)
    messages.success(request, done % {"title": listing.title_vi})
    return redirect("office:listings")
