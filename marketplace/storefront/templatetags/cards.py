"""Goods side by side: the cards of a page, each drawn once and then only found again."""

from collections.abc import Iterable

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from marketplace.storefront.shelves.goods import Good
from marketplace.web.templatetags.kept import pieces

register = template.Library()
CARD = "storefront/good.html"


@register.simple_tag
def cards(goods: Iterable[Good], level: int, *, compares: bool = False) -> SafeString:
    """As `good.html` included for each of them, for less than a tenth of the work: a shelf has 24."""
    spoken = get_language()
    return mark_safe("".join(_card(good, level, spoken, compares=compares) for good in goods))  # noqa: S308 - drawn by us


def _card(good: Good, level: int, spoken: str | None, *, compares: bool) -> SafeString:
    key = (CARD, good, level, spoken, compares)
    piece = pieces.get(key)
    if piece is None:
        piece = mark_safe(get_template(CARD).render({"good": good, "level": level, "compares": compares}))  # noqa: S308 - ours
        pieces.put(key, piece)
    return piece
