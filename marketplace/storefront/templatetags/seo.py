"""The head of a shop page for search engines: everything follows from the address and what the page is drawn from."""

import html
import re
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from marketplace.storefront.seo.addresses import Address, address_of
from marketplace.storefront.seo.linked_data import things_of, written
from marketplace.storefront.seo.previews import picture_of, sentence_of
from marketplace.web.templatetags.market import language

register = template.Library()
LOCALES = {"vi": "vi_VN", "en": "en_US"}
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta\s+name="description"\s+content="([^"]*)"')
_HIDDEN = re.compile(r'<meta\s+name="robots"\s+content="[^"]*noindex')


@register.tag
def engines(parser: Parser, token: Token) -> "Engines":
    """Around the head's title and description; adds what follows from them. Pages that ask not to be found stay so."""
    inner = parser.parse(("endengines",))
    parser.delete_first_token()
    return Engines(inner)


class Engines(template.Node):
    def __init__(self, inner: NodeList) -> None:
        self.nodelist = inner

    def render(self, context: Context) -> SafeString:
        head = self.nodelist.render(context)
        request: Any = context.get("request")
        values: dict[str, Any] = context.flatten()  # type: ignore[assignment]
        address = address_of(request, values) if request is not None else None
        if address is None or _HIDDEN.search(head):
            return head
        if not address.is_found:
            return mark_safe(head + _links(address) + '<meta name="robots" content="noindex,follow">')  # noqa: S308 - ours
        described = _DESCRIPTION.search(head)
        sentence = html.unescape(described[1]) if described else sentence_of(values)
        own = "" if described else format_html('<meta name="description" content="{}">', sentence)
        title = _TITLE.search(head)
        name = " ".join(html.unescape(title[1]).split()) if title else settings.SITE_NAME
        data = "".join(written(thing) for thing in things_of(request.resolver_match.view_name, values))
        parts = (head, own, _links(address), _preview(address, name, sentence, values), data)
        return mark_safe("".join(parts))  # noqa: S308 - each part is escaped


def _links(address: Address) -> str:
    """The page in both languages; who reads neither gets the Vietnamese one."""
    canonical = format_html('<link rel="canonical" href="{}">', address.url(language()))
    others = [("vi", "vi"), ("en", "en"), ("x-default", "vi")]
    pairs = ((name, address.url(spoken)) for name, spoken in others)
    return canonical + format_html_join("", '<link rel="alternate" hreflang="{}" href="{}">', pairs)


def _preview(address: Address, title: str, sentence: str, values: dict[str, Any]) -> str:
    picture, spoken = picture_of(values), language()
    pairs = (
        ("og:type", "product" if "page_url" in values and "offers" in values else "website"),
        ("og:site_name", settings.SITE_NAME),
        ("og:title", title.removesuffix(f" · {settings.SITE_NAME}")),
        ("og:description", sentence),
        ("og:url", address.url(spoken)),
        ("og:image", picture.url),
        ("og:image:width", picture.width),
        ("og:image:height", picture.height),
        ("og:locale", LOCALES[spoken]),
        *(("og:locale:alternate", locale) for other, locale in LOCALES.items() if other != spoken),
    )
    card = format_html('<meta name="twitter:card" content="{}">', "summary_large_image")
    return format_html_join("", '<meta property="{}" content="{}">', pairs) + card
