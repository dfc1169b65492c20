"""What belongs to goods beside their page: certificate, printable passport, QR codes, what was seen last."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from marketplace.certification.models import Certificate
from marketplace.certification.queries import certificate_by_code
from marketplace.core import clock
from marketplace.listings.models import Listing
from marketplace.search.interface import SearchQuery
from marketplace.storefront.shelves.certificate import certificate_page
from marketplace.storefront.shelves.codes import qr_code
from marketplace.storefront.shelves.goods import goods_of, product_url
from marketplace.storefront.shelves.passport import in_both_languages
from marketplace.storefront.shelves.product import shown_listing
from marketplace.storefront.shelves.results import found
from marketplace.web.age import has_answered, question_address
from marketplace.web.shared_pages import shared_page
from marketplace.web.templatetags.market import language

MOST_SEEN = 6


@shared_page()
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    proof = _certificate_or_404(code)
    if proof.code != code:
        return redirect("shop:certificate", proof.code, permanent=True)
    page = certificate_page(proof)
    if any(one.asks_age for one in page["covered"]) and not has_answered(request):
        return redirect(question_address(request.path))
    return render(request, "storefront/certificate.html", page)


@require_safe
def certificate_qr(_request: HttpRequest, code: str) -> HttpResponse:
    return qr_code(_in_vietnamese("shop:certificate", _certificate_or_404(code).code))


def _certificate_or_404(code: str) -> Certificate:
    proof = certificate_by_code(code)
    if proof is None:
        raise Http404
    return proof


@shared_page()
@require_safe
def passport(request: HttpRequest, slug: str, product_id: str) -> HttpResponse:
    listing = _listing_or_404(product_id)
    both = in_both_languages(listing)
    if both is None:
        raise Http404
    if slug != (listing.product.slug or "-"):
        return redirect("shop:passport", listing.product.slug or "-", listing.product_id, permanent=True)
    vi, en = both
    context = {
        "listing": listing,
        "cooperative": listing.cooperative,
        "vi": vi,
        "en": en,
        "rows": list(zip(vi.rows, en.rows, strict=True)),
        "care": list(zip(vi.care, en.care, strict=True)),
        "address": product_url(listing.product.slug, listing.product_id),
        "crumb": listing,
    }
    return render(request, "storefront/passport_card.html", context)


@require_safe
def product_qr(_request: HttpRequest, slug: str, product_id: str) -> HttpResponse:
    listing = _listing_or_404(product_id)
    return qr_code(_in_vietnamese("shop:product", listing.product.slug or "-", listing.product_id))


def _listing_or_404(product_id: str) -> Listing:
    listing = shown_listing(int(product_id), on=clock.today())
    if listing is None:
        raise Http404
    return listing


def _in_vietnamese(name: str, *arguments: object) -> str:
    """What is printed leads to the address that carries no language."""
    with translation.override("vi"):
        return reverse(name, args=arguments)


@shared_page("ids")
@require_safe
def seen(request: HttpRequest) -> HttpResponse:
    """A row of goods by their numbers, for a browser that remembers what it looked at. The server remembers nothing."""
    wanted = [
        int(part) for part in request.GET.get("ids", "").split(",")[:MOST_SEEN] if part.isascii() and part.isdigit()
    ]
    wanted = list(dict.fromkeys(key for key in wanted if key < 2**31))
    query = SearchQuery(
        today=clock.today(),
        language=language(),
        listings=tuple(wanted),
        exclude_restricted=True,
        page_size=MOST_SEEN,
    )
    cards = {card.listing_id: card for card in (found(query).hits if wanted else ())}
    goods = goods_of(cards[key] for key in wanted if key in cards)
    return render(request, "storefront/seen.html", {"goods": goods})
