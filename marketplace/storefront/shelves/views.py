from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from marketplace.core import clock
from marketplace.storefront.shelves import home as home_page
from marketplace.storefront.shelves import product as product_page
from marketplace.storefront.shelves import sellers
from marketplace.storefront.shelves.goods import product_url
from marketplace.storefront.shelves.results import results
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import choice_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/home.html", home_page.home())


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/results.html", results(choice_of(request.GET)))


@require_safe
def category(request: HttpRequest, shelf: str) -> HttpResponse:
    if shelf not in labels.shelves():
        raise Http404
    return render(request, "storefront/results.html", results(choice_of(request.GET, shelf=shelf)))


@require_safe
def product(request: HttpRequest, slug: str, product_id: str) -> HttpResponse:
    """The number decides; a name that is not, or no longer, the right one leads to the one that is."""
    listing = product_page.shown_listing(int(product_id), on=clock.today())
    if listing is None:
        raise Http404
    address = product_url(listing.product.slug, listing.product_id)
    if request.path != address:
        return redirect(address, permanent=True)
    return render(request, "storefront/product.html", product_page.product(listing))


@require_safe
def cooperatives(request: HttpRequest) -> HttpResponse:
    return render(request, "storefront/cooperatives.html", sellers.cooperatives(request.GET))


@require_safe
def cooperative(request: HttpRequest, slug: str) -> HttpResponse:
    seller = sellers.shown_cooperative(slug)
    if seller is None:
        raise Http404
    return render(request, "storefront/cooperative.html", sellers.cooperative(seller, request.GET))
