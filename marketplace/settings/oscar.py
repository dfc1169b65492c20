"""Oscar's own settings, and which of its apps are ours (`oscar_forks`)."""

from django.utils.translation import gettext_lazy as _
from oscar.defaults import *  # noqa: F403

OSCAR_SHOP_NAME = "Chợ Phiên"
OSCAR_DEFAULT_CURRENCY = "VND"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_SLUG_FUNCTION = "marketplace.core.text.slug"
OSCAR_REQUIRED_ADDRESS_FIELDS = ("first_name", "line1")
OSCAR_THUMBNAILER = "marketplace.files.thumbnails.Originals"
OSCAR_BASKET_COOKIE_LIFETIME = 30 * 24 * 60 * 60
OSCAR_BASKET_COOKIE_OPEN = "basket"
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = 9_999
OSCAR_EAGER_ALERTS = False
OSCAR_DELETE_IMAGE_FILES = False
OSCAR_SEARCH_FACETS: dict[str, object] = {"fields": {}, "queries": {}}
OSCAR_HIDDEN_FEATURES: list[str] = []
OSCAR_DASHBOARD_NAVIGATION = [
    {
        "label": _("Catalogue"),
        "icon": "fas fa-sitemap",
        "children": [
            {"label": _("Categories"), "url_name": "dashboard:catalogue-category-list"},
            {"label": _("Product types"), "url_name": "dashboard:catalogue-class-list"},
            {"label": _("Options"), "url_name": "dashboard:catalogue-option-list"},
            {"label": _("Ranges"), "url_name": "dashboard:range-list"},
        ],
    },
    {
        "label": _("Offers"),
        "icon": "fas fa-bullhorn",
        "children": [
            {"label": _("Offers"), "url_name": "dashboard:offer-list"},
            {"label": _("Vouchers"), "url_name": "dashboard:voucher-list"},
        ],
    },
    {
        "label": _("People"),
        "icon": "fas fa-users",
        "children": [
            {"label": _("Users"), "url_name": "dashboard:users-index"},
            {"label": _("Reviews"), "url_name": "dashboard:reviews-list"},
            {"label": _("Communications"), "url_name": "dashboard:comms-list"},
        ],
    },
]

# Oscar imports Haystack whatever search does; it is configured and never used.
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}

OSCAR_APPS = [
    "oscar.config.Shop",
    "oscar.apps.analytics.apps.AnalyticsConfig",
    "oscar.apps.checkout.apps.CheckoutConfig",
    "marketplace.oscar_forks.address.apps.AddressConfig",
    "oscar.apps.shipping.apps.ShippingConfig",
    "oscar.apps.catalogue.apps.CatalogueConfig",
    "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
    "oscar.apps.communication.apps.CommunicationConfig",
    "marketplace.oscar_forks.partner.apps.PartnerConfig",
    "marketplace.oscar_forks.basket.apps.BasketConfig",
    "oscar.apps.payment.apps.PaymentConfig",
    "oscar.apps.offer.apps.OfferConfig",
    "marketplace.oscar_forks.order.apps.OrderConfig",
    "oscar.apps.customer.apps.CustomerConfig",
    "oscar.apps.search.apps.SearchConfig",
    "oscar.apps.voucher.apps.VoucherConfig",
    "oscar.apps.wishlists.apps.WishlistsConfig",
    "marketplace.oscar_forks.dashboard.apps.DashboardConfig",
    "oscar.apps.dashboard.reports.apps.ReportsDashboardConfig",
    "oscar.apps.dashboard.users.apps.UsersDashboardConfig",
    "oscar.apps.dashboard.orders.apps.OrdersDashboardConfig",
    "oscar.apps.dashboard.catalogue.apps.CatalogueDashboardConfig",
    "oscar.apps.dashboard.offers.apps.OffersDashboardConfig",
    "oscar.apps.dashboard.partners.apps.PartnersDashboardConfig",
    "oscar.apps.dashboard.pages.apps.PagesDashboardConfig",
    "oscar.apps.dashboard.ranges.apps.RangesDashboardConfig",
    "oscar.apps.dashboard.reviews.apps.ReviewsDashboardConfig",
    "oscar.apps.dashboard.vouchers.apps.VouchersDashboardConfig",
    "oscar.apps.dashboard.communications.apps.CommunicationsDashboardConfig",
    "oscar.apps.dashboard.shipping.apps.ShippingDashboardConfig",
    "widget_tweaks",
    "treebeard",
    "django_tables2",
]
OSCAR_MIDDLEWARE = ["marketplace.oscar_forks.basket.middleware.BasketMiddleware"]
