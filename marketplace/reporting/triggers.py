"""Facts are never changed and never deleted."""

from typing import Any

from django.db import connections

from marketplace.core import triggers

TABLES = ("reporting_salefact",)


def install(*, using: str = "default", **_signal: Any) -> None:
    _run(using, 0)


def drop(*, using: str = "default") -> None:
    """Only for tests that flush their database."""
    _run(using, 1)


def _run(using: str, which: int) -> None:
    connection = connections[using]
    present = set(connection.introspection.table_names())
    for table in TABLES:
        if table in present:
            triggers.execute(connection, triggers.append_only(connection.vendor, table)[which])
