"""At the root and in no language: these are asked for by machines."""

from django.urls import path, re_path

from marketplace.storefront.seo import views

app_name = "seo"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.index, name="index"),
    re_path(r"^sitemap-(?P<name>[a-z]{1,20}(?:-[0-9]{1,12})?)\.xml$", views.section, name="section"),
]
