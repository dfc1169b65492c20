"""Emptying the outbox into the index."""

import logging
import secrets
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from marketplace.core import clock
from marketplace.search.documents import BATCH, documents
from marketplace.search.interface import SearchFailed, SearchUnavailable
from marketplace.search.models import DrainLease, OutboxEntry
from marketplace.search.services.engine import engine
from marketplace.search.services.marking import backlog
from marketplace.search.services.rebuilding import rebuild

LEASE = timedelta(seconds=120)
LONGEST_PAUSE = timedelta(minutes=5)
_LEASE_ROW = 1

log = logging.getLogger(__name__)


def drain() -> int:
    """Bring the index up to date; returns how many changes it took in. Not inside a transaction.

    One drainer works at a time: a second one returns at once, and the first takes its entries too. An engine that is
    down is left alone for a while, longer each time; its entries stay.
    """
    done = 0
    while _due().exists():
        holder = secrets.token_hex(8)
        if not _take_lease(holder):
            break
        try:
            done += _drain_as(holder)
        finally:
            # What came in after our last look, its drainer turned away by our lease, is seen by the loop.
            DrainLease.objects.filter(pk=_LEASE_ROW, holder=holder).update(holder="", held_until=None)
    return done


def _due() -> QuerySet[OutboxEntry]:
    return OutboxEntry.objects.filter(Q(not_before=None) | Q(not_before__lte=clock.now())).order_by("pk")


def _take_lease(holder: str) -> bool:
    now = clock.now()
    free = DrainLease.objects.filter(
        Q(held_until=None) | Q(held_until__lt=now), Q(retry_at=None) | Q(retry_at__lte=now), pk=_LEASE_ROW
    )
    if free.update(holder=holder, held_until=now + LEASE):
        return True
    if DrainLease.objects.filter(pk=_LEASE_ROW).exists():
        return False
    with suppress(IntegrityError), transaction.atomic():
        DrainLease.objects.create(pk=_LEASE_ROW, holder=holder, held_until=now + LEASE)
        return True
    return False


def _drain_as(holder: str) -> int:
    done = 0
    try:
        if not engine().has_index():
            rebuild()
        while batch := list(_due()[:BATCH]):
            if not _renew(holder):
                break
            done += _bring(batch)
    except (SearchUnavailable, SearchFailed) as error:
        _pause(holder, error)
    else:
        DrainLease.objects.filter(pk=_LEASE_ROW, holder=holder, failures__gt=0).update(failures=0, retry_at=None)
    return done


def _renew(holder: str) -> bool:
    """False when we were so slow that somebody else has begun."""
    mine = DrainLease.objects.filter(pk=_LEASE_ROW, holder=holder)
    return bool(mine.update(held_until=clock.now() + LEASE))


def _bring(batch: list[OutboxEntry]) -> int:
    """Entries written while we read stay: they are deleted by their own key."""
    listing_ids = sorted({entry.listing_id for entry in batch})
    try:
        _index(listing_ids)
    except SearchFailed as error:
        return _bring_apart(batch, error)
    OutboxEntry.objects.filter(pk__in=[entry.pk for entry in batch]).delete()
    return len(batch)


def _index(listing_ids: list[int]) -> None:
    found = documents(listing_ids)
    on_shelf = {document.listing_id for document in found}
    engine().index(found)
    engine().remove([listing_id for listing_id in listing_ids if listing_id not in on_shelf])


def _bring_apart(batch: list[OutboxEntry], error: SearchFailed) -> int:
    """One refused document does not hold up the others."""
    if len(batch) > 1:
        return sum(_bring([entry]) for entry in batch)
    entry = batch[0]
    log.error("search refuses listing %s: %s", entry.listing_id, error)
    entry.attempts += 1
    entry.not_before = clock.now() + _pause_after(entry.attempts)
    entry.save(update_fields=["attempts", "not_before"])
    return 0


def _pause(holder: str, error: Exception) -> None:
    lease = DrainLease.objects.get(pk=_LEASE_ROW)
    pause = _pause_after(lease.failures + 1)
    log.warning("search engine: %s; %s changes wait, next try in %s", error, backlog(), pause)
    retry_at: datetime = clock.now() + pause
    DrainLease.objects.filter(pk=_LEASE_ROW, holder=holder).update(failures=F("failures") + 1, retry_at=retry_at)


def _pause_after(failures: int) -> timedelta:
    return min(LONGEST_PAUSE, timedelta(seconds=2 ** min(failures, 10)))
