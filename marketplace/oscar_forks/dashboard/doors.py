"""Which of Oscar's staff screens are open, and to whom. The names of closed ones stay, for templates reverse them."""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext as _

from marketplace.oscar_forks.dashboard import categories, index, people

View = Callable[..., HttpResponseBase]

REPLACED: dict[str, View] = {
    "index": index.index,
    "catalogue-category-list": categories.CategoryListView.as_view(),
    "catalogue-category-detail-list": categories.CategoryDetailListView.as_view(),
    "catalogue-category-create": categories.CategoryCreateView.as_view(),
    "catalogue-category-create-child": categories.CategoryCreateView.as_view(),
    "catalogue-category-update": categories.CategoryUpdateView.as_view(),
    "catalogue-category-delete": categories.CategoryDeleteView.as_view(),
    "users-index": people.UserListView.as_view(),
}
OPEN = frozenset(
    {
        *REPLACED,
        "logout",
        "catalogue-class-list",
        "catalogue-class-create",
        "catalogue-class-update",
        "catalogue-class-delete",
        "catalogue-attribute-option-group-list",
        "catalogue-attribute-option-group-create",
        "catalogue-attribute-option-group-update",
        "catalogue-attribute-option-group-delete",
        "catalogue-option-list",
        "catalogue-option-create",
        "catalogue-option-update",
        "catalogue-option-delete",
        "offer-list",
        "offer-metadata",
        "offer-condition",
        "offer-benefit",
        "offer-restrictions",
        "offer-delete",
        "offer-detail",
        "voucher-list",
        "voucher-create",
        "voucher-update",
        "voucher-delete",
        "voucher-stats",
        "voucher-set-list",
        "voucher-set-create",
        "voucher-set-update",
        "voucher-set-detail",
        "voucher-set-download",
        "voucher-set-delete",
        "range-list",
        "range-create",
        "range-update",
        "range-delete",
        "range-products",
        "range-reorder",
        "reviews-list",
        "reviews-update",
        "reviews-delete",
        "user-detail",
        "comms-list",
        "comms-update",
    }
)


def patterns(found: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """All addresses below, however deep."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def guarded(found: list[Any]) -> list[Any]:
    """The same addresses, each behind its door."""
    for pattern in patterns(found):
        name = pattern.name or ""
        if name in OPEN:
            pattern.callback = for_staff(REPLACED.get(name, pattern.callback))
        else:
            pattern.callback = closed
    return found


def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    raise Http404


def for_staff(view: View) -> View:
    """Whoever is signed out is asked to sign in; whoever is no staff finds nothing here.

    What a screen does, it does whole or not at all.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_staff:
            raise Http404
        if request.method == "POST":
            response = _whole(view, request, *args, **kwargs)
        else:
            response = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None)
        if context is not None:
            context.setdefault("shop_name", settings.OSCAR_SHOP_NAME)
            context.setdefault("homepage_url", reverse("shop:home"))
        return response

    return door


def _whole(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Some of Oscar's views fail half way when the thing is in use, or answer nothing to what they do not know."""
    try:
        with transaction.atomic():
            response: HttpResponseBase | None = view(request, *args, **kwargs)
    except ProtectedError:
        messages.error(request, _("This is still in use, so it stays."))
        response = None
    return redirect(request.path) if response is None else response
