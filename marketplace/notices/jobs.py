"""Sending after the commit: by Celery where there is Redis, else in this process."""

from celery import shared_task
from django.conf import settings
from django.db import transaction

from marketplace.notices import services


@shared_task(name="notices.send_due", ignore_result=True)
def send_due() -> None:
    services.send_due()


def enqueue_sending(_event: object = None) -> None:
    """A step, listed after those that tell somebody; one round serves all notices of the transaction."""
    pending = transaction.get_connection().run_on_commit
    if not any(after is _start_sending for _savepoints, after, _robust in pending):
        transaction.on_commit(_start_sending, robust=True)


def _start_sending() -> None:
    """An error is logged and no more: the notices stay, and the schedule sends too."""
    if settings.REDIS_URL:
        send_due.apply_async(retry=False)
    else:
        services.send_due()
