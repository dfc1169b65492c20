from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from marketplace.listings.queries import asks_for_age
from marketplace.storefront.shelves import directory, sellers
from marketplace.storefront.shelves import home as home_page
from marketplace.storefront.shelves import product as product_page
from marketplace.storefront.shelves.order import order
from marketplace.storefront.shelves.results import results
from marketplace.web.age import has_answered, question_address
from marketplace.web.pacing import paced
from marketplace.web.shared_pages import shared_page
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import PARAMETERS, choice_of


@shared_page()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/home.html", home_page.home())


@shared_page(*PARAMETERS)
@require_safe
@paced
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/results.html", results(choice_of(request.GET, is_adult=has_answered(request))))


@shared_page(*PARAMETERS)
@require_safe
@paced
def category(request: HttpRequest, shelf: str) -> HttpResponse:
    if shelf not in labels.shelves():
        raise Http404
    choice = choice_of(request.GET, shelf=shelf, is_adult=has_answered(request))
    return render(request, "storefront/results.html", results(choice))


@shared_page("to")
@require_safe
def product(request: HttpRequest, slug: str, product_id: str) -> HttpResponse:
    """The number decides; a name that is not, or no longer, the right one leads to the one that is."""
    is_adult = has_answered(request)
    shown = product_page.on_show(int(product_id), is_adult=is_adult)
    if shown is None and not is_adult and asks_for_age(int(product_id)):
        return redirect(question_address(request.get_full_path()))
    if shown is None:
        raise Http404
    page = product_page.product(shown, to=request.GET.get("to", ""))
    address = page["page_path"]
    if request.path != address:
        return redirect(address, permanent=True)
    return render(request, "storefront/product.html", page)


@shared_page(*directory.PARAMETERS)
@require_safe
def cooperatives(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/cooperatives.html", directory.cooperatives(request.GET))


@shared_page(*PARAMETERS)
@require_safe
def cooperative(request: HttpRequest, slug: str) -> HttpResponse:
    seller = sellers.shown_cooperative(slug)
    if seller is None:
        raise Http404
    context = sellers.cooperative(seller, request.GET, is_adult=has_answered(request))
    return render(request, "storefront/cooperative.html", context)


@shared_page()
@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/ranking.html", order())
