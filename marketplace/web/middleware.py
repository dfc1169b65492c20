"""Counters, content security policy, and domain errors as pages."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.views.defaults import page_not_found

from marketplace.core.errors import DomainError, NotInScope

Respond = Callable[[HttpRequest], HttpResponse]
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Oscar's staff screens carry inline scripts and styles; nothing else may.
DASHBOARD_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline'; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class CountQueries:
    """With DEBUG or COUNT_QUERIES every response says how many statements ran until it started, and how long."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not settings.COUNT_QUERIES:
            return self.get_response(request)
        count = 0

        def counted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        started = time.perf_counter()
        with connections["default"].execute_wrapper(counted):
            response = self.get_response(request)
        elapsed = (time.perf_counter() - started) * 1000
        response["X-Query-Count"] = str(count)
        response["Server-Timing"] = f'app;dur={elapsed:.1f}, db;desc="{count} statements"'
        return response


class ContentSecurityPolicy:
    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_dashboard = "/dashboard/" in request.path
        response.headers.setdefault("Content-Security-Policy", DASHBOARD_POLICY if is_dashboard else POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response


class Compress(GZipMiddleware):
    """Pages of one visitor; shared ones are kept compressed, static files lie so, pictures and spreadsheets are so."""

    WORDS = ("text/", "application/json", "image/svg+xml")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(self.WORDS):
            return response
        return super().process_response(request, response)


class DomainErrors:
    """A refusal that no view turned into a form error becomes a page that says what to do."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotInScope):
            return page_not_found(request, exception)
        if isinstance(exception, DomainError):
            return render(request, "shared/refused.html", {"message": exception.message}, status=409)
        return None
