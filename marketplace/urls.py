"""All addresses of the house."""

from typing import Any

from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

dashboard: Any = apps.get_app_config("dashboard")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("marketplace.storefront.pictures")),
    path("", include("marketplace.operations.urls")),
    *i18n_patterns(
        path("", include("marketplace.storefront.shelves.urls")),
        path("basket/", include("marketplace.storefront.basket.urls")),
        path("checkout/", include("marketplace.storefront.checkout.urls")),
        path("account/", include("marketplace.storefront.account.urls")),
        path("portal/", include("marketplace.portal.urls")),
        path("office/", include("marketplace.office.urls")),
        path("dashboard/", dashboard.urls),
        path("go/", include("marketplace.oscar_forks.addresses")),
        prefix_default_language=False,
    ),
]
