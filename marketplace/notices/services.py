"""Writing notices in the caller's transaction, and sending what waits."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.module_loading import import_string

from marketplace.core import clock
from marketplace.notices.enums import Channel
from marketplace.notices.interface import Message, NoticeChannel, NotSent
from marketplace.notices.models import Notice

MAX_FAILURES = 8
BATCH = 200
CLAIM = timedelta(minutes=5)  # after it another process may try


@dataclass(frozen=True)
class To:
    """Whoever is told: an account, or a guest by phone (E.164) and e-mail; either may be missing."""

    user: Any = None
    phone: str = ""
    email: str = ""
    language: str = "vi"


@dataclass(frozen=True)
class Telling:
    """What one person is told. `link` is a path of this site."""

    to: To
    kind: str
    subject: str
    body: str
    link: str = ""


def tell(*, to: To, kind: str, subject: str, body: str, link: str = "") -> list[Notice]:
    """As `tell_all`, for one person."""
    return tell_all([Telling(to, kind, subject, body, link)])


@transaction.atomic(savepoint=False)
def tell_all(tellings: Iterable[Telling]) -> list[Notice]:
    """One notice per channel that reaches the person: portal inbox, mail, and a text message where there is no mail.

    All in one statement. `jobs.enqueue_sending` sends after the commit.
    """
    now = clock.now()
    return Notice.objects.bulk_create(
        Notice(
            kind=telling.kind,
            channel=channel,
            recipient=telling.to.user,
            address=address,
            language=telling.to.language,
            subject=telling.subject[:200],
            body=telling.body,
            link=telling.link,
            created_at=now,
            sent_at=now if channel == Channel.PORTAL else None,
        )
        for telling in tellings
        for channel, address in _channels(telling.to)
    )


def _channels(to: To) -> list[tuple[Channel, str]]:
    portal = [(Channel.PORTAL, "")] if to.user is not None else []
    email = to.email or getattr(to.user, "email", "") or ""
    phone = to.phone or getattr(to.user, "phone", "") or ""
    return portal + ([(Channel.MAIL, email)] if email else [(Channel.TEXT, phone)] if phone else [])


def send_due() -> int:
    """Send what waits, oldest first; returns how many were sent. What fails waits for the next round.

    Safe beside a second sender: each notice is claimed first, and a claim that came to nothing lapses.
    """
    lapsed = clock.now() - CLAIM
    due = Notice.objects.filter(sent_at__isnull=True, failures__lt=MAX_FAILURES)
    free = due.filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=lapsed)).order_by("pk")
    sent = 0
    for notice in list(free[:BATCH]):
        claim = Notice.objects.filter(pk=notice.pk, sent_at__isnull=True, claimed_at=notice.claimed_at)
        if claim.update(claimed_at=clock.now()):
            sent += _send(notice)
    return sent


def _send(notice: Notice) -> bool:
    channel: NoticeChannel = import_string(f"{settings.NOTICE_CHANNELS[notice.channel]}.Channel")()
    link = f"{settings.SITE_URL}{notice.link}" if notice.link else ""
    try:
        channel.send(Message(notice.address, notice.subject, notice.body, link))
    except NotSent as error:
        notice.failures += 1
        notice.error = str(error)[:200]
    else:
        notice.sent_at = clock.now()
    notice.claimed_at = None if notice.sent_at else clock.now()
    notice.save(update_fields=["sent_at", "failures", "error", "claimed_at"])
    return notice.sent_at is not None


@transaction.atomic
def mark_read(*, recipient: Any, notices: Collection[int] | None = None) -> int:
    """Notices in the person's portal inbox that were not read yet; all of them when none is named."""
    unread = Notice.objects.filter(recipient=recipient, channel=Channel.PORTAL, read_at__isnull=True)
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    return unread.update(read_at=clock.now())
