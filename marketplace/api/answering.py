"""One way in and out for all endpoints: methods, pace, language, JSON, entity tags and who may read it."""

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from marketplace.api.shapes import Problem
from marketplace.search.interface import SearchFailed, SearchUnavailable
from marketplace.web.limits import Pace, household_of

METHODS = ("GET", "HEAD", "OPTIONS")
SECONDS_TO_REST = 5  # until an engine that is down is worth another try
# Anybody's page may read what everybody may see; nothing here depends on who asks.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, Content-Language",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "If-None-Match, Accept-Language, Content-Type",
    "Access-Control-Max-Age": "86400",
}
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)

Answer = Callable[[HttpRequest], Any]
log = logging.getLogger(__name__)


def endpoint(pace: Pace, *, seconds_fresh: int = 0) -> Callable[[Answer], Callable[[HttpRequest], HttpResponse]]:
    """Around a function that returns a shape, or a dictionary that is JSON already."""

    def decorate(answer: Answer) -> Callable[[HttpRequest], HttpResponse]:
        @wraps(answer)
        def answered(request: HttpRequest) -> HttpResponse:
            with translation.override(asked_language(request)):
                response = _answered(request, answer, pace, seconds_fresh)
                response.headers["Content-Language"] = translation.get_language()
            patch_vary_headers(response, ("Accept-Language",))
            for name, value in OPEN.items():
                response.headers[name] = value
            return response

        return answered

    return decorate


def _answered(request: HttpRequest, answer: Answer, pace: Pace, seconds_fresh: int) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=PREFLIGHT)
    if request.method not in METHODS:
        refused = problem(405, _("Only reading is possible here."))
        refused.headers["Allow"] = ", ".join(METHODS)
        return refused
    wait = pace.take(household_of(request))
    if wait:
        return problem(429, _("Too many requests from your address; wait and go on more slowly."), wait=wait)
    try:
        return _tagged(request, answer(request), seconds_fresh)
    except SearchUnavailable as error:
        log.warning("search does not answer: %s", error)
    except SearchFailed:
        log.exception("search refused %s", request.get_full_path())
    return problem(503, _("The search is having a rest; try again shortly."), wait=SECONDS_TO_REST)


def asked_language(request: HttpRequest) -> str:
    """`lang`, else what the client accepts best, else Vietnamese. No cookie is looked at."""
    if request.GET.get("lang") in LANGUAGES:
        return str(request.GET["lang"])
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in LANGUAGES:
            return code.split("-")[0]
    return settings.LANGUAGE_CODE


def _tagged(request: HttpRequest, shape: Any, seconds_fresh: int) -> HttpResponse:
    body = json_of(shape)
    response = HttpResponse(body, content_type="application/json")
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={seconds_fresh}" if seconds_fresh else "public, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def problem(status: int, detail: str, *, wait: int | None = None) -> HttpResponse:
    title = {405: "Method Not Allowed", 429: "Too Many Requests", 503: "Service Unavailable"}[status]
    body = json_of(Problem(title=title, status=status, detail=detail, retry_after=wait))
    response = HttpResponse(body, status=status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def json_of(shape: Any) -> bytes:
    plain = asdict(shape) if is_dataclass(shape) and not isinstance(shape, type) else shape
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_written).encode()


def _written(value: object) -> str:
    """Days and moments as ISO 8601."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
