"""What is counted by day, without anybody in it: texts that found nothing, and how often sellers were on show."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection, models

from marketplace.core import clock
from marketplace.core.text import normalise
from marketplace.search.batches import in_batches
from marketplace.search.models import Rotation, SearchMiss, Seen
from marketplace.search.words import words_of

DAYS_KEPT = 400
LONGEST_MISS = 60  # letters of the folded text
MOST_MISS_WORDS = 8
LONGEST_MISS_WORD = 20
MOST_DIGITS = 4  # a year or a size, never a telephone, account or identity number
MOST_MISSES_A_DAY = 20_000  # different texts; who floods us fills no table
_BATCH = 400
_ADDRESS = re.compile(r"@|://|www\.|\.(?:vn|com|net|org)\b", re.IGNORECASE)


def record_misses(texts: Mapping[str, int]) -> int:
    """Add to today's counts; what does not look like words is not kept. Returns how many texts were."""
    counted: dict[str, int] = {}
    for typed, count in texts.items():
        text = kept_text(typed)
        if text:
            counted[text] = counted.get(text, 0) + count
    today = clock.today()
    if not counted or SearchMiss.objects.filter(day=today).count() >= MOST_MISSES_A_DAY:
        return 0
    _add_up(SearchMiss, "text", today, counted)
    return len(counted)


def kept_text(typed: str) -> str:
    """Folded, as it is counted; empty for what may name or reach a person: numbers, mail and web addresses."""
    text = normalise(typed)
    if _ADDRESS.search(text) or sum(char.isdigit() for char in text) > MOST_DIGITS:
        return ""
    found = [word.folded for word in words_of(text)]
    if not found or len(found) > MOST_MISS_WORDS or max(map(len, found)) > LONGEST_MISS_WORD:
        return ""
    folded = " ".join(found)
    return folded if len(folded) <= LONGEST_MISS and any(char.isalpha() for char in folded) else ""


def record_seen(counts: Mapping[int, int]) -> None:
    """Add to today's counts, by the seller's number."""
    _add_up(Seen, "cooperative_id", clock.today(), counts)


def forget_counts() -> int:
    """Delete what is older than DAYS_KEPT; returns how many rows went."""
    before = clock.today() - timedelta(days=DAYS_KEPT)
    kinds: tuple[type[models.Model], ...] = (SearchMiss, Seen, Rotation)
    return sum(kind._default_manager.filter(day__lt=before).delete()[0] for kind in kinds)


def _add_up(model: type[models.Model], key: str, day: date, counts: Mapping[str, int] | Mapping[int, int]) -> None:
    """One statement for each batch, right however many processes count the same row at once."""
    quoted = connection.ops.quote_name
    table, column, count = quoted(model._meta.db_table), quoted(key), quoted("count")
    written = connection.ops.adapt_datefield_value(day)
    rows: Iterable[Any] = sorted(counts.items())  # in one order, so that two writers cannot lock up
    for batch in in_batches(rows, _BATCH):
        places = ", ".join(["(%s, %s, %s)"] * len(batch))
        sql = (
            f"INSERT INTO {table} ({quoted('day')}, {column}, {count}) VALUES {places} "  # noqa: S608 - our own names
            f"ON CONFLICT ({quoted('day')}, {column}) DO UPDATE SET {count} = {table}.{count} + excluded.{count}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for name, number in batch for value in (written, name, number)])
