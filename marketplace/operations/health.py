"""Whether the process, its database, search and cache answer; and figures for Prometheus."""

import hmac
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.models import Consignment
from marketplace.notices.models import Notice
from marketplace.search import services as search

Order = oscar_model("order", "Order")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """503 and the name of what does not answer."""
    parts = {name: _answers(check) for name, check in CHECKS.items()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _answers(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - whatever it is, the part does not answer
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _cache() -> bool:
    cache.set("readyz", 1, 5)
    return bool(cache.get("readyz") == 1)


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "search": search.is_ready, "cache": _cache}


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Text for Prometheus; with METRICS_TOKEN set only for who sends it as a bearer token."""
    token = settings.METRICS_TOKEN
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if (token or not settings.DEBUG) and not (token and hmac.compare_digest(sent.encode(), token.encode())):
        return HttpResponse("METRICS_TOKEN: send it as a bearer token\n", status=403, content_type="text/plain")
    registry = CollectorRegistry()
    for name, help_text, value in (
        ("market_orders", "Orders placed", Order.objects.count()),
        ("market_consignments_waiting", "Consignments not yet shipped", _waiting()),
        ("market_notices_unsent", "Notices waiting to be sent", Notice.objects.filter(sent_at=None).count()),
        ("market_search_outbox", "Listings whose change is not yet in the index", search.backlog()),
    ):
        Gauge(name, help_text, registry=registry).set(value)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _waiting() -> int:
    return Consignment.objects.filter(shipped_at=None, state__in=("new", "confirmed", "packed")).count()
