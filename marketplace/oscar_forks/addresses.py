"""Names that Oscar's templates and models reverse, each leading to the page of ours that stands in its place."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

from marketplace.core.oscar import oscar_model
from marketplace.listings.models import Shelf

Product = oscar_model("catalogue", "Product")


def _to(name: str) -> Any:
    return RedirectView.as_view(pattern_name=name, query_string=True)


def _plainly(name: str) -> Any:
    """Leaves behind what the address was about: we have no page for that one thing."""

    def leave(request: HttpRequest, **about: Any) -> HttpResponse:
        return redirect(name)

    return leave


def product(request: HttpRequest, pk: int, **words: Any) -> HttpResponse:
    """A variant is shown on the page of its listing."""
    found = Product.objects.filter(pk=pk).select_related("parent").first()
    if found is None:
        raise Http404
    shown = found.parent or found
    return redirect("shop:product", slug=shown.slug, product_id=shown.pk)


def category(request: HttpRequest, pk: int, **words: Any) -> HttpResponse:
    shelf = Shelf.objects.filter(category=pk).first()
    if shelf is None:
        raise Http404
    return redirect("shop:category", shelf=shelf.path)


def _named(namespace: str, *found: URLPattern | URLResolver) -> URLResolver:
    return path(f"{namespace}/", include((list(found), namespace)))


urlpatterns = [
    _named(
        "catalogue",
        path("", _to("shop:products"), name="index"),
        re_path(r"^(?P<product_slug>[\w-]*)_(?P<pk>\d+)/$", product, name="detail"),
        # Empty while a form is shown again whose slug was left to us.
        re_path(r"^category/(?P<category_slug>[\w/-]*)_(?P<pk>\d+)/$", category, name="category"),
        path("range/<slug:slug>/", _plainly("shop:products"), name="range"),
        path("<slug:product_slug>_<int:product_pk>/reviews/<int:pk>/", _plainly("shop:home"), name="reviews-detail"),
    ),
    _named("search", path("", _to("shop:search"), name="search")),
    _named(
        "offer",
        path("", _to("shop:products"), name="list"),
        path("<slug:slug>/", _plainly("shop:products"), name="detail"),
    ),
    _named(
        "customer",
        path("login/", _to("account:sign-in"), name="login"),
        path("logout/", _to("account:home"), name="logout"),
        path("", _to("account:home"), name="summary"),
        path("notices/", _to("account:home"), name="notifications-inbox"),
        path("notices/archive/", _to("account:home"), name="notifications-archive"),
        path("notices/<int:pk>/", _plainly("account:home"), name="notifications-detail"),
        path("notices/update/", _to("account:home"), name="notifications-update"),
        path("mail/", _to("account:home"), name="email-list"),
        path("mail/<int:email_id>/", _plainly("account:home"), name="email-detail"),
        path("alerts/<slug:key>/", _plainly("account:home"), name="alerts-confirm"),
        path("alerts/<slug:key>/cancel/", _plainly("account:home"), name="alerts-cancel-by-key"),
    ),
]
