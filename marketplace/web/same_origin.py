"""For forms on cached pages, which can hold no token (design decision 17): only this site may post them."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def comes_from_here(request: HttpRequest) -> bool:
    """What the browser itself says: `Sec-Fetch-Site`, in older ones `Origin`. Silence counts as no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return origin.scheme in ("http", "https") and origin.netloc == request.get_host()


def same_origin(view: View) -> View:
    """Takes the place of the CSRF token, so this decorator has to stand outermost."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE_METHODS and not comes_from_here(request):
            message = _(
                "Your browser did not say where this came from. Open the page again and press the button there."
            )
            return render(request, "shared/refused.html", {"message": message}, status=403)
        return view(request, *args, **kwargs)

    guarded.csrf_exempt = True  # type: ignore[attr-defined]
    return guarded
