"""How a page looks where somebody shares it: title, a sentence or two, a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.core import money
from marketplace.storefront.seo.addresses import absolute
from marketplace.web.templatetags.market import in_language, language, picture_url, sentences

WIDTH = 1200  # what the large networks ask for, and the widest size that we draw
SHARED = ("share.jpg", 1200, 630)


@dataclass(frozen=True)
class Preview:
    """Sizes are pixels of the file behind `url`."""

    url: str
    width: int
    height: int


def picture_of(context: Mapping[str, Any]) -> Preview:
    """The page's own first picture, else the market's."""
    shown = _first(context.get("pictures")) or context.get("picture")
    picture = getattr(shown, "picture", None)
    if picture is not None and hasattr(picture, "key"):
        return _sized(picture.key, picture.width, picture.height)
    card = _first(getattr(context.get("found"), "hits", None))
    if card is not None:
        return _sized(card.picture_key, card.picture_width, card.picture_height)
    name, width, height = SHARED
    return Preview(absolute(static(name)), width, height)


def _first(things: Any) -> Any:
    return next(iter(things or ()), None)


def _sized(key: Any, width: int, height: int) -> Preview:
    """A smaller original is not blown up."""
    shown = min(WIDTH, width)
    return Preview(absolute(picture_url(key, WIDTH, "jpg")), shown, round(height * shown / width))


def sentence_of(context: Mapping[str, Any]) -> str:
    """Where a page does not describe itself."""
    seller = context.get("cooperative")
    story = " ".join(in_language(seller, "story").split()) if seller is not None else ""
    if story:
        return sentences(story, 2)
    if "heading" in context and "found" in context:
        total = context["found"].total
        text = ngettext("%(what)s: %(count)s good.", "%(what)s: %(count)s goods.", total)
        what = {"what": context["heading"], "count": money.grouped(total, language())}
        return f"{text % what} {_general()}"
    return _general()


def _general() -> str:
    return _(
        "OCOP goods and brocade straight from the cooperatives of Vietnam's ethnic-minority and mountainous areas."
    )
