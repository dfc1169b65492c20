"""What buyers and sellers are told, in the language of the order. Steps of the flow."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.cooperatives.models import Membership
from marketplace.core import money
from marketplace.core.events import Together
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.events import ConsignmentShipped
from marketplace.fulfilment.models import Consignment, ParcelLine
from marketplace.notices.services import Telling, To, tell, tell_all
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


@Together
def tell_sellers_new(events: Sequence[ConsignmentSettled]) -> None:
    settled = Consignment.objects.filter(pk__in=[event.consignment_id for event in events]).order_by("pk")
    sellers = [one.cooperative_id for one in settled]
    members = Membership.objects.filter(cooperative__in=sellers).select_related("user").order_by("pk")
    of_seller: dict[int, list[Membership]] = {}
    for member in members:
        of_seller.setdefault(member.cooperative_id, []).append(member)
    tell_all(_new(one, member.user) for one in settled for member in of_seller.get(one.cooperative_id, ()))


def _new(consignment: Consignment, user: Any) -> Telling:
    with translation.override(user.language):
        return Telling(
            to=To(user=user, language=user.language),
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
