"""The one place that reads the clock. Instants are aware UTC, days are those of Vietnam."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    return timezone.now()


def day_of(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()


def today() -> date:
    return day_of(now())
