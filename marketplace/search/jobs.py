"""Work after the commit: by Celery where there is Redis, else in this process."""

from celery import shared_task
from django.conf import settings
from django.db import transaction

from marketplace.search import services


@shared_task(name="search.drain", ignore_result=True)
def drain() -> None:
    services.drain()


@shared_task(name="search.sweep", ignore_result=True)
def sweep() -> None:
    services.sweep()
    services.drain()


@shared_task(name="search.plan_turns", ignore_result=True)
def plan_turns() -> None:
    services.plan_turns()


@shared_task(name="search.forget_counts", ignore_result=True)
def forget_counts() -> None:
    services.forget_counts()


def enqueue_drain(_change: object = None) -> None:
    """A step: once the caller's transaction has committed, the index follows. One drain serves all its changes."""
    pending = transaction.get_connection().run_on_commit
    if not any(after is _start_drain for _savepoints, after, _robust in pending):
        transaction.on_commit(_start_drain, robust=True)


def _start_drain() -> None:
    """An error is logged and no more: the entries stay, and the schedule drains too."""
    if settings.REDIS_URL:
        drain.apply_async(retry=False)
    else:
        services.drain()
