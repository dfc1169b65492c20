"""The answer to whoever presses a button more often than a person does."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from marketplace.web.limits import Pace, household_of, is_somebody


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def too_often(request: HttpRequest, pace: Pace) -> HttpResponse | None:
    """None while this connection keeps to the pace; each call counts."""
    wait = pace.take(household_of(request)) if is_somebody(request) else 0
    if not wait:
        return None
    message = _("That was very often in a short time. Please try again in %(seconds)d seconds.") % {"seconds": wait}
    response: HttpResponse = (
        JsonResponse({"message": message}, status=429)
        if wants_json(request)
        else render(request, "shared/refused.html", {"message": message}, status=429)
    )
    response.headers["Retry-After"] = str(wait)
    return response
