"""Statements and processor time of requests inside one process; the same for both shops."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from processes import seconds_between, ticks_of_commands

ROUNDS = 20
WARMING = 3


class Counter:
    def __init__(self) -> None:
        self.statements = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        self.statements += 1
        return execute(sql, params, many, context)


@contextmanager
def counting() -> Iterator[Counter]:
    from django.db import connection  # noqa: PLC0415 - settings are ready only when this is called

    counter = Counter()
    with connection.execute_wrapper(counter):
        yield counter


def statements_of(get: Callable[[str], Any], paths: list[str]) -> int:
    """Of a warm request."""
    for path in paths[:WARMING]:
        _whole(get(path))
    with counting() as counter:
        _whole(get(paths[0]))
    return counter.statements


def measured(work: Callable[[], Any], helpers: tuple[str, ...], rounds: int = ROUNDS) -> dict[str, float]:
    """Medians of one call; CPU of this process and of the database's."""
    seconds, own, statements = [], [], 0
    _whole(work())
    others = ticks_of_commands(helpers)
    for _round in range(rounds):
        with counting() as counter:
            began, used = time.perf_counter(), time.process_time()
            _whole(work())
            seconds.append(time.perf_counter() - began)
            own.append(time.process_time() - used)
        statements = counter.statements
    helped = seconds_between(others, ticks_of_commands(helpers)) / rounds
    return {
        "statements": statements,
        "seconds": statistics.median(seconds),
        "cpu_ms": (statistics.median(own) + helped) * 1000,
    }


def _whole(response: Any) -> None:
    if getattr(response, "streaming", False):
        for _part in response.streaming_content:
            pass
