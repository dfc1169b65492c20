from django.urls import path

from marketplace.storefront.checkout import orders, views

app_name = "checkout"
urlpatterns = [
    path("", views.where, name="where"),
    path("places/", views.places, name="places"),
    path("pay/", views.pay, name="pay"),
    path("review/", views.review, name="review"),
    path("place/", views.place, name="place"),
    path("order/<slug:number>/", orders.own, name="own-order"),
    path("order/<slug:number>/<str:token>/", orders.order, name="order"),
    path("order/<slug:number>/<str:token>/cancel/<slug:part>/", orders.cancel_part, name="cancel"),
]
