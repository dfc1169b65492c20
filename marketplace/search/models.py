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


class SearchMiss(models.Model):
    """How often a text was searched on a day and nothing held all its words. No person, address or visit is kept.

    `text` is folded; what does not look like words never gets here (`services.missing`).
    """

    day = models.DateField()
    text = models.CharField(max_length=60)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "search misses"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="search_miss_once_a_day", fields=["day", "text"])
        ]

    def __str__(self) -> str:
        return self.text


class Seen(models.Model):
    """How many goods of a seller stood on shelf pages that were drawn on a day.

    It names a seller by number only, as facts for later reports do: a seller that is deleted was seen all the same.
    """

    day = models.DateField()
    cooperative_id = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "seen"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="seller_seen_once_a_day", fields=["day", "cooperative_id"])
        ]

    def __str__(self) -> str:
        return f"seller {self.cooperative_id}, {self.day}"


class Rotation(models.Model):
    """Whose turn it is on a shelf that day; `shelf` is empty for the whole market.

    `listing_ids`: best turn first, more than there are places, so that the next one steps in for what sold out.
    """

    day = models.DateField()
    shelf = models.CharField(max_length=255, blank=True)
    listing_ids = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="rotation_once_a_day", fields=["day", "shelf"])
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.shelf or 'market'}"
