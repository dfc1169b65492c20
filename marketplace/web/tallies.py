"""What pages count while they are drawn, kept in the process and written once the visitor has the answer.

A text that found nothing is written at once, how often sellers were seen every minute; a process that is killed loses
at most that minute. Pages are counted as they are drawn: one that is kept for everybody counts once in the minute.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError

from marketplace.search import services as search
from marketplace.search.interface import Card

SECONDS_HELD = 60
log = logging.getLogger(__name__)


class Tallies:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._missed: Counter[str] = Counter()
        self._seen: Counter[int] = Counter()
        self._written = time.monotonic()

    def miss(self, text: str) -> None:
        with self._lock:
            self._missed[text] += 1

    def seen(self, cards: Iterable[Card]) -> None:
        with self._lock:
            self._seen.update(card.cooperative_id for card in cards)

    def write(self, *, everything: bool = False) -> None:
        missed, seen = self._due(everything=everything)
        if missed:
            search.record_misses(missed)
        if seen:
            search.record_seen(seen)

    def _due(self, *, everything: bool) -> tuple[Counter[str], Counter[int]]:
        """Taken out under the lock, so that no count is written twice."""
        now = time.monotonic()
        with self._lock:
            missed, self._missed = self._missed, Counter()
            if not everything and now - self._written < SECONDS_HELD:
                return missed, Counter()
            seen, self._seen, self._written = self._seen, Counter(), now
            return missed, seen


tallies = Tallies()


def write_after_response(**_signal: Any) -> None:
    """Connected to the end of each request; a database that is busy or down costs a count, never a page."""
    try:
        tallies.write()
    except DatabaseError:
        log.warning("counts of searches and shelves were not written", exc_info=True)
