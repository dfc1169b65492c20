"""How a view says that its page is the same for everybody."""

from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

View = Callable[..., HttpResponse]
MOST_PARAMETERS = 100


def shared_page(*parameters: str) -> Callable[[View], View]:
    """The page depends on its address alone: on the path and on these parameters; all others are kept from the view."""

    def decorate(view: View) -> View:
        view.shared_parameters = frozenset(parameters)  # type: ignore[attr-defined]
        return view

    return decorate


def shared_query(request: HttpRequest) -> str | None:
    """The query with its known parameters only, sorted by name; None where the page is not one to share."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return None
    known = getattr(view, "shared_parameters", None)
    if known is None:
        return None
    return known_query(request.META.get("QUERY_STRING", ""), known)


def known_query(text: str, known: Iterable[str]) -> str | None:
    """Values of one parameter keep their order: of several the last may be the one that counts."""
    if not text:
        return ""
    try:
        pairs = parse_qsl(text, keep_blank_values=False, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None
    return urlencode(sorted((pair for pair in pairs if pair[0] in known), key=lambda pair: pair[0]))
