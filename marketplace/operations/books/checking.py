"""A check, and what it finds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction

SHOWN = 20
_WHOLE = re.compile(r"\.0+$")


@dataclass(frozen=True)
class Difference:
    """`key` names the row, `what` the figure; an absent figure is `none`."""

    key: str
    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what} should be {self.expected}, is {self.found}"


@dataclass(frozen=True)
class Findings:
    """The first SHOWN differences, and how many there are in all."""

    shown: tuple[Difference, ...]
    count: int


@dataclass(frozen=True)
class Check:
    name: str
    says: str
    rows: Callable[[], Iterator[tuple[Any, ...]]]

    def run(self) -> Findings:
        rows = self.rows()
        shown = tuple(_difference(row) for row in islice(rows, SHOWN))
        return Findings(shown, len(shown) + sum(1 for _row in rows))


def by_sql(name: str, says: str, sql: str) -> Check:
    """`sql` answers (key, what, expected, found), a row per difference, on SQLite and on PostgreSQL.

    It is one statement: it sees one state of the database, also while the shop is open.
    """

    def rows() -> Iterator[tuple[Any, ...]]:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # Every check reads whole tables. After a bulk load their statistics are stale, and the planner
                # then loops row by row: minutes instead of a fraction of a second.
                cursor.execute("SET LOCAL enable_nestloop = off")
            cursor.execute(sql)
            found = cursor.fetchall()
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL enable_nestloop = on")
        yield from found

    return Check(name, says, rows)


def _difference(row: tuple[Any, ...]) -> Difference:
    key, what, expected, found = row
    return Difference(str(key), str(what), _figure(expected), _figure(found))


def _figure(value: Any) -> str:
    """Oscar's decimal columns hold whole numbers; a fraction is shown because it is one."""
    return "none" if value is None else _WHOLE.sub("", str(value))
