"""Where a shared page leaves something open for the visitor."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from marketplace.web.shared_pages.slots import SLOTS, mark

register = template.Library()


@register.simple_tag(takes_context=True)
def personal(context: Context, name: str) -> SafeString:
    """On a page of one's own the slot's template is drawn at once, with what the page says of its variable."""
    if getattr(context.get("request"), "is_shared", False):
        return mark_safe(mark(name))  # noqa: S308 - our own words
    return context.template.engine.get_template(SLOTS[name].template).render(context)  # type: ignore[union-attr]
