"""Every change answers with a redirect to the basket; what cannot be done is said beside the line it belongs to."""

import re
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.core.errors import DomainError
from marketplace.core.oscar import oscar_model
from marketplace.listings.models import Listing
from marketplace.listings.queries import Offer, offers_of_listing
from marketplace.storefront.basket import lines
from marketplace.storefront.basket.contents import BasketLine, Contents, contents_of, first_pictures
from marketplace.storefront.basket.lines import may_be_ordered
from marketplace.storefront.basket.memory import last_order, problems_once, show_count
from marketplace.storefront.basket.quantities import parse_quantity
from marketplace.web.age import has_answered, question_address
from marketplace.web.same_origin import same_origin
from marketplace.web.templatetags.market import language

Product = oscar_model("catalogue", "Product")
REMOVED = re.compile(r"^(\d{1,18})x(\d{1,4})$")


@never_cache
@require_safe
def summary(request: HttpRequest) -> HttpResponse:
    removed = REMOVED.match(request.GET.get("removed", ""))
    also = [int(removed[1])] if removed else []
    contents = contents_of(request.basket, also=also)  # type: ignore[attr-defined]
    offer = contents.offers.get(also[0]) if also else None
    undo = None
    is_out = all(line.product_id != offer.product_id for line in contents.lines) if offer else False
    if removed and offer and is_out and _may_be_named(request, offer):
        undo = {"product_id": offer.product_id, "title": offer.title(language()), "quantity": int(removed[2])}
    return _page(request, contents, problems=problems_once(request), undo=undo)


def _may_be_named(request: HttpRequest, offer: Offer) -> bool:
    """Whoever writes the address by hand learns nothing that the shelves do not show."""
    return offer.is_on_sale and (not offer.asks_age or has_answered(request))


def _page(request: HttpRequest, contents: Contents, *, status: int = 200, **more: Any) -> HttpResponse:
    """`problems` maps product keys to what changed, `wrong` to (what was typed, why not)."""
    problems: Mapping[int, str] = more.get("problems", {})
    wrong: Mapping[int, tuple[str, str]] = more.get("wrong", {})
    context = {
        "contents": contents,
        "groups": [
            {"group": group, "rows": [_row(line, problems, wrong) for line in group.lines]} for group in contents.groups
        ],
        "strays": [_row(line, problems, wrong) for line in contents.strays],
        "undo": more.get("undo"),
        "last_order": last_order(request) if contents.is_empty else None,
        "basket_count": contents.pieces,
    }
    response = render(request, "storefront/basket/summary.html", context, status=status)
    return show_count(response, contents.pieces)


def _row(line: BasketLine, problems: Mapping[int, str], wrong: Mapping[int, tuple[str, str]]) -> dict[str, Any]:
    typed, why_not = wrong.get(line.product_id, (str(line.quantity), ""))
    # What the attempt to order found may be what the line says of itself; once is enough.
    problem = problems.get(line.product_id, "")
    return {
        "line": line,
        "typed": typed,
        "wrong": why_not,
        "problem": "" if line.blocker or line.notice else problem,
    }


@same_origin
@require_POST
def add(request: HttpRequest, product_id: int) -> HttpResponse:
    """`product` names the chosen variant; without it the address does."""
    listing, found = _offers_beside(product_id)
    if found[0].asks_age and not has_answered(request):
        page = reverse("shop:product", args=[listing.product.slug or "-", listing.product_id])
        return HttpResponseRedirect(question_address(page), status=303)
    chosen = request.POST.get("product", str(product_id))
    typed = request.POST.get("quantity", "1")
    try:
        offer = _chosen(found, chosen)
        quantity = parse_quantity(typed)
        lines.put(basket=request.basket, offer=offer, quantity=quantity)  # type: ignore[attr-defined]
    except DomainError as refusal:
        return _ask_again(request, listing, found, (chosen, typed), str(refusal.message))
    text = _("%(count)d × %(goods)s is in your basket now.")
    return _added(request, text % {"count": quantity, "goods": offer.title(language())})


def _chosen(found: list[Offer], product_id: str) -> Offer:
    for offer in found:
        if str(offer.product_id) == product_id:
            return offer
    raise DomainError(_("Choose which one you want."))


def _offers_beside(product_id: int) -> tuple[Listing, list[Offer]]:
    """The listing of a product, standalone, parent or variant, with all that it offers. 404 for unknown goods."""
    product = Product.objects.filter(pk=product_id).values_list("pk", "parent_id").first()
    if product is None:
        raise Http404
    listing = (
        Listing.objects.filter(product_id=product[1] or product[0])
        .select_related("product", "cooperative__commune__province")
        .first()
    )
    found = offers_of_listing(listing=listing) if listing else []
    if listing is None or not found or not (listing.live_since or found[0].is_on_sale):
        raise Http404
    return listing, found


def _added(request: HttpRequest, message: str) -> HttpResponse:
    count = lines.pieces(request.basket)  # type: ignore[attr-defined]
    if _wants_json(request):
        return show_count(JsonResponse({"count": count, "message": message}), count)
    messages.success(request, message)
    return show_count(_to_basket(), count)


def _ask_again(
    request: HttpRequest, listing: Listing, found: list[Offer], typed: tuple[str, str], message: str
) -> HttpResponse:
    """What was wrong, with what was chosen and typed still there."""
    if _wants_json(request):
        return JsonResponse({"message": message}, status=422)
    chosen, quantity = typed
    context = {
        "listing": listing,
        "offers": found,
        "chosen": chosen if len(found) > 1 else str(found[0].product_id),
        "quantity": quantity,
        "message": message,
        "picture": first_pictures(found).get(listing.pk, ""),
        "can_buy": any(offer.is_on_sale and offer.available and may_be_ordered(offer) for offer in found),
    }
    return render(request, "storefront/basket/choose.html", context, status=422)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _to_basket(query: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("basket:summary") + query, status=303)


@same_origin
@require_POST
def change(request: HttpRequest, product_id: int) -> HttpResponse:
    """`quantity` as typed, and `step` (-1 or 1) where a button was pressed. 0 takes the line out."""
    basket = request.basket  # type: ignore[attr-defined]
    contents = contents_of(basket)
    line = next((line for line in contents.lines if line.product_id == product_id), None)
    if line is None:  # taken out in another tab
        return _to_basket()
    typed = request.POST.get("quantity", "")
    try:
        quantity = _wanted(typed, request.POST.get("step", "0"))
        if not quantity:
            removed = lines.take_out(basket=basket, product_id=product_id)
            return show_count(_to_basket(f"?removed={product_id}x{removed}"), contents.pieces - removed)
        _put_down(basket, line, quantity)
    except DomainError as refusal:
        return _page(request, contents, status=422, wrong={product_id: (typed[:20], str(refusal.message))})
    return show_count(_to_basket(), contents.pieces - line.quantity + quantity)


def _put_down(basket: Any, line: BasketLine, quantity: int) -> None:
    if line.offer is None:
        raise DomainError(line.blocker)
    lines.set_quantity(basket=basket, offer=line.offer, quantity=quantity)


def _wanted(typed: str, step: str) -> int:
    quantity = parse_quantity(typed, least=0)
    if step not in ("-1", "1"):
        return quantity
    return parse_quantity(str(max(0, quantity + int(step))), least=0)


@same_origin
@require_POST
def tidy(request: HttpRequest) -> HttpResponse:
    """Take out what is gone, and of the rest only as many as there are."""
    basket = request.basket  # type: ignore[attr-defined]
    for line in contents_of(basket).lines:
        if line.blocker and line.can_take and line.offer:
            lines.set_quantity(basket=basket, offer=line.offer, quantity=line.can_take)
        elif line.blocker:
            lines.take_out(basket=basket, product_id=line.product_id)
    messages.success(request, _("Done: all that is in your basket now can be ordered."))
    return show_count(redirect("basket:summary"), lines.pieces(basket))
