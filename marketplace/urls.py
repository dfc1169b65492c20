"""All addresses of the house."""

from typing import Any

from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

dashboard: Any = apps.get_app_config("dashboard")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("marketplace.storefront.pictures")),
    path("", include("marketplace.storefront.seo.urls")),
    path("", include("marketplace.operations.urls")),
    path("api/v1/", include("marketplace.api.urls")),
    *i18n_patterns(
        path("", include("marketplace.storefront.shelves.urls")),
        path("", include("marketplace.storefront.pages.urls")),
        path("basket/", include("marketplace.storefront.basket.urls")),
        path("favourites/", include("marketplace.storefront.favourites.urls")),
        path("compare/", include("marketplace.storefront.comparison.urls")),
        path("alerts/", include("marketplace.storefront.alerts.urls")),
        path("age/", include("marketplace.storefront.age.urls")),
        path("checkout/", include("marketplace.storefront.checkout.urls")),
        path("account/", include("marketplace.storefront.account.urls")),
        path("api/", include("marketplace.api.pages")),
        path("portal/", include("marketplace.portal.urls")),
        path("office/", include("marketplace.office.urls")),
        path("dashboard/", dashboard.urls),
        path("go/", include("marketplace.oscar_forks.addresses")),
        prefix_default_language=False,
    ),
]
