"""Before session, language and database are looked at: a page that is kept costs little more than nothing."""

import re
from collections.abc import Callable
from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from marketplace.search.services import generation
from marketplace.web.shared_pages.epoch import end_epoch, epoch
from marketplace.web.shared_pages.marking import shared_query
from marketplace.web.shared_pages.slots import HARMLESS
from marketplace.web.shared_pages.store import NOT_TO_SHARE, Kept, Store, keep

LONGEST = 60
TOO_MANY = 429  # this and what is above it concerns the moment, not the page
SAFE = ("GET", "HEAD")
# What the frame of every page varies on and what the address or the store itself has settled.
SETTLED = frozenset({"accept-language", "accept-encoding"})
# With them a page may be another one than at the bare address.
ANOTHER_PAGE = ("HTTP_HX_REQUEST", "HTTP_AUTHORIZATION", "HTTP_RANGE")
# Cookies and conditions are one visitor's own; compression is done here.
OWN = ("HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE")
LEFT_OUT = ("Content-Length", "X-Query-Count", "Server-Timing")
_GZIP = re.compile(r"(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[^,]*)?\s*(,|$)")

Respond = Callable[[HttpRequest], HttpResponseBase]
store = Store()


class SharedPages:
    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE:
            return self._changed(request)
        if not settings.PAGE_CACHE or not _may_share(request):
            return self.get_response(request)
        # Addresses are read in their language, and the thread still speaks the one of its last visitor.
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        translation.activate(language)
        query = shared_query(request)
        if query is None:
            return self.get_response(request)
        key = (request.scheme, request.get_host(), language, request.path, query, generation(), epoch())
        page = store.get(key)
        if page is None:
            with store.one_at_a_time(key):
                drawn = store.get(key) or self._draw(request, query, language)
                if not isinstance(drawn, Kept):
                    return drawn
                page = drawn
                store.put(key, page, min(settings.PAGE_CACHE, LONGEST))
        return self.get_response(request) if page is NOT_TO_SHARE else answer(request, page)

    def _changed(self, request: HttpRequest) -> HttpResponseBase:
        """Staff and officers change shelves, rules and names that no search index knows of."""
        response = self.get_response(request)
        if "/dashboard/" in request.path or "/office/" in request.path:
            end_epoch()
        return response

    def _draw(self, request: HttpRequest, query: str, language: str) -> Kept | HttpResponseBase:
        """A page to keep; or the answer to this one request where the next may be answered otherwise."""
        nobody = _of_nobody(request, query)
        response = self.get_response(nobody)
        if response.status_code >= TOO_MANY:
            return response
        if not isinstance(response, HttpResponse) or not _is_for_everybody(response):
            return NOT_TO_SHARE
        headers = {name: value for name, value in response.items() if name not in LEFT_OUT}
        return keep(response.content, headers, language)


def _may_share(request: HttpRequest) -> bool:
    return HARMLESS.issuperset(request.COOKIES) and not any(name in request.META for name in ANOTHER_PAGE)


def _of_nobody(request: HttpRequest, query: str) -> WSGIRequest:
    """The same address asked for by somebody without cookies, wishes or conditions."""
    environ = {name: value for name, value in request.META.items() if name not in OWN}
    nobody = WSGIRequest(
        environ | {"REQUEST_METHOD": "GET", "QUERY_STRING": query, "wsgi.input": BytesIO(), "CONTENT_LENGTH": "0"}
    )
    nobody.is_shared = True  # type: ignore[attr-defined]
    return nobody


def _is_for_everybody(response: HttpResponse) -> bool:
    """Whoever looked at the session said so in Vary; whoever wants a page of his own kept says so in Cache-Control."""
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == 200
        and not response.cookies
        and varies <= SETTLED
        and not response.has_header("Cache-Control")
        and not response.has_header("Content-Encoding")
        and response.get("Content-Type", "").startswith("text/html")
    )


def answer(request: HttpRequest, page: Kept) -> HttpResponse:
    gzip = bool(_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
    tag, body = page.pieces(request.COOKIES, gzip=gzip)
    headers = {
        **page.headers,
        "ETag": f'W/"{tag}"',
        # Browsers ask each time, for the basket may have grown; nobody between them and us keeps it.
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding, Cookie",
    }
    if f'"{tag}"' in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponse(status=304, headers=headers)
    if gzip:
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    return HttpResponse(b"" if request.method == "HEAD" else body, headers=headers)
