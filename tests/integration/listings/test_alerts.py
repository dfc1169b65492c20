"""Back in stock: asked for once, told once, forgotten."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import transaction

from marketplace.accounts.models import User
from marketplace.core import clock
from marketplace.core.errors import DomainError
from marketplace.listings import jobs
from marketplace.listings.enums import ListingState
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing, StockAlert
from marketplace.listings.queries import offers_of_listing
from marketplace.listings.services import alerts
from marketplace.listings.services.alerts import ask_alert, contact_key, due_alerts, end_alerts, tell_waiting
from marketplace.listings.services.catalogue import hide_listing, show_listing
from marketplace.listings.services.stock import set_stock
from marketplace.notices.models import Notice
from tests.factories.catalogue import make_cooperative, make_listing, make_rule, stock_record
from tests.integration.orders.test_concurrency import at_once

pytestmark = pytest.mark.django_db
LAN = "lan@example.com"
MAI = "+84912345678"


def ask(listing: Listing, contact: str = LAN, at: int = 0, **more: Any) -> None:
    ask_alert(offer=offers_of_listing(listing=listing)[at], contact=contact, **more)


def told() -> list[tuple[str, str]]:
    found = Notice.objects.filter(kind="listing.back_in_stock").order_by("pk")
    return list(found.values_list("channel", "address"))


def refill(listing: Listing, pieces: int = 5) -> None:
    set_stock(stock_record_id=stock_record(listing).pk, pieces=pieces)


def test_one_message_when_it_is_back_and_the_address_is_gone(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        listing = make_listing(title="Khăn lanh", stock=0)
        ask(listing)
        ask(listing, MAI)
        refill(listing)

    assert told() == [("mail", LAN), ("text", MAI)]
    assert StockAlert.objects.count() == 0
    notice = Notice.objects.get(kind="listing.back_in_stock", channel="mail")
    assert "Khăn lanh" in notice.subject
    assert notice.link == f"/product/{listing.product.slug}-{listing.product_id}/"
    assert f"/alerts/stop/{contact_key(LAN)}/" in notice.body
    assert [letter.to for letter in mail.outbox if "Khăn lanh" in letter.subject][-1:] == [[LAN]]
    refill(listing, 0)
    refill(listing, 7)
    assert tell_waiting() == 0, "nobody is told a second time"


def test_asking_is_confirmed_at_once_with_the_way_to_end_it() -> None:
    ask(make_listing(stock=0))

    notice = Notice.objects.get()
    assert (notice.kind, notice.address, notice.link) == (
        "listing.alert_set",
        LAN,
        f"/alerts/stop/{contact_key(LAN)}/",
    )


def test_asking_twice_is_asking_once() -> None:
    listing = make_listing(stock=0)
    ask(listing)
    ask(listing)

    assert StockAlert.objects.count() == 1
    assert Notice.objects.count() == 1


def test_what_is_kept_is_little_and_names_the_consent() -> None:
    ask(make_listing(stock=0), language="en")

    alert = StockAlert.objects.get()
    assert (alert.contact, alert.language, alert.consent, alert.user_id) == (LAN, "en", alerts.CONSENT, None)
    assert {field.name for field in StockAlert._meta.get_fields()} == {
        "id", "product", "user", "contact", "contact_key", "language", "consent", "consented_at",
    }  # fmt: skip


def test_an_account_finds_it_in_its_inbox_too() -> None:
    user = User.objects.create_user(LAN, "sợi-lanh-chàm-9")
    listing = make_listing(stock=0)
    ask(listing, user=user)
    refill(listing)

    assert tell_waiting() == 1

    assert told() == [("portal", ""), ("mail", LAN)]


def test_only_the_variant_that_is_back() -> None:
    sizes = tuple(
        VariantFacts(value_vi=f"Cỡ {n}", value_en=f"Size {n}", price=90_000, stock=0, net_weight_g=100)
        for n in range(2)
    )
    listing = make_listing(variants=sizes)
    ask(listing, at=0)
    ask(listing, MAI, at=1)
    set_stock(stock_record_id=offers_of_listing(listing=listing)[1].stock_record_id, pieces=1)

    assert tell_waiting() == 1

    assert told() == [("text", MAI)]


@pytest.mark.parametrize("state", [ListingState.HIDDEN, ListingState.DRAFT])
def test_what_is_not_on_sale_is_not_back(state: ListingState) -> None:
    listing = make_listing(stock=0)
    ask(listing)
    Listing.objects.update(state=state)
    refill(listing)

    assert tell_waiting() == 0
    assert StockAlert.objects.count() == 1


def test_shown_again_with_stock_is_back(django_capture_on_commit_callbacks: Any) -> None:
    make_rule()
    with django_capture_on_commit_callbacks(execute=True):
        listing = make_listing(stock=0)
        ask(listing)
        hide_listing(listing=listing)
        refill(listing)
        show_listing(listing=listing)

    assert told() == [("mail", LAN)]


def test_pieces_that_are_all_ordered_already_are_not_back() -> None:
    listing = make_listing(stock=0)
    ask(listing)
    record = stock_record(listing)
    type(record).objects.filter(pk=record.pk).update(num_in_stock=3, num_allocated=3)

    assert list(due_alerts()) == []


def test_goods_that_are_there_or_gone_need_no_message() -> None:
    for listing in (make_listing(stock=1), make_listing(make_cooperative(status="suspended"), stock=0)):
        with pytest.raises(DomainError):
            ask(listing)
    assert StockAlert.objects.count() == 0


def test_a_contact_waits_for_fifty_goods_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "MOST_OF_ONE", 1)
    for listing in (make_listing(stock=0), make_listing(stock=0)):
        ask(listing)
    assert StockAlert.objects.count() == 1


def test_the_link_ends_all_that_this_contact_waits_for() -> None:
    first, second = make_listing(stock=0), make_listing(stock=0)
    for listing in (first, second):
        ask(listing)
    ask(first, MAI)

    assert end_alerts(key=contact_key(LAN)) == 2
    assert end_alerts(key="0" * 32) == 0
    assert [alert.contact for alert in StockAlert.objects.all()] == [MAI]


def test_the_link_of_a_contact_is_not_its_hash_alone(settings: Any) -> None:
    before = contact_key(LAN)
    settings.SECRET_KEY = "another"
    assert contact_key(LAN) != before


def test_what_does_not_come_back_is_forgotten_after_half_a_year() -> None:
    ask(make_listing(stock=0))
    with time_machine.travel(clock.now() + timedelta(days=179)):
        jobs.forget_old()
        assert StockAlert.objects.count() == 1
    with time_machine.travel(clock.now() + timedelta(days=181)):
        jobs.forget_old()
        assert StockAlert.objects.count() == 0


def test_a_transaction_that_is_undone_tells_nobody() -> None:
    listing = make_listing(stock=0)
    ask(listing)

    with transaction.atomic():
        refill(listing)
        transaction.set_rollback(True)

    assert tell_waiting() == 0


@pytest.mark.engine
def test_many_tellers_at_once_tell_each_one_once(flushing: None, transactional_db: None) -> None:
    """Seen to fail: without the lock, and with the alerts read before the transaction, some are told twice."""
    listing = make_listing(stock=0)
    for number in range(12):
        ask(listing, f"buyer{number}@example.com")
    # As another process would: the record changes, and nobody has told yet.
    record = stock_record(listing)
    type(record).objects.filter(pk=record.pk).update(num_in_stock=5)
    alerts.BATCH, before = 4, alerts.BATCH
    try:
        counts = at_once(4, lambda _place: tell_waiting())
    finally:
        alerts.BATCH = before

    assert sum(counts) == 12
    assert sorted(told()) == sorted(("mail", f"buyer{number}@example.com") for number in range(12))
    assert StockAlert.objects.count() == 0
