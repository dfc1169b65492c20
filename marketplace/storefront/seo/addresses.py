"""The one address that a page is known by, and whether it should be found at all."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from marketplace.web.shelves.choice import NARROWING, Choice

ENGLISH = "/en"
# Parameters that make another page of it; everything else is a way of looking at the same one.
KEPT = {"shop:cooperatives": ("province", "kind", "page")}
_SOUND = re.compile(r"[a-z0-9_-]{1,40}")


@dataclass(frozen=True)
class Address:
    """`path` is that of the Vietnamese page, with its query."""

    path: str
    is_found: bool = True

    def url(self, language: str) -> str:
        return f"{settings.SITE_URL}{ENGLISH if language == 'en' else ''}{self.path}"


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def vietnamese(path: str) -> str:
    return path.removeprefix(ENGLISH) if path.startswith(f"{ENGLISH}/") else path


def address_of(request: HttpRequest, context: Mapping[str, Any]) -> Address | None:
    """None for what is no page of its own: an error, or a page without a view."""
    match = request.resolver_match
    if match is None or "exception" in context:
        return None
    if isinstance(context.get("choice"), Choice) and "found" in context:
        own = vietnamese(request.path) if match.view_name == "shop:cooperative" else ""
        return _of_shelf(context["choice"], context["found"].page, own)
    kept = KEPT.get(match.view_name, ())
    asked = {name: request.GET.get(name, "") for name in kept}
    values = {
        name: value for name, value in asked.items() if _SOUND.fullmatch(value) and (name, value) != ("page", "1")
    }
    is_narrow = len(values.keys() - {"page"}) > 1
    query = "" if is_narrow or not values else f"?{urlencode(values)}"
    return Address(f"{vietnamese(request.path)}{query}", is_found=not is_narrow)


def _of_shelf(choice: Choice, page: int, own: str) -> Address:
    """One filter makes a page worth finding; with more of them, the page without any stands for it. `own`: the path of
    a page that has filters of its own and is no shelf.
    """
    plain = Choice(shelf=choice.shelf, q=choice.q)
    chosen = {name: getattr(choice, name) for name in NARROWING if getattr(choice, name) != getattr(plain, name)}
    count = sum(len(value) if isinstance(value, tuple) else 1 for value in chosen.values())
    if count > 1:
        return Address(_shelf_path(plain, own), is_found=False)
    if "category" in chosen and not choice.q and not own:
        plain, chosen = Choice(shelf=choice.category[0]), {}
    return Address(_shelf_path(replace(plain, page=page, **chosen), own))


def _shelf_path(choice: Choice, own: str) -> str:
    if own:
        path = own
    elif choice.shelf:
        path = reverse("shop:category", args=(choice.shelf,))
    else:
        path = reverse("shop:search" if choice.q else "shop:products")
    query = choice.address(page=choice.page)
    return vietnamese(path) + (query if query != "?" else "")
