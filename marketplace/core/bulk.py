"""Reference data in bulk: rows checked by place and field, written only where they differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection, models

BATCH = 2000

Row = TypeVar("Row", bound=models.Model)


class RowError(ValueError):
    """A row that cannot be loaded. `index` counts from 0 within `table`; the reader of the file knows the line."""

    def __init__(self, table: str, index: int, field: str, reason: str) -> None:
        super().__init__(f"{table}[{index}].{field}: {reason}")
        self.table = table
        self.index = index
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Written:
    created: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.created + other.created, self.changed + other.changed, self.removed + other.removed)


def refresh_statistics(*tables: type[models.Model]) -> None:
    """After a bulk load PostgreSQL's planner still thinks the tables empty, and loops; it hears of the rows here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")


def upsert(queryset: models.QuerySet[Row], *, key: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Written:
    """Insert rows whose key is not in `queryset` and change those that differ; nothing is removed.

    Keys and values go by column attribute (`province_id`, not `province`); all rows have the same fields.
    """
    wanted = {tuple(row[name] for name in key): row for row in rows}
    if not wanted:
        return Written()
    fields = list(next(iter(wanted.values())))
    stored = {
        tuple(row[name] for name in key): row for row in queryset.values("pk", *fields).iterator(chunk_size=BATCH)
    }
    model = queryset.model
    new = [model(**row) for found, row in wanted.items() if found not in stored]
    changed = [
        model(pk=stored[found]["pk"], **row)
        for found, row in wanted.items()
        if found in stored and any(stored[found][name] != row[name] for name in fields)
    ]
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if changed:
        rest = [name for name in fields if name not in key]
        model._default_manager.bulk_update(changed, rest, batch_size=BATCH)
    return Written(created=len(new), changed=len(changed))
