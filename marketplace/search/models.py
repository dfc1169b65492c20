from typing import ClassVar

from django.db import models


class OutboxEntry(models.Model):
    """A listing whose change is not yet in the index; written in the transaction of the change.

    It names a listing by number only: one that was deleted must leave the index too.
    """

    listing_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "outbox entries"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["not_before", "id"])]

    def __str__(self) -> str:
        return f"listing {self.listing_id}"


class DrainLease(models.Model):
    """The one row that says who empties the outbox now, and until when others wait for an engine that is down."""

    holder = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.holder or "free"
