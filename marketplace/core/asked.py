"""One question asked again and again with another key: put into words once, for that takes longer than the answer."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Row = tuple[Any, ...]
KEY = 2_000_000_011  # stands for the key while the question is put together


def asked(question: Callable[..., QuerySet[Any]]) -> Callable[..., list[Row]]:
    """`question(KEY, *others)` is a QuerySet of values; the answer to `asked(question)(key, *others)` are its rows.

    They come as the database gives them, without Django's conversion: whole numbers, texts and moments to compare.
    `others` are few, such as the day.
    """

    @lru_cache(maxsize=64)
    def worded(_vendor: str, others: Row) -> tuple[str, Row]:
        sql, params = question(KEY, *others).query.get_compiler(connection=connection).as_sql()
        return sql, tuple(params)

    def answered(key: int, *others: Any) -> list[Row]:
        sql, params = worded(connection.vendor, others)
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if value == KEY else value for value in params])
            return cursor.fetchall()

    return answered
