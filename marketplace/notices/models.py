from typing import ClassVar

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One message to one person by one channel. Written in the caller's transaction, sent after its commit."""

    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="notices"
    )
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=2, default="vi")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)  # by the process that is sending it
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["recipient", "channel", "read_at"])]

    def __str__(self) -> str:
        return self.subject
