"""What buyers and sellers are told, in the language of the order. Steps of the flow."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.cooperatives.models import Membership
from marketplace.core import money
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.events import ConsignmentShipped
from marketplace.fulfilment.models import Consignment, ParcelLine
from marketplace.notices.services import To, tell
from marketplace.orders.access import order_path
from marketplace.orders.events import ConsignmentReversed, ConsignmentSettled, OrderPlaced
from marketplace.orders.models import Reversal

Order = oscar_model("order", "Order")


def _buyer(order: Any) -> To:
    return To(user=order.user, phone=order.phone, email=order.guest_email, language=order.language)


def tell_buyer_placed(event: OrderPlaced) -> None:
    order = Order.objects.select_related("user").get(pk=event.order_id)
    with translation.override(order.language):
        total = money.in_words(int(order.total_incl_tax), order.language)
        tell(
            to=_buyer(order),
            kind="order.placed",
            subject=_("Your order %(number)s is placed") % {"number": order.number},
            body=_("Thank you. Your order %(number)s comes to %(total)s. Follow it by this link:")
            % {"number": order.number, "total": total},
            link=order_path(order),
        )


def tell_seller_new(event: ConsignmentSettled) -> None:
    consignment = Consignment.objects.get(pk=event.consignment_id)
    members = Membership.objects.filter(cooperative=consignment.cooperative_id).select_related("user")
    for member in members:
        with translation.override(member.user.language):
            tell(
                to=To(user=member.user, language=member.user.language),
                kind="consignment.new",
                subject=_("New order %(number)s") % {"number": consignment.number},
                body=_("Send it by %(day)s.") % {"day": f"{consignment.ship_by:%d/%m/%Y}"},
                link=f"/portal/consignments/{consignment.number}/",
            )


def tell_buyer_shipped(event: ConsignmentShipped) -> None:
    consignment = Consignment.objects.select_related("order__user", "cooperative").get(pk=event.consignment_id)
    order = consignment.order
    content = ParcelLine.objects.filter(consignment_line__consignment=consignment).select_related("parcel").first()
    with translation.override(order.language):
        tell(
            to=_buyer(order),
            kind="consignment.shipped",
            subject=_("%(cooperative)s has sent your goods") % {"cooperative": consignment.cooperative.name_vi},
            body=_("Carrier and number: %(parcel)s. They arrive by %(day)s.")
            % {"parcel": content.parcel if content else "", "day": f"{consignment.deliver_by:%d/%m/%Y}"},
            link=order_path(order),
        )


def tell_buyer_reversed(event: ConsignmentReversed) -> None:
    reversal = Reversal.objects.select_related("consignment__order__user", "consignment__cooperative").get(
        pk=event.reversal_id
    )
    order = reversal.consignment.order
    with translation.override(order.language):
        tell(
            to=_buyer(order),
            kind="consignment.reversed",
            subject=_("Part of your order %(number)s will not come") % {"number": order.number},
            body=_("%(cooperative)s: %(kind)s. %(reason)s You owe %(amount)s less.")
            % {
                "cooperative": reversal.consignment.cooperative.name_vi,
                "kind": reversal.get_kind_display(),
                "reason": reversal.reason,
                "amount": money.in_words(reversal.amount, order.language),
            },
            link=order_path(order),
        )
