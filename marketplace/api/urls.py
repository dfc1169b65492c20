"""For programs: no language in the address, it is asked for."""

from django.urls import path

from marketplace.api import views

app_name = "api"
urlpatterns = [
    path("products/", views.products, name="products"),
    path("suggest/", views.suggest, name="suggest"),
    path("openapi.json", views.openapi, name="openapi"),
]
