"""What a browser remembers of its favourites.

A guest's key is random, signed and out of reach of scripts; it is set with the first favourite. A second cookie says
only that there are favourites, and changes with each of them: the script then asks which ones. Neither leads a request
past the shared pages.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from marketplace.listings.services.favourites import GUEST_DAYS, Keeper, join
from marketplace.web.shared_pages.slots import KEEPER_COOKIE, KEPT_COOKIE

_SALT = "storefront.favourites"
_SECONDS = GUEST_DAYS * 24 * 60 * 60


def keeper_of(request: HttpRequest) -> Keeper:
    """The account's list, else this browser's; of a browser without a key nobody's."""
    if request.user.is_authenticated:
        return Keeper(user_id=request.user.pk)
    return guest_of(request)


def guest_of(request: HttpRequest) -> Keeper:
    return Keeper(guest_key=request.get_signed_cookie(KEEPER_COOKIE, default="", salt=_SALT, max_age=_SECONDS) or "")


def keeper_to_be(request: HttpRequest) -> Keeper:
    """As `keeper_of`; a browser without a key gets one."""
    keeper = keeper_of(request)
    return keeper if keeper.owner else Keeper(guest_key=secrets.token_urlsafe(18))


def remember(response: HttpResponse, keeper: Keeper, *, count: int) -> None:
    """With each change: how many are kept now, and whose they are."""
    show_kept(response, count)
    if keeper.guest_key:
        response.set_signed_cookie(
            KEEPER_COOKIE,
            keeper.guest_key,
            salt=_SALT,
            max_age=_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def show_kept(response: HttpResponse, count: int) -> None:
    """Readable by our script, hence without a name or a key."""
    if not count:
        response.delete_cookie(KEPT_COOKIE, samesite="Lax")
        return
    response.set_cookie(
        KEPT_COOKIE,
        f"{count}-{secrets.token_hex(3)}",
        max_age=_SECONDS,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def join_favourites(request: HttpRequest, response: HttpResponse, *, guest: Keeper, user_id: int) -> None:
    """Signing in: the browser's favourites are the account's."""
    show_kept(response, join(guest=guest, user_id=user_id))
    if KEEPER_COOKIE in request.COOKIES:
        response.delete_cookie(KEEPER_COOKIE, samesite="Lax")
