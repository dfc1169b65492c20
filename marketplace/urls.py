"""All addresses of the house."""

from importlib.util import find_spec

from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path


def _mounted(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    # For the time of building only: a room that is not whole yet is left out.
    try:
        return [path(prefix, include(module))] if find_spec(module) else []
    except (ImportError, AttributeError, SyntaxError):
        return []



urlpatterns: list[URLPattern | URLResolver] = [
    *_mounted("", "marketplace.storefront.pictures"),
    *_mounted("", "marketplace.operations.urls"),
    *i18n_patterns(
        *_mounted("", "marketplace.storefront.shelves.urls"),
        *_mounted("basket/", "marketplace.storefront.basket.urls"),
        *_mounted("checkout/", "marketplace.storefront.checkout.urls"),
        *_mounted("account/", "marketplace.storefront.account.urls"),
        *_mounted("portal/", "marketplace.portal.urls"),
        *_mounted("office/", "marketplace.office.urls"),
        path("dashboard/", apps.get_app_config("dashboard").urls),
        *_mounted("go/", "marketplace.oscar_forks.addresses"),
        prefix_default_language=False,
    ),
]
