from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.api.answering import endpoint
from marketplace.api.document import MEANINGS, document
from marketplace.api.products import products as found_products
from marketplace.api.shapes import Products, Suggestions
from marketplace.api.suggestions import suggested
from marketplace.web.limits import Pace
from marketplace.web.shared_pages import shared_page
from marketplace.web.shelves.choice import PAGE_SIZE, PARAMETERS

READING = Pace("api-products", most=120, seconds=60)
TYPING = Pace("api-suggest", most=600, seconds=60)
DESCRIBING = Pace("api-document", most=120, seconds=60)


@endpoint(READING)
def products(request: HttpRequest) -> Products:
    return found_products(request)


@endpoint(TYPING, seconds_fresh=60)
def suggest(request: HttpRequest) -> Suggestions:
    return suggested(request)


@endpoint(DESCRIBING)
def openapi(request: HttpRequest) -> dict[str, Any]:
    return document(request.build_absolute_uri("/").rstrip("/"))


@shared_page()
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "parameters": [(name, MEANINGS[name]) for name in PARAMETERS],
        "page_size": PAGE_SIZE,
        "reading": READING.most,
        "typing": TYPING.most,
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "storefront/api.html", context)
