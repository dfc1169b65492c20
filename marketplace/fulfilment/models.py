from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.fulfilment.enums import Carrier, State, Zone


class FlatRate(models.Model):
    """A cooperative's price for any one consignment, whole đồng; without a row the default applies."""

    cooperative = models.OneToOneField("cooperatives.Cooperative", on_delete=models.CASCADE, related_name="flat_rate")
    price = models.BigIntegerField(_("shipping price"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="flat_rate_not_negative", condition=Q(price__gte=0))
        ]

    def __str__(self) -> str:
        return f"{self.cooperative}: {self.price}"


class TransitTime(models.Model):
    """Working days under way between two provinces, from a day on until the next row of the same zone."""

    zone = models.CharField(max_length=9, choices=Zone.choices)
    valid_from = models.DateField()
    first_days = models.PositiveSmallIntegerField()
    last_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="transit_zone_day", fields=["zone", "valid_from"]),
            models.CheckConstraint(name="transit_first_before_last", condition=Q(first_days__lte=F("last_days"))),
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.first_days}-{self.last_days}"


class Consignment(models.Model):
    """What one cooperative sends of one order. All amounts are whole đồng, frozen at placing.

    `total` = `goods_total` + `shipping_charge` - `discount`; the order's total is the sum over its consignments.
    """

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="consignments")
    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="consignments")
    payment_share = models.OneToOneField("payments.PaymentShare", on_delete=models.PROTECT, related_name="consignment")
    number = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.AWAITING_PAYMENT)
    goods_total = models.BigIntegerField()
    shipping_charge = models.BigIntegerField()
    discount = models.BigIntegerField(default=0)
    total = models.BigIntegerField()
    placed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    shipped_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    ship_by = models.DateField()
    deliver_from = models.DateField()
    deliver_by = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="consignment_adds_up", condition=Q(total=F("goods_total") + F("shipping_charge") - F("discount"))
            ),
            models.CheckConstraint(
                name="consignment_not_negative",
                condition=Q(goods_total__gte=0, shipping_charge__gte=0, discount__gte=0, total__gte=0),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["cooperative", "state", "ship_by"])]

    def __str__(self) -> str:
        return self.number


class ConsignmentLine(models.Model):
    """One order line in its consignment; an order line is in exactly one."""

    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="lines")
    order_line = models.OneToOneField("order.Line", on_delete=models.PROTECT, related_name="consignment_line")
    listing = models.ForeignKey("listings.Listing", on_delete=models.PROTECT, related_name="+")
    title_vi = models.CharField(max_length=250)
    title_en = models.CharField(max_length=250, blank=True)
    unit = models.CharField(max_length=20)
    quantity = models.PositiveIntegerField()
    unit_price = models.BigIntegerField()
    amount = models.BigIntegerField()
    stars = models.PositiveSmallIntegerField(null=True)  # valid on the day of placing

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="line_adds_up", condition=Q(amount=F("unit_price") * F("quantity"))),
            models.CheckConstraint(name="line_quantity", condition=Q(quantity__gte=1, quantity__lte=9999)),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title_vi}"


class ConsignmentStep(models.Model):
    """Append-only: who moved a consignment, when and why. No actor: the house itself, or the buyer."""

    consignment = models.ForeignKey(Consignment, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=16, choices=State.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.state


class Parcel(models.Model):
    """What a carrier takes; it may hold lines of several consignments."""

    carrier = models.CharField(_("carrier"), max_length=16, choices=Carrier.choices)
    tracking_number = models.CharField(_("tracking number"), max_length=40, blank=True)
    shipped_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_carrier_display()} {self.tracking_number}"


class ParcelLine(models.Model):
    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="lines")
    consignment_line = models.ForeignKey(ConsignmentLine, on_delete=models.PROTECT, related_name="parcel_lines")
    quantity = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.quantity} × {self.consignment_line.title_vi}"
