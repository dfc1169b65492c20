"""Writing notices in the caller's transaction, and sending them after its commit."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from marketplace.core import clock
from marketplace.notices.enums import Channel
from marketplace.notices.interface import Message, NoticeChannel, NotSent
from marketplace.notices.models import Notice

MAX_FAILURES = 8


@dataclass(frozen=True)
class To:
    """Whoever is told: an account, or a guest by phone (E.164) and e-mail; either may be missing."""

    user: Any = None
    phone: str = ""
    email: str = ""
    language: str = "vi"


@transaction.atomic
def tell(*, to: To, kind: str, subject: str, body: str, link: str = "") -> list[Notice]:
    """One notice per channel that reaches the person: portal inbox, mail, and a text message where there is no mail.

    `link` is a path of this site. Sent after commit; what fails stays and is tried again by `send_due`.
    """
    channels = [(Channel.PORTAL, "")] if to.user is not None else []
    email = to.email or getattr(to.user, "email", "") or ""
    phone = to.phone or getattr(to.user, "phone", "") or ""
    channels += [(Channel.MAIL, email)] if email else [(Channel.TEXT, phone)] if phone else []
    notices = Notice.objects.bulk_create(
        Notice(
            kind=kind,
            channel=channel,
            recipient=to.user,
            address=address,
            language=to.language,
            subject=subject[:200],
            body=body,
            link=link,
            created_at=clock.now(),
            sent_at=clock.now() if channel == Channel.PORTAL else None,
        )
        for channel, address in channels
    )
    for notice in notices:
        if notice.sent_at is None:
            transaction.on_commit(partial(send, notice=notice), robust=True)
    return notices


def send(*, notice: Notice) -> None:
    """Hand one notice to its channel; a failure is counted and left for the next round."""
    channel: NoticeChannel = import_string(f"{settings.NOTICE_CHANNELS[notice.channel]}.Channel")()
    link = f"{settings.SITE_URL}{notice.link}" if notice.link else ""
    try:
        channel.send(Message(notice.address, notice.subject, notice.body, link))
    except NotSent as error:
        notice.failures += 1
        notice.error = str(error)[:200]
    else:
        notice.sent_at = clock.now()
    notice.save(update_fields=["sent_at", "failures", "error"])


def send_due() -> int:
    """Try again what was not sent; returns how many were tried. Called by the schedule."""
    due = Notice.objects.filter(sent_at__isnull=True, failures__lt=MAX_FAILURES).order_by("pk")[:200]
    for notice in due:
        send(notice=notice)
    return len(due)
