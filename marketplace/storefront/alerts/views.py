from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.accounts.phones import phone_for_people
from marketplace.core.errors import DomainError
from marketplace.listings.queries import asks_for_age, listings_on_show, offers_of_listing
from marketplace.listings.services import alerts
from marketplace.storefront.alerts.forms import AlertForm
from marketplace.storefront.basket.contents import first_pictures
from marketplace.storefront.shelves.goods import product_url
from marketplace.web.age import has_answered, question_address
from marketplace.web.limits import Pace
from marketplace.web.same_origin import same_origin
from marketplace.web.templatetags.market import language
from marketplace.web.too_often import too_often

ASKED_HERE = Pace("alerts", most=20, seconds=3600)
# Each one is a message to that address: nobody floods another person's inbox, wherever he asks from.
ASKED_FOR = Pace("alerts-for", most=5, seconds=24 * 3600)


@same_origin
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, product_id: int) -> HttpResponse:
    """`product_id` is that of the product page; of several variants the form says which one."""
    is_adult = has_answered(request)
    listing = listings_on_show(is_adult=is_adult).filter(product=product_id).select_related("product").first()
    if listing is None:
        if not is_adult and asks_for_age(product_id):
            return redirect(question_address(request.get_full_path()))
        raise Http404
    found = offers_of_listing(listing=listing)
    sold_out = [offer for offer in found if not offer.available]
    page = product_url(listing.product.slug, listing.product_id)
    if not sold_out:
        messages.success(request, _("There is some again: you can order it now."))
        return HttpResponseRedirect(page, status=303)
    context = {
        "listing": listing,
        "page": page,
        "sold_out": sold_out,
        "picture": first_pictures(found).get(listing.pk, ""),
        "days": alerts.DAYS,
    }
    if request.method != "POST":
        first = {"contact": _own_contact(request), "product": str(sold_out[0].product_id)}
        form = AlertForm(sold_out, initial=first)
        return render(request, "storefront/alerts/ask.html", {**context, "form": form})
    return _take(request, AlertForm(sold_out, request.POST), context)


def _take(request: HttpRequest, form: AlertForm, context: dict[str, Any]) -> HttpResponse:
    """The answer is the same whether this address has asked before or not."""
    if not form.is_valid():
        return render(request, "storefront/alerts/ask.html", {**context, "form": form}, status=422)
    refused = too_often(request, ASKED_HERE)
    if refused:
        return refused
    contact = form.cleaned_data["contact"]
    try:
        if not ASKED_FOR.take(contact):
            alerts.ask_alert(
                offer=form.cleaned_data["product"],
                contact=contact,
                user=_owner_of(request, contact),
                language=language(),
            )
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return render(request, "storefront/alerts/ask.html", {**context, "form": form}, status=422)
    messages.success(request, _("Noted. You get one message when it is back; a link in it ends that at any time."))
    return HttpResponseRedirect(context["page"], status=303)


def _own_contact(request: HttpRequest) -> str:
    user: Any = request.user
    if not user.is_authenticated:
        return ""
    return user.email or (phone_for_people(user.phone) if user.phone else "")


def _owner_of(request: HttpRequest, contact: str) -> Any:
    """The account, where the message goes to its own address: then it stands in its inbox too."""
    user: Any = request.user
    return user if user.is_authenticated and contact in (user.email, user.phone) else None


@same_origin
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Opening the link changes nothing, for mail programs open links too; the button does. It says the same to all."""
    is_done = request.method == "POST"
    if is_done:
        alerts.end_alerts(key=key)
    response = render(request, "storefront/alerts/stop.html", {"is_done": is_done, "home": reverse("shop:home")})
    response["X-Robots-Tag"] = "noindex"
    return response
