"""How often one address may have a page drawn. Copies that are kept for everybody are not drawn, so they are free."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from marketplace.web.limits import Pace, household_of, is_somebody

View = Callable[..., HttpResponse]
# One mobile network may stand behind one address: this is for machines that read the whole shop, not for people.
SEARCHES = Pace("search", most=300, seconds=60)


def paced(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait = SEARCHES.take(household_of(request)) if is_somebody(request) else 0
        if not wait:
            return view(request, *args, **kwargs)
        message = _(
            "So many searches have come from your connection in this minute that the market has to catch its breath. "
            "Please try again in %(seconds)d seconds."
        )
        page = render(request, "shared/refused.html", {"message": message % {"seconds": wait}}, status=429)
        page.headers["Retry-After"] = str(wait)
        return page

    return guarded
