from django.urls import path

from marketplace.storefront.favourites import views

app_name = "favourites"
urlpatterns = [
    path("", views.listed, name="list"),
    path("state/", views.state, name="state"),
    path("<int:product_id>/keep/", views.keep, name="keep"),
    path("<int:product_id>/drop/", views.drop, name="drop"),
    path("share/", views.share, name="share"),
    path("revoke/", views.revoke, name="revoke"),
    path("shared/<str:token>/", views.shared, name="shared"),
]
