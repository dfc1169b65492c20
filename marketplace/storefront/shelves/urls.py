from django.urls import path, re_path

from marketplace.storefront.shelves import views

app_name = "shop"
urlpatterns = [
    path("", views.home, name="home"),
    path("products/", views.search, name="products"),
    path("category/<path:shelf>/", views.category, name="category"),
    path("search/", views.search, name="search"),
    re_path(r"^product/(?P<slug>[-\w]+)-(?P<product_id>[0-9]{1,18})/$", views.product, name="product"),
    path("cooperatives/", views.cooperatives, name="cooperatives"),
    path("cooperatives/<slug:slug>/", views.cooperative, name="cooperative"),
]
