from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from marketplace.web.shared_pages.slots import basket_count


def shop(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame needs; costs no statement."""
    return {
        "is_demonstration": settings.DEBUG or settings.DEMO,
        "basket_count": basket_count(request.COOKIES),
        "site_name": settings.SITE_NAME,
        "path_in_vietnamese": translate_url(request.get_full_path(), "vi"),
        "path_in_english": translate_url(request.get_full_path(), "en"),
    }
