from typing import ClassVar

from django.db import models
from django.db.models import Q

from marketplace.reporting.enums import FactKind


class SaleFact(models.Model):
    """Append-only, signed, one row per event and consignment line; dimensions are frozen as they were at placing.

    `day` is that of Asia/Ho_Chi_Minh. Amounts are whole đồng and quantities pieces: positive for SOLD and DELIVERED,
    negative for CANCELLED, RETURNED and REFUNDED. Shipping stands on the first line of its consignment.
    `buyer` is a keyed pseudonym; no name, phone or account is in here.
    """

    kind = models.CharField(max_length=10, choices=FactKind.choices)
    day = models.DateField()
    at = models.DateTimeField()
    order_number = models.CharField(max_length=24)
    consignment_number = models.CharField(max_length=24)
    consignment_line = models.ForeignKey("fulfilment.ConsignmentLine", on_delete=models.PROTECT, related_name="facts")
    sequence = models.PositiveSmallIntegerField(default=0)  # several returns of one line are several facts
    quantity = models.IntegerField()
    goods = models.BigIntegerField()
    shipping = models.BigIntegerField()
    discount = models.BigIntegerField()
    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="+")
    seller_kind = models.CharField(max_length=12)
    seller_commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="+")
    seller_province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="+")
    buyer_province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="+")
    listing = models.ForeignKey("listings.Listing", on_delete=models.PROTECT, related_name="+")
    product_set = models.ForeignKey("classifications.ProductSet", on_delete=models.PROTECT, related_name="+")
    people = models.ForeignKey("classifications.People", null=True, on_delete=models.PROTECT, related_name="+")
    stars = models.PositiveSmallIntegerField(null=True)
    channel = models.CharField(max_length=12, default="web")
    payment_method = models.CharField(max_length=16)
    buyer = models.CharField(max_length=32)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="one_fact_per_event", fields=["consignment_line", "kind", "sequence"]),
            models.CheckConstraint(
                name="fact_sign",
                condition=Q(kind__in=[FactKind.SOLD, FactKind.DELIVERED], goods__gte=0, quantity__gte=0)
                | Q(
                    kind__in=[FactKind.CANCELLED, FactKind.RETURNED, FactKind.REFUNDED],
                    goods__lte=0,
                    quantity__lte=0,
                ),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["day", "seller_province"]),
            models.Index(fields=["cooperative", "day"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.consignment_number} {self.goods}"
