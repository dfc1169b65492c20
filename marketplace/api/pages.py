"""For people who write programs: a page in both languages."""

from django.urls import path

from marketplace.api import views

app_name = "api-pages"
urlpatterns = [path("", views.about, name="about")]
