from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from oscar.apps.address.abstract_models import AbstractShippingAddress
from oscar.apps.order.abstract_models import AbstractOrder


class Order(AbstractOrder):
    """The buyer's contract. A basket becomes at most one order; `phone` is E.164; `status` is derived, for display."""

    phone = models.CharField(_("phone"), max_length=16, default="")
    language = models.CharField(max_length=2, default="vi")

    class Meta(AbstractOrder.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="one_order_per_basket", fields=["basket"])
        ]


class ShippingAddress(AbstractShippingAddress):
    """`place_text` is the place as the buyer typed it; `commune` is what it means on today's map."""

    POSTCODES_REGEX: ClassVar[dict[str, str]] = {}
    commune = models.ForeignKey("places.Commune", null=True, on_delete=models.PROTECT, related_name="+")
    place_text = models.CharField(max_length=200, blank=True)


from oscar.apps.order.models import *
