"""Signing in brings the guest's basket along; whoever works here finds the way to the portal or the office."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.phones import phone_for_people
from marketplace.accounts.queries import officer_of
from marketplace.cooperatives.queries import memberships_of
from marketplace.core.oscar import oscar_model
from marketplace.orders.enums import OrderStatus
from marketplace.storefront.account.forms import PasswordForm, RegisterForm, SignInForm
from marketplace.storefront.basket import lines
from marketplace.storefront.basket.memory import show_count
from marketplace.storefront.favourites.memory import guest_of, join_favourites, show_kept
from marketplace.web.back import wanted_page
from marketplace.web.limits import Limit, address_of
from marketplace.web.templatetags.market import in_language

Order = oscar_model("order", "Order")
TRIES = Limit("sign-in", most=10, seconds=300)
NEW_ACCOUNTS = Limit("register", most=10, seconds=3600)
MOST_ORDERS = 50


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.method != "POST":
        return redirect(_next(request))
    if request.method != "POST":
        return _sign_in_page(request, SignInForm())
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _sign_in_page(request, form, status=422)
    name, address = form.cleaned_data["username"].strip().lower(), address_of(request)
    keys = (f"name {name}", f"address {address}")
    if any(TRIES.is_reached(key) for key in keys):
        form.add_error(None, _("Too many tries. Wait five minutes, then try again."))
        return _sign_in_page(request, form, status=429)
    user = authenticate(request, username=name, password=form.cleaned_data["password"])
    if user is None:
        for key in keys:
            TRIES.note(key)
        form.add_error(None, _("E-mail or phone and password do not fit together. Check both."))
        return _sign_in_page(request, form, status=422)
    TRIES.forget(keys[0])
    return _enter(request, user)


def _sign_in_page(request: HttpRequest, form: SignInForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": wanted_page(request)}
    return render(request, "storefront/account/sign_in.html", context, status=status)


def _enter(request: HttpRequest, user: Any) -> HttpResponse:
    guest = request.basket  # type: ignore[attr-defined]
    guest.pk  # noqa: B018 - looked at now, while the request is still the guest's
    login(request, user)
    own = lines.join(guest=guest, user=user)
    response = HttpResponseRedirect(_next(request), status=303)
    response.delete_cookie("basket")
    join_favourites(request, response, guest=guest_of(request), user_id=user.pk)
    return show_count(response, lines.pieces(own))


def _next(request: HttpRequest) -> str:
    return wanted_page(request) or reverse("account:home")


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = HttpResponseRedirect(reverse("shop:home"), status=303)
    show_kept(response, 0)
    return show_count(response, 0)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = RegisterForm(request.POST or None)
    if request.method != "POST":
        return _register_page(request, form)
    address = address_of(request)
    if NEW_ACCOUNTS.is_reached(address):
        form.add_error(None, _("Too many new accounts from here. Try again in an hour."))
        return _register_page(request, form, status=429)
    if not form.is_valid():
        return _register_page(request, form, status=422)
    NEW_ACCOUNTS.note(address)
    try:
        user = form.save()
    except IntegrityError:  # the same button pressed twice
        form.add_error("username", _("There is an account with this already. Sign in instead."))
        return _register_page(request, form, status=422)
    messages.success(request, _("Your account is open."))
    return _enter(request, authenticate(request, username=user.email or user.phone, password=request.POST["password"]))


def _register_page(request: HttpRequest, form: RegisterForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": wanted_page(request)}
    return render(request, "storefront/account/register.html", context, status=status)


@never_cache
@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    orders = (
        Order._default_manager.filter(user=user).order_by("-date_placed").prefetch_related("consignments__cooperative")
    )
    context = {
        "orders": [{"order": order, "status": _status(order)} for order in orders[:MOST_ORDERS]],
        "work": _work(user),
        "reach": user.email or (phone_for_people(user.phone) if user.phone else ""),
    }
    return render(request, "storefront/account/home.html", context)


def _work(user: Any) -> list[dict[str, str]]:
    """The doors that are open to this person."""
    top = reverse("shop:home")
    doors = [
        {"url": f"{top}portal/", "name": in_language(member.cooperative, "name"), "icon": "store"}
        for member in memberships_of(user)
    ]
    if officer_of(user):
        doors.append({"url": f"{top}office/", "name": _("Office of the alliance"), "icon": "landmark"})
    if user.is_staff:
        doors.append({"url": "/dashboard/", "name": _("Dashboard"), "icon": "settings"})
    return doors


def _status(order: Any) -> str:
    return str(OrderStatus(order.status).label) if order.status in OrderStatus.values else ""


@sensitive_post_parameters("old", "password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def password(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    key = f"password {user.pk}"
    form = PasswordForm(user, request.POST or None)
    if request.method != "POST":
        return render(request, "storefront/account/password.html", {"form": form})
    if TRIES.is_reached(key):
        form.add_error(None, _("Too many tries. Wait five minutes, then try again."))
        return render(request, "storefront/account/password.html", {"form": form}, status=429)
    if not form.is_valid():
        TRIES.note(key)
        return render(request, "storefront/account/password.html", {"form": form}, status=422)
    user.set_password(form.cleaned_data["password"])
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    messages.success(request, _("Your password is changed."))
    return HttpResponseRedirect(reverse("account:home"), status=303)
