from django.urls import path

from marketplace.storefront.account import views

app_name = "account"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("register/", views.register, name="register"),
    path("password/", views.password, name="password"),
]
