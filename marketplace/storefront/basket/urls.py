from django.urls import path

from marketplace.storefront.basket import views

app_name = "basket"
urlpatterns = [
    path("", views.summary, name="summary"),
    path("add/<int:product_id>/", views.add, name="add"),
    path("change/<int:product_id>/", views.change, name="change"),
    path("tidy/", views.tidy, name="tidy"),
]
