"""Bring database, catalogue, search index and static files to what this version of the code expects.

Safe to repeat, and safe in several containers at once: a lock in the database lets one work while the
others wait, and those then find nothing to do.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

LOCK = 0x43_50_48_4F  # any number that nothing else in this database locks
DATABASE_PATIENCE_S = 60
LOCK_PATIENCE_S = 3600


def say(text: str) -> None:
    sys.stdout.write(f"prepare: {text}\n")
    sys.stdout.flush()


def wait_for_database() -> None:
    deadline = time.monotonic() + DATABASE_PATIENCE_S
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if time.monotonic() > deadline:
                reason = str(error).strip().splitlines()[0]
                sys.exit(f"DATABASE_URL: no answer within {DATABASE_PATIENCE_S} seconds ({reason})")
            time.sleep(1)
        else:
            return


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the lock on a connection of its own: `migrate` may close Django's.

    It is asked for again and again: a statement that waits for it would hold a snapshot, and the one who
    works would wait for that in CREATE INDEX CONCURRENTLY.
    """
    if connection.vendor != "postgresql":
        yield
        return
    holder = connection.copy()
    deadline = time.monotonic() + LOCK_PATIENCE_S
    try:
        with holder.cursor() as cursor:
            while not _got_lock(cursor):
                if time.monotonic() > deadline:
                    sys.exit(f"prepare: another container has been preparing for {LOCK_PATIENCE_S} seconds")
                time.sleep(1)
        yield
    finally:
        holder.close()


def _got_lock(cursor: CursorWrapper) -> bool:
    cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
    return bool(cursor.fetchone()[0])


def step(name: str, *arguments: str, **options: object) -> None:
    started = time.monotonic()
    call_command(name, *arguments, **options)
    say(f"{name} done in {time.monotonic() - started:.1f} s")


def main() -> None:
    django.setup()
    wait_for_database()
    with one_at_a_time():
        step("migrate", interactive=False, verbosity=0)
        catalogue = os.environ.get("CATALOG_FOLDER", "catalog_fixtures")
        if catalogue:
            step("load_catalog", catalogue)
        step("rebuild_search")
        step("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
