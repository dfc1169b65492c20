"""Back in stock: whoever asked is told once, and forgotten with that."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from marketplace.core import clock
from marketplace.core.errors import DomainError
from marketplace.core.events import publish
from marketplace.listings.events import GoodsCameBack, StockAlertAsked
from marketplace.listings.models import StockAlert
from marketplace.listings.queries import Offer, live_listings

CONSENT = "2026-11"  # the text that stands beside the tick; another text has another name
DAYS = 180
MOST_OF_ONE = 50  # goods that one contact may wait for
BATCH = 200
_SALT = "listings.stock-alert"


def contact_key(contact: str) -> str:
    """Stands for the contact in links: not to be guessed, and it says nothing of whom it is."""
    return salted_hmac(_SALT, contact, algorithm="sha256").hexdigest()[:32]


@transaction.atomic
def ask_alert(*, offer: Offer, contact: str, user: Any = None, language: str = "vi") -> None:
    """Remember that somebody wants to know when the goods are back, and tell him so with a link that ends it.

    `contact` is an e-mail address or an E.164 number. Whoever asked before is not told again, and nobody can see from
    outside whether that was so. Raises DomainError for what is not on sale, or not sold out.
    """
    if not offer.is_on_sale:
        raise DomainError(_("This is no longer for sale."))
    if offer.available:
        raise DomainError(_("There is some again: you can order it now."))
    key = contact_key(contact)
    waiting = StockAlert.objects.filter(contact_key=key)
    if waiting.filter(product=offer.product_id).exists() or waiting.count() >= MOST_OF_ONE:
        return
    try:
        with transaction.atomic():
            alert = StockAlert.objects.create(
                product_id=offer.product_id,
                user=user,
                contact=contact,
                contact_key=key,
                language=language,
                consent=CONSENT,
                consented_at=clock.now(),
            )
    except IntegrityError:  # the same button pressed twice
        return
    publish(StockAlertAsked(alert.pk))


def due_alerts() -> QuerySet[StockAlert]:
    """Of goods that can be ordered now."""
    free = F("product__stockrecords__num_in_stock") - Coalesce(F("product__stockrecords__num_allocated"), 0)
    on_sale = live_listings()
    found = StockAlert.objects.alias(free=free).filter(free__gt=0)
    standalone = found.filter(product__listing__in=on_sale)
    return standalone | found.filter(product__variant__listing__in=on_sale)


def tell_waiting() -> int:
    """Tell whoever waits for something that is back; returns how many were told. Not inside a transaction."""
    told = 0
    while count := _tell_some():
        told += count
    return told


@transaction.atomic
def _tell_some() -> int:
    """Told and forgotten in one transaction, under a lock that a second teller steps over: nobody is told twice."""
    alerts = list(due_alerts().select_for_update(of=("self",), skip_locked=True).order_by("pk")[:BATCH])
    for alert in alerts:
        publish(GoodsCameBack(alert.pk))
    StockAlert.objects.filter(pk__in=[alert.pk for alert in alerts]).delete()
    return len(alerts)


@transaction.atomic
def end_alerts(*, key: str) -> int:
    """Forget all that this contact waits for; returns how many there were."""
    count, _by_model = StockAlert.objects.filter(contact_key=key).delete()
    return count


@transaction.atomic
def forget_old_alerts() -> int:
    """What did not come back within half a year; returns how many went."""
    count, _by_model = StockAlert.objects.filter(consented_at__lt=clock.now() - timedelta(days=DAYS)).delete()
    return count
