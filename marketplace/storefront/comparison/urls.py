from django.urls import path

from marketplace.storefront.comparison import views

app_name = "comparison"
urlpatterns = [path("", views.compare, name="compare")]
