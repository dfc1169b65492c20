# A process that enqueues (web, a command) must know the broker as well as the worker does.
from marketplace.celery import app as celery_app

__all__ = ["celery_app"]
