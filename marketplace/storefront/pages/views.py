from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from marketplace.classifications.models import People
from marketplace.classifications.queries import current_sets
from marketplace.content.enums import DocumentKind
from marketplace.listings.enums import Technique
from marketplace.storefront.pages import documents, subjects, tales
from marketplace.storefront.pages import places as lands
from marketplace.storefront.pages.addresses import commune_url, province_code, province_url, set_url
from marketplace.web.shared_pages import shared_page


def _shown(request: HttpRequest, template: str, context: dict[str, Any] | None) -> HttpResponse:
    if context is None:
        raise Http404
    return render(request, f"storefront/pages/{template}.html", context)


@shared_page()
@require_safe
def sets(request: HttpRequest) -> HttpResponse:
    return _shown(request, "sets", subjects.sets())


@shared_page()
@require_safe
def set_page(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The number decides; another name leads to the right one."""
    one = get_object_or_404(current_sets(), number=int(number))
    address = set_url(one.number)
    if request.path != address:
        return redirect(address, permanent=True)
    return _shown(request, "landing", subjects.set_page(one))


@shared_page()
@require_safe
def peoples(request: HttpRequest) -> HttpResponse:
    return _shown(request, "peoples", subjects.peoples())


@shared_page()
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    return _shown(request, "landing", subjects.people_page(get_object_or_404(People, slug=slug)))


@shared_page()
@require_safe
def techniques(request: HttpRequest) -> HttpResponse:
    return _shown(request, "techniques", subjects.techniques())


@shared_page()
@require_safe
def technique(request: HttpRequest, slug: str) -> HttpResponse:
    value = slug.replace("-", "_")
    return _shown(request, "landing", subjects.technique_page(value) if value in set(Technique) else None)


@shared_page()
@require_safe
def places(request: HttpRequest) -> HttpResponse:
    return _shown(request, "places", lands.places())


@shared_page()
@require_safe
def province(request: HttpRequest, province: str) -> HttpResponse:
    """A name of the old map leads to the province of today."""
    code = province_code(province)
    if not code:
        code = lands.old_province(province)
        if code:
            return redirect(province_url(code), permanent=True)
        raise Http404
    return _shown(request, "landing", lands.province(code))


@shared_page()
@require_safe
def commune(request: HttpRequest, province: str, name: str, code: str) -> HttpResponse:
    one = lands.shown_commune(code)
    if one is None:
        raise Http404
    address = commune_url(one)
    if request.path != address:
        return redirect(address, permanent=True)
    return _shown(request, "landing", lands.commune(one))


@shared_page()
@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    return _shown(request, "stories", tales.all_tales())


@shared_page()
@require_safe
def story(request: HttpRequest, slug: str) -> HttpResponse:
    one = tales.one(slug)
    return _shown(request, "story", tales.tale(one) if one else None)


@shared_page()
@require_safe
def help_list(request: HttpRequest) -> HttpResponse:
    return _shown(request, "help", documents.listed(DocumentKind.HELP))


@shared_page()
@require_safe
def help_page(request: HttpRequest, slug: str) -> HttpResponse:
    return _shown(request, "document", documents.document(DocumentKind.HELP, slug))


@shared_page()
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    return _shown(request, "policies", documents.listed(DocumentKind.POLICY))


@shared_page()
@require_safe
def policy(request: HttpRequest, slug: str, valid_from: date | None = None) -> HttpResponse:
    return _shown(request, "document", documents.document(DocumentKind.POLICY, slug, valid_from))
