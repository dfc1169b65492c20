from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReversalKind(models.TextChoices):
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")
    UNPAID = "unpaid", _("released unpaid")
    RETURNED = "returned", _("returned")


class Reversal(models.Model):
    """Append-only: what the buyer no longer owes, whole đồng. Due = order total - reversals."""

    consignment = models.ForeignKey("fulfilment.Consignment", on_delete=models.PROTECT, related_name="reversals")
    kind = models.CharField(max_length=10, choices=ReversalKind.choices)
    goods = models.BigIntegerField()
    shipping = models.BigIntegerField()
    discount = models.BigIntegerField(default=0)
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=250, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="reversal_adds_up",
                condition=Q(amount=models.F("goods") + models.F("shipping") - models.F("discount"), amount__gte=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"


class ReversalLine(models.Model):
    reversal = models.ForeignKey(Reversal, on_delete=models.PROTECT, related_name="lines")
    consignment_line = models.ForeignKey("fulfilment.ConsignmentLine", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    amount = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.quantity} × {self.consignment_line.title_vi}"
