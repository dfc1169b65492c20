"""Back to where somebody was: only to a page of this site."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def wanted_page(request: HttpRequest) -> str:
    """The address in `next`, of the form or the link; empty when there is none, or it leads elsewhere."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if _is_ours(request, address) else ""


def page_before(request: HttpRequest) -> str:
    """The page that the form stood on, as the browser tells it; empty when it does not tell."""
    address = request.headers.get("Referer", "")
    if not _is_ours(request, address):
        return ""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
