from django.urls import path, re_path

from marketplace.storefront.shelves import papers, patterns, views

PRODUCT = r"^product/(?P<slug>[-\w]+)-(?P<product_id>[0-9]{1,18})/"

app_name = "shop"
urlpatterns = [
    path("", views.home, name="home"),
    path("products/", views.search, name="products"),
    path("category/<path:shelf>/", views.category, name="category"),
    path("search/", views.search, name="search"),
    re_path(rf"{PRODUCT}$", views.product, name="product"),
    re_path(rf"{PRODUCT}passport/$", papers.passport, name="passport"),
    re_path(rf"{PRODUCT}qr\.svg$", papers.product_qr, name="product_qr"),
    re_path(rf"{PRODUCT}patterns/$", patterns.patterns, name="patterns"),
    path("certificate/<slug:code>/", papers.certificate, name="certificate"),
    path("certificate/<slug:code>/qr.svg", papers.certificate_qr, name="certificate_qr"),
    path("seen/", papers.seen, name="seen"),
    path("help/ranking/", views.ranking, name="ranking"),
    path("cooperatives/", views.cooperatives, name="cooperatives"),
    path("cooperatives/<slug:slug>/", views.cooperative, name="cooperative"),
]
