"""Every change answers with a redirect to the page it was made on; our script asks for JSON and stays there."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.core.errors import DomainError
from marketplace.listings.models import FavouriteList, Listing
from marketplace.listings.queries import listings_on_show, shared_favourites
from marketplace.listings.services import favourites
from marketplace.listings.services.favourites import Keeper, list_of
from marketplace.storefront.favourites.memory import keeper_of, keeper_to_be, remember, show_kept
from marketplace.storefront.favourites.rows import SORTS, KeptGoods, kept_goods
from marketplace.web.age import has_answered, question_address
from marketplace.web.back import page_before
from marketplace.web.limits import Pace
from marketplace.web.paging import page_of
from marketplace.web.same_origin import same_origin
from marketplace.web.templatetags.market import in_language
from marketplace.web.too_often import too_often, wants_json

PRESSES = Pace("favourites", most=120, seconds=60)
PER_PAGE = 40
REMOVED = re.compile(r"[0-9]{1,18}")


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    own = list_of(keeper_of(request))
    sort = request.GET.get("sort", "")
    goods = kept_goods(own, is_adult=has_answered(request), sort=sort)
    context = {
        **_page(request, goods, sort),
        "undo": _undo(request),
        "share_url": _share_url(request, own),
    }
    response = render(request, "storefront/favourites/list.html", context)
    show_kept(response, goods.total)
    return response


def _page(request: HttpRequest, goods: KeptGoods, sort: str) -> dict[str, Any]:
    chosen = sort if sort in SORTS else ""
    return {
        "total": goods.total,
        "unasked": goods.unasked,
        "question_url": question_address(request.get_full_path()) if goods.unasked else "",
        "page": page_of(goods.rows, request.GET.get("page"), per_page=PER_PAGE),
        "sort": chosen,
        "sorts": [{"url": f"?sort={key}" if key else "?", "label": label, "key": key} for key, label in SORTS.items()],
    }


def _undo(request: HttpRequest) -> Listing | None:
    """What was just taken off the list, to be put back; whoever writes the address sees public goods only."""
    removed = request.GET.get("removed", "")
    if not REMOVED.fullmatch(removed):
        return None
    shown = listings_on_show(is_adult=has_answered(request))
    return shown.filter(product=int(removed)).select_related("product").first()


def _share_url(request: HttpRequest, own: FavouriteList | None) -> str:
    if own is None or own.share_token is None:
        return ""
    return request.build_absolute_uri(reverse("favourites:shared", args=[own.share_token]))


@never_cache
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """For our script: which goods are kept, by the numbers of their products."""
    own = list_of(keeper_of(request))
    ids = list(own.favourites.values_list("listing__product_id", flat=True)) if own else []
    response = JsonResponse({"kept": ids})
    show_kept(response, len(ids))
    return response


@same_origin
@require_POST
def keep(request: HttpRequest, product_id: int) -> HttpResponse:
    refused = too_often(request, PRESSES)
    if refused:
        return refused
    listing = listings_on_show(is_adult=has_answered(request)).filter(product=product_id).first()
    if listing is None:
        raise Http404
    keeper = keeper_to_be(request)
    try:
        is_new = favourites.keep(keeper=keeper, listing=listing)
    except DomainError as refusal:
        return _refused(request, str(refusal.message))
    text = _("“%(title)s” is among your favourites.") if is_new else _("“%(title)s” was among your favourites already.")
    return _changed(request, keeper, text % {"title": in_language(listing, "title")})


@same_origin
@require_POST
def drop(request: HttpRequest, product_id: int) -> HttpResponse:
    refused = too_often(request, PRESSES)
    if refused:
        return refused
    keeper = keeper_of(request)
    listing = Listing.objects.filter(product=product_id).first()
    is_dropped = listing is not None and favourites.drop(keeper=keeper, listing_id=listing.pk)
    if request.POST.get("from") == "list":
        query = f"?removed={product_id}" if is_dropped else ""
        return _answer(request, keeper, HttpResponseRedirect(reverse("favourites:list") + query, status=303))
    return _changed(request, keeper, _("It is no longer among your favourites."))


def _changed(request: HttpRequest, keeper: Keeper, message: str) -> HttpResponse:
    if wants_json(request):
        return _answer(request, keeper, JsonResponse({"message": message}))
    messages.success(request, message)
    return _answer(request, keeper, _back(request))


def _answer(request: HttpRequest, keeper: Keeper, response: HttpResponse) -> HttpResponse:
    own = list_of(keeper)
    remember(response, keeper, count=own.favourites.count() if own else 0)
    return response


def _refused(request: HttpRequest, message: str) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": message}, status=422)
    messages.error(request, message)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(page_before(request) or reverse("favourites:list"), status=303)


@same_origin
@require_POST
def share(request: HttpRequest) -> HttpResponse:
    keeper = keeper_of(request)
    if list_of(keeper) is None:
        messages.error(request, _("Keep something first, then there is something to share."))
        return _to_list()
    favourites.share(keeper=keeper)
    return _to_list("#share")


@same_origin
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    favourites.revoke_share(keeper=keeper_of(request))
    messages.success(request, _("The link no longer works."))
    return _to_list("#share")


def _to_list(more: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("favourites:list") + more, status=303)


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the link; it does not say whose list it is."""
    own = shared_favourites(token)
    if own is None:
        raise Http404
    sort = request.GET.get("sort", "")
    goods = kept_goods(own, is_adult=has_answered(request), sort=sort)
    response = render(request, "storefront/favourites/shared.html", _page(request, goods, sort))
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
