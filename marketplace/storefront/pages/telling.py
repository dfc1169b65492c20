"""A text in our few marks as HTML, with the facts of the operator put in."""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.content.markup import Block, Line, Link, blocks
from marketplace.storefront.pages.addresses import url_of

_FACT = re.compile(r"\{operator_([a-z]+)\}")
FACTS = {
    "name": gettext_lazy("name of the operator"),
    "address": gettext_lazy("head office"),
    "registration": gettext_lazy("business registration"),
    "representative": gettext_lazy("representative in law"),
    "licence": gettext_lazy("registration of the floor with the Ministry of Industry and Trade"),
    "phone": gettext_lazy("telephone"),
    "email": gettext_lazy("e-mail"),
}


def told(text: str, *, heading: int = 2) -> SafeString:
    """`heading` is the level of `##`."""
    return format_html_join("\n", "{}", ((_block(block, heading),) for block in blocks(text)))


def _block(block: Block, heading: int) -> SafeString:
    if block.tag == "ul":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_line(line),) for line in block.lines)))
    tag = f"h{heading}" if block.tag == "h2" else "p"
    return format_html("<{0}>{1}</{0}>", tag, _joined(map(_line, block.lines)))


def _line(line: Line) -> SafeString:
    return _joined(_link(span) if isinstance(span, Link) else with_facts(span) for span in line)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _link(link: Link) -> SafeString:
    return format_html('<a href="{}">{}</a>', url_of(link.kind, link.key), with_facts(link.words))


def with_facts(text: str) -> SafeString:
    """`{operator_name}` is what the operator set; what is missing is marked, so that nobody takes it for the text."""
    # Text between the facts is escaped before the marks go in, and a fact is escaped where it is put in.
    return mark_safe(_FACT.sub(lambda found: fact(found[1]), escape(text)))  # noqa: S308


def fact(name: str, *, is_labelled: bool = False) -> SafeString:
    """`is_labelled`: what it is stands beside it already."""
    value = settings.OPERATOR.get(name, "")
    if value:
        return format_html("{}", value)
    if is_labelled:
        return format_html("<mark>[{}]</mark>", _("not filled in yet"))
    return format_html("<mark>[{}: {}]</mark>", FACTS.get(name, name), _("not filled in yet"))
