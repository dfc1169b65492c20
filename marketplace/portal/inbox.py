"""Notices of one person in the portal."""

from typing import Any

from django.db.models import QuerySet

from marketplace.notices.enums import Channel
from marketplace.notices.models import Notice


def inbox(user: Any) -> QuerySet[Notice]:
    return Notice.objects.filter(recipient=user, channel=Channel.PORTAL).order_by("-created_at", "-pk")


def unread_count(user: Any) -> int:
    return inbox(user).filter(read_at__isnull=True).count()
