"""Work after the commit: by Celery where there is Redis, else in this process."""

from celery import shared_task
from django.conf import settings
from django.db import transaction

from marketplace.listings.services import alerts, favourites


@shared_task(name="listings.tell_waiting", ignore_result=True)
def tell_waiting() -> None:
    alerts.tell_waiting()


@shared_task(name="listings.forget_old", ignore_result=True)
def forget_old() -> None:
    alerts.forget_old_alerts()
    favourites.forget_unused_lists()


def enqueue_telling(_change: object = None) -> None:
    """A step: once the caller's transaction has committed, whoever waits is told. One round serves all its changes."""
    pending = transaction.get_connection().run_on_commit
    if not any(after is _start_telling for _savepoints, after, _robust in pending):
        transaction.on_commit(_start_telling, robust=True)


def _start_telling() -> None:
    """An error is logged and no more: the alerts stay, and the schedule tells too."""
    if settings.REDIS_URL:
        tell_waiting.apply_async(retry=False)
    else:
        tell_waiting()
