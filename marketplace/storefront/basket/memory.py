"""What one browser remembers: the count in the header, what an order attempt found wrong, the orders placed."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from marketplace.web.shared_pages.slots import BASKET_COUNT_COOKIE

PROBLEMS = "basket_problems"  # session key: product keys, as text, and what changed about them
ORDERS = "orders"  # session key: numbers of the orders placed here, newest last
MOST = 9_999  # what the header shows at most
MOST_ORDERS = 50


def show_count(response: HttpResponse, count: int) -> HttpResponse:
    """For show only, hence readable and unsigned; gone when the basket is empty."""
    if not count:
        response.delete_cookie(BASKET_COUNT_COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        BASKET_COUNT_COOKIE,
        str(min(count, MOST)),
        max_age=settings.OSCAR_BASKET_COOKIE_LIFETIME,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def remember_problems(request: HttpRequest, problems: Mapping[int, object]) -> None:
    request.session[PROBLEMS] = {str(key): str(text) for key, text in problems.items()}


def problems_once(request: HttpRequest) -> dict[int, str]:
    """Told once: the next look at the basket shows what still holds."""
    if not _has_session(request):
        return {}
    found = request.session.pop(PROBLEMS, {})
    return {int(key): text for key, text in found.items()}


def remember_order(request: HttpRequest, number: str) -> None:
    """A guest finds the way back without the link as long as the session lasts."""
    known = [other for other in request.session.get(ORDERS, []) if other != number]
    request.session[ORDERS] = [*known, number][-MOST_ORDERS:]


def placed_here(request: HttpRequest) -> list[str]:
    return list(request.session.get(ORDERS, [])) if _has_session(request) else []


def last_order(request: HttpRequest) -> str:
    return next(reversed(placed_here(request)), "")


def _has_session(request: HttpRequest) -> bool:
    """Asked first: whoever has none costs no statement."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES
