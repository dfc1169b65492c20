from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.payments.enums import EntryKind, Method, ShareState


class PaymentShare(models.Model):
    """What one consignment costs its buyer, in whole đồng, and how it is paid.

    Settled = paid, or accepted for cash on delivery. `hold_until` ends an unpaid share; NULL holds for ever.
    """

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="payment_shares")
    code = models.CharField(max_length=12, unique=True)
    amount = models.BigIntegerField()
    method = models.CharField(max_length=16, choices=Method.choices)
    state = models.CharField(max_length=10, choices=ShareState.choices, default=ShareState.AWAITING)
    hold_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="share_amount_not_negative", condition=Q(amount__gte=0)),
            models.CheckConstraint(
                name="share_settled_at",
                condition=Q(state__in=[ShareState.ACCEPTED, ShareState.PAID], settled_at__isnull=False)
                | Q(state__in=[ShareState.AWAITING, ShareState.RELEASED]),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PaymentEntry(models.Model):
    """Append-only: money that came (payment) or went back (refund), whole đồng, always positive."""

    share = models.ForeignKey(PaymentShare, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=EntryKind.choices)
    amount = models.BigIntegerField()
    reference = models.CharField(max_length=80)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="entry_amount_positive", condition=Q(amount__gt=0)),
            models.UniqueConstraint(name="entry_reference_once", fields=["share", "kind", "reference"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
