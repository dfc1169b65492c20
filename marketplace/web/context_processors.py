from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

BASKET_COUNT_COOKIE = "basket_count"


def shop(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs; costs no statement. The count is for show, the basket is in the database."""
    count = request.COOKIES.get(BASKET_COUNT_COOKIE, "")
    return {
        "is_demonstration": settings.DEBUG or settings.DEMO,
        "basket_count": int(count) if count.isdecimal() and len(count) <= 4 else 0,
        "site_name": settings.SITE_NAME,
        "path_in_vietnamese": translate_url(request.get_full_path(), "vi"),
        "path_in_english": translate_url(request.get_full_path(), "en"),
    }
