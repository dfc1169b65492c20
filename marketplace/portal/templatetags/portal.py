from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.fulfilment.enums import State

register = template.Library()
# A seller reads what is to be done, a buyer (State's own labels) what was done.
WORDS: dict[str, str | Promise] = {
    State.AWAITING_PAYMENT: _("Waiting for money"),
    State.NEW: _("New order"),
    State.CONFIRMED: _("To pack"),
    State.PACKED: _("To send"),
    State.SHIPPED: _("On the way"),
    State.DELIVERED: _("Delivered"),
    State.DECLINED: pgettext_lazy("by the seller", "Declined"),
    State.CANCELLED: pgettext_lazy("by the buyer", "Cancelled"),
    State.RETURNED: _("Came back"),
}


@register.filter
def for_seller(state: str) -> str:
    return str(WORDS[state])
