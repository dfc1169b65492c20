from django.urls import path

from marketplace.storefront.alerts import views

app_name = "alerts"
urlpatterns = [
    path("<int:product_id>/", views.ask, name="ask"),
    path("stop/<slug:key>/", views.stop, name="stop"),
]
