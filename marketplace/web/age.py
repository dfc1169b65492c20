"""Whether a visitor has said to be of age (design decision 13): the one rule that shelves, product pages and forms ask.

Shared pages need not ask: they are drawn without cookies, and a request with this one goes past them.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from marketplace.classifications.models import ADULT

COOKIE = "adult"
SECONDS = 30 * 24 * 60 * 60
_SALT = "storefront.age"


def has_answered(request: HttpRequest) -> bool:
    """No statement. An answer that is older than thirty days, or was not given here, counts as none."""
    answer = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=SECONDS)
    return answer == str(ADULT)


def remember_answer(response: HttpResponse) -> None:
    """The cookie says that its owner is of age, and nothing else of the person."""
    response.set_signed_cookie(
        COOKIE,
        str(ADULT),
        salt=_SALT,
        max_age=SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget_answer(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def question_address(back: str) -> str:
    """Of the page that asks; `back` is where the visitor wanted to go."""
    return f"{reverse('age:ask')}?{urlencode({'next': back})}"
