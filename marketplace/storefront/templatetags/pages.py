"""Texts, the map and the operator's facts in templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.db import Error
from django.utils.safestring import SafeString

from marketplace.content import markup
from marketplace.core import clock
from marketplace.places.models import Commune
from marketplace.storefront.pages import addresses, telling
from marketplace.storefront.pages import outline as drawn
from marketplace.storefront.pages.landing import asked
from marketplace.storefront.shelves.goods import goods_of, varied
from marketplace.storefront.shelves.results import first_level, found
from marketplace.web.shelves import labels

register = template.Library()
LOST = 4


@register.filter
def told(text: str, heading: int = 2) -> SafeString:
    """A text in our marks; `heading` is the level of its headings."""
    return telling.told(text or "", heading=heading)


@register.filter
def plainly(text: str) -> str:
    """The words of a text in our marks, for descriptions."""
    return markup.plain(text or "")


@register.simple_tag
def operator_fact(name: str) -> SafeString:
    """For lists, where its label stands before it."""
    return telling.fact(name, is_labelled=name != "name")


@register.simple_tag
def outlines(counts: Mapping[str, int] | str = "", chosen: Any = "", address: str = "") -> list[drawn.Outline]:
    """What a template was not given comes as an empty text."""
    return drawn.outlines(counts if isinstance(counts, Mapping) else None, str(chosen or ""), address=address or "")


@register.simple_tag
def spot(commune: Any = "") -> drawn.Spot | None:
    return drawn.spot(commune) if isinstance(commune, Commune) else None


@register.simple_tag
def province_url(code: str) -> str:
    return addresses.province_url(code)


@register.simple_tag
def province_name(code: str) -> str:
    return str(labels.provinces().get(code, ""))


@register.simple_tag
def people_url(key: str) -> str:
    return addresses.people_url(key)


@register.simple_tag
def technique_url(key: str) -> str:
    return addresses.technique_url(key)


@register.simple_tag
def set_url(number: int | str) -> str:
    return addresses.set_url(number)


@register.simple_tag
def commune_url(commune: Any) -> str:
    return addresses.commune_url(commune)


@register.simple_tag
def lost() -> dict[str, Any]:
    """For who came to an address without a page: shelves and a few goods, as far as they can be had at all."""
    try:
        page = found(asked(in_stock=True))
        return {"shelves": first_level(), "goods": goods_of(varied(page.hits, wanted=LOST, day=clock.today()))}
    except Error:  # the page that says so must not itself need the database
        return {}
