"""The schedule in a thread of this process; where Redis is set, Celery beat runs the same table."""

import logging
import threading
import time

from celery import current_app
from django.conf import settings
from django.db import close_old_connections

logger = logging.getLogger(__name__)


def start_embedded() -> threading.Thread | None:
    """None where Redis is set."""
    if settings.REDIS_URL:
        return None
    thread = threading.Thread(target=_run_for_ever, name="schedule", daemon=True)
    thread.start()
    return thread


def _run_for_ever() -> None:
    current_app.loader.import_default_modules()
    due = {name: time.monotonic() + every for name, every in settings.SCHEDULE.items()}
    while True:
        time.sleep(1)
        for name, every in settings.SCHEDULE.items():
            if time.monotonic() >= due[name]:
                due[name] = time.monotonic() + every
                close_old_connections()
                run(name)
                close_old_connections()


def run(name: str) -> None:
    """One task of the table, now and here; whatever it raises is logged, so that the others go on."""
    try:
        current_app.tasks[name]()
    except Exception:
        logger.exception("%s failed", name)
