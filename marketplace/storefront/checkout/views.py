"""Three pages to an order. Each stands on its own: reload, back button and a second tab do no harm."""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.phones import phone_for_people
from marketplace.core.errors import DomainError
from marketplace.core.oscar import oscar_model
from marketplace.core.text import fold
from marketplace.orders.access import order_path
from marketplace.orders.services import AlreadyPlaced, BasketChanged
from marketplace.payments.enums import Method
from marketplace.places.models import Commune
from marketplace.storefront.basket.contents import Contents, contents_of
from marketplace.storefront.basket.memory import remember_order, remember_problems, show_count
from marketplace.storefront.checkout import memory
from marketplace.storefront.checkout.drafts import draft_of, opened, sealed
from marketplace.storefront.checkout.forms import WheretoForm
from marketplace.storefront.checkout.places import label_of, suggestions
from marketplace.storefront.checkout.placing import place as place_draft
from marketplace.web.limits import Limit, address_of

Order = oscar_model("order", "Order")
Step = Callable[..., HttpResponse]
LOOKUPS = Limit("places", most=120, seconds=60)


def with_ready_basket(view: Step) -> Step:
    """The view gets `contents`; whoever has nothing that can be ordered is sent to the basket, which says why."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        kept = memory.whereto(request)
        commune_id = kept.commune_id if kept else None
        contents = contents_of(request.basket, commune_id=commune_id)  # type: ignore[attr-defined]
        if not contents.is_ready:
            return redirect("basket:summary")
        return view(request, contents)

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_ready_basket
def where(request: HttpRequest, contents: Contents) -> HttpResponse:
    if request.method != "POST":
        kept = memory.whereto(request)
        form = WheretoForm(initial=memory.typed(request))
        return _where_page(request, contents, form, kept.commune_id if kept else "")
    form = WheretoForm(request.POST)
    is_valid = form.is_valid()
    typed = {name: request.POST.get(name, "")[:300] for name in memory.FIELDS}
    commune_id = form.commune.pk if is_valid and form.commune else None
    memory.keep_typed(request, {**typed, **form.cleaned_data}, commune_id, form.e164)
    if is_valid:
        return _go("checkout:pay")
    return _where_page(request, contents, form, request.POST.get("commune", ""), status=422)


def _where_page(
    request: HttpRequest, contents: Contents, form: WheretoForm, commune: object, *, status: int = 200
) -> HttpResponse:
    context = {"contents": contents, "form": form, "commune": str(commune), "step": 1}
    return render(request, "storefront/checkout/where.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_ready_basket
def pay(request: HttpRequest, contents: Contents) -> HttpResponse:
    if memory.whereto(request) is None:
        return redirect("checkout:where")
    ways = [Method(name) for name in settings.PAYMENTS]
    error = ""
    if request.method == "POST":
        chosen = request.POST.get("method", "")
        if chosen in ways:
            memory.keep_method(request, Method(chosen))
            return _go("checkout:review")
        error = _("Choose how you want to pay.")
    chosen = memory.method_of(request) or (ways[0].value if len(ways) == 1 else "")
    context = {"contents": contents, "ways": ways, "chosen": chosen, "error": error, "step": 2}
    return render(request, "storefront/checkout/pay.html", context, status=422 if error else 200)


@never_cache
@require_safe
@with_ready_basket
def review(request: HttpRequest, contents: Contents) -> HttpResponse:
    whereto, method = memory.whereto(request), memory.method_of(request)
    if whereto is None:
        return redirect("checkout:where")
    if method not in settings.PAYMENTS:
        return redirect("checkout:pay")
    commune = Commune.objects.select_related("province").get(pk=whereto.commune_id)
    context = {
        "contents": contents,
        "whereto": asdict(whereto),
        "phone": phone_for_people(whereto.phone),
        "place": label_of(commune),
        "is_renamed": fold(whereto.place) not in (fold(label_of(commune)), fold(commune.label)),
        "method": Method(method),
        "draft": sealed(request, draft_of(contents, whereto, method, request.user)),
        "step": 3,
    }
    return render(request, "storefront/checkout/review.html", context)


@never_cache
@require_POST
def place(request: HttpRequest) -> HttpResponse:
    draft = opened(request, request.POST.get("draft", ""))
    if draft is None:
        messages.error(request, _("This page was too old to order from. Here is your order as it stands now."))
        return _go("checkout:review")
    try:
        order = place_draft(draft)
    except AlreadyPlaced as found:
        # The draft was sealed with this session's own key, so the basket was this visitor's.
        return _to_order(request, Order._default_manager.get(number=found.number))
    except BasketChanged as changed:
        remember_problems(request, changed.problems)
        messages.error(request, str(changed.message))
        return _go("basket:summary")
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return _go("basket:summary")
    memory.forget_note(request)
    return show_count(_to_order(request, order), 0)


def _to_order(request: HttpRequest, order: Any) -> HttpResponse:
    remember_order(request, order.number)
    return HttpResponseRedirect(order_path(order), status=303)


def _go(name: str) -> HttpResponse:
    response = redirect(name)
    response.status_code = 303
    return response


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """`{"places": [{"id", "label", "old"}]}` for what was typed so far; the same for everybody, so it may be kept."""
    who = address_of(request)
    if LOOKUPS.is_reached(who):
        return JsonResponse({"places": []}, status=429, headers={"Retry-After": "60"})
    LOOKUPS.note(who)
    text = request.GET.get("q", "").strip()[:100]
    found = suggestions(text) if len(text) >= 2 else []
    return JsonResponse(
        {"places": [asdict(choice) for choice in found]}, headers={"Cache-Control": "public, max-age=600"}
    )
