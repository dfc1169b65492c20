"""How the web process serves. What may differ comes from the environment; docs/operations.md lists it."""

import os
import sys
from importlib import import_module
from pathlib import Path


def _number(variable: str, default: int) -> int:
    text = os.environ.get(variable) or str(default)
    if not text.isdecimal() or int(text) < 1:
        sys.exit(f"{variable}: must be a whole number from 1, not {text!r}")
    return int(text)


_shared = bool(os.environ.get("DATABASE_URL")) and bool(os.environ.get("REDIS_URL"))

bind = f"{os.environ.get('LISTEN', '127.0.0.1')}:{_number('PORT', 8000)}"
worker_class = "gthread"
workers = _number("WEB_CONCURRENCY", 2 if _shared else 1)
threads = _number("WEB_THREADS", 4)
timeout = 60
graceful_timeout = 30
keepalive = 15
control_socket_disable = True  # its default path is shared by all servers of one user
# A fresh process now and then bounds whatever a library may leak; the jitter keeps them from leaving together.
max_requests = 5000
max_requests_jitter = 1000
# Workers prove that they live by touching a file; on a busy disk that may block.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112
accesslog = "-"
access_log_format = '%(h)s "%(r)s" %(s)s %(b)s %(M)sms'

if workers > 1 and not _shared:
    sys.exit(
        f"WEB_CONCURRENCY: {workers} processes share nothing on SQLite and an in-process cache; "
        "set DATABASE_URL and REDIS_URL, or WEB_CONCURRENCY=1"
    )

# What the settings refuse ends the process here; in a worker it would be tried again for ever.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import_module(os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.production"))


def on_starting(_server: object) -> None:
    """A service that does not answer ends the process here, with one line."""
    import django  # noqa: PLC0415 - after the settings were checked

    django.setup()
    from marketplace.operations.startup import first_complaint  # noqa: PLC0415 - needs django.setup()

    complaint = first_complaint()
    if complaint:
        sys.exit(complaint)
    from django.db import connection  # noqa: PLC0415 - workers open their own

    connection.close()
