"""Shares and the money entered against them. Every service runs in the caller's transaction or its own."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from marketplace.core import clock
from marketplace.core.events import publish
from marketplace.payments.enums import EntryKind, Method, ShareState
from marketplace.payments.events import PaymentReceived, ShareSettled
from marketplace.payments.interface import PaymentProvider, ShareToPay
from marketplace.payments.models import PaymentEntry, PaymentShare

# No vowels, no look-alikes: the code stands in transfer texts and is read out on the phone.
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"


def provider_for(method: str) -> PaymentProvider:
    """Raises KeyError for a way to pay that is switched off."""
    provider: PaymentProvider = import_string(f"{settings.PAYMENTS[method]}.Provider")()
    return provider


def has_cashless() -> bool:
    """Whether any way to pay is switched on that needs no cash."""
    return any(method != Method.CASH_ON_DELIVERY for method in settings.PAYMENTS)


def new_code() -> str:
    """For a share or an order: not to be guessed, and read out without mistakes."""
    return "CP" + "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


@transaction.atomic(savepoint=False)
def open_shares(*, order: Any, amounts: Sequence[int], method: Method) -> list[PaymentShare]:
    """A share in state AWAITING for each amount; `start_shares` moves those that need no money first."""
    return PaymentShare.objects.bulk_create(
        PaymentShare(order=order, code=new_code(), amount=amount, method=method) for amount in amounts
    )


@transaction.atomic(savepoint=False)
def start_shares(*, shares: Sequence[PaymentShare]) -> None:
    """Ask the way to pay what happens next; settles at once what may leave unpaid. All shares have one method."""
    now = clock.now()
    start = provider_for(shares[0].method).start([ShareToPay(share.code, share.amount) for share in shares], now)
    for share in shares:
        share.hold_until = start.hold_until
        if start.is_settled:
            share.state, share.settled_at = ShareState.ACCEPTED, now
    # One answer for all of them, so one statement writes it.
    told = shares[0]
    PaymentShare.objects.filter(pk__in=[share.pk for share in shares]).update(
        hold_until=told.hold_until, state=told.state, settled_at=told.settled_at
    )
    if start.is_settled:
        publish(*(ShareSettled(share.pk) for share in shares))


@transaction.atomic
def receive_payment(*, share: PaymentShare, amount: int, reference: str, actor: Any = None) -> PaymentEntry:
    """Enter money for a share; the share is PAID once its amount is reached. Locks the share."""
    share = PaymentShare.objects.select_for_update().get(pk=share.pk)
    entry = PaymentEntry.objects.create(
        share=share, kind=EntryKind.PAYMENT, amount=amount, reference=reference, actor=actor, at=clock.now()
    )
    was_settled = share.settled_at is not None
    if paid_amount(share=share) >= share.amount:
        share.state, share.settled_at = ShareState.PAID, share.settled_at or clock.now()
        share.save(update_fields=["state", "settled_at"])
        if not was_settled:
            publish(ShareSettled(share.pk))
    publish(PaymentReceived(entry.pk))
    return entry


def paid_amount(*, share: PaymentShare) -> int:
    """Payments less refunds, whole đồng."""
    signs = {EntryKind.PAYMENT.value: 1, EntryKind.REFUND.value: -1}
    return sum(signs[entry.kind] * entry.amount for entry in share.entries.all())


@transaction.atomic
def release_share(*, share: PaymentShare) -> None:
    """Nothing more is asked for this share; what was already paid stays entered and is owed back."""
    if share.state in (ShareState.AWAITING, ShareState.ACCEPTED):
        share.state = ShareState.RELEASED
        share.save(update_fields=["state"])
