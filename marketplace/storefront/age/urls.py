from django.urls import path

from marketplace.storefront.age import views

app_name = "age"
urlpatterns = [path("", views.ask, name="ask")]
