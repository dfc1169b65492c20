"""The way of a change into the index."""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from marketplace.core import clock
from marketplace.listings.enums import ListingState
from marketplace.listings.events import ListingChanged
from marketplace.listings.models import Listing
from marketplace.listings.services import catalogue
from marketplace.search import jobs, services
from marketplace.search.interface import ListingDocument, SearchFailed, SearchQuery, SearchUnavailable
from marketplace.search.models import DrainLease, OutboxEntry
from marketplace.search.services import draining
from tests.factories.catalogue import make_cooperative, make_listing, make_shelf, stock_record

DAY = timedelta(days=1)


def shown(text: str = "") -> list[int]:
    return [card.listing_id for card in services.search(SearchQuery(today=clock.today(), text=text)).hits]


class Faulty:
    """An engine in front of the real one that fails as told."""

    def __init__(self, real: Any, fault: Callable[[Sequence[ListingDocument]], None]) -> None:
        self.real, self.fault = real, fault

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def index(self, documents: Sequence[ListingDocument]) -> None:
        self.fault(documents)
        self.real.index(documents)


@pytest.fixture
def break_engine(index: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Any], None] | None], None]:
    def put(fault: Callable[[Any], None] | None) -> None:
        engine = Faulty(index, fault) if fault else index
        monkeypatch.setattr(draining, "engine", lambda: engine)

    return put


@pytest.mark.django_db
class TestOutbox:
    def test_an_entry_is_written_and_undone_with_the_change(self) -> None:
        with transaction.atomic():
            services.mark_changed_listings([ListingChanged(7)])
            transaction.set_rollback(True)
        assert services.backlog() == 0
        services.mark_changed_listings([ListingChanged(7)])
        services.mark_listings_changed([8])
        assert sorted(OutboxEntry.objects.values_list("listing_id", flat=True)) == [7, 8]

    def test_a_seller_marks_all_its_listings(self, rule: Any) -> None:
        mine, other = make_cooperative(), make_listing()
        listings = {make_listing(mine).pk, make_listing(mine).pk}
        OutboxEntry.objects.all().delete()
        assert services.mark_cooperative_changed(mine.pk) == 2
        assert set(OutboxEntry.objects.values_list("listing_id", flat=True)) == listings
        assert other.pk not in listings

    def test_a_shelf_marks_what_stands_on_it_and_below(self, rule: Any) -> None:
        below, elsewhere = make_listing(), make_listing(shelf=make_shelf("tra", "Trà"))
        OutboxEntry.objects.all().delete()
        assert services.mark_shelf_changed(make_shelf("tho-cam").path) == 1
        assert OutboxEntry.objects.get().listing_id == below.pk != elsewhere.pk


@pytest.mark.django_db
class TestDrain:
    def test_brings_a_listing_in_and_takes_it_out(self, rule: Any) -> None:
        listing = make_listing(title="Túi thổ cẩm")
        services.drain()
        assert shown("tho cam") == [listing.pk]
        assert services.backlog() == 0
        catalogue.hide_listing(listing=listing)
        assert services.drain() == 1
        assert shown("tho cam") == []

    def test_a_new_price_is_seen(self, rule: Any) -> None:
        listing = make_listing(price=100_000)
        services.drain()
        catalogue.change_price(stock_record_id=stock_record(listing).pk, price=120_000)
        services.drain()
        (card,) = services.search(SearchQuery(today=clock.today())).hits
        assert card.price_min == 120_000

    def test_a_deleted_listing_leaves_the_index(self, rule: Any, index: Any) -> None:
        listing = make_listing()
        services.drain()
        listing.pictures.all().delete()
        Listing.objects.filter(pk=listing.pk).delete()
        services.mark_listings_changed([listing.pk])
        services.drain()
        assert index.fingerprints() == {}

    def test_without_an_index_all_listings_come_in_not_only_the_changed_one(self, rule: Any) -> None:
        listings = [make_listing() for _ in range(3)]
        OutboxEntry.objects.all().delete()
        services.mark_listings_changed([listings[0].pk])
        services.drain()
        assert sorted(shown()) == sorted(listing.pk for listing in listings)

    def test_many_entries_of_one_listing_are_one_document(self, rule: Any, index: Any, break_engine: Any) -> None:
        listing = make_listing()
        services.drain()
        sizes: list[int] = []
        break_engine(lambda documents: sizes.append(len(documents)))
        services.mark_listings_changed([listing.pk] * 5)
        assert services.drain() == 5
        assert sizes == [1]

    def test_more_than_a_batch(self, rule: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        services.rebuild()
        monkeypatch.setattr(draining, "BATCH", 2)
        listings = [make_listing() for _ in range(5)]
        services.drain()
        assert services.backlog() == 0
        assert len(shown()) == len(listings)

    def test_a_change_made_while_we_write_stays_for_the_next_look(self, rule: Any, break_engine: Any) -> None:
        listing = make_listing()
        services.drain()
        seen: list[str] = []

        def change_meanwhile(documents: Sequence[ListingDocument]) -> None:
            seen.extend(document.title_vi for document in documents)
            if len(seen) == 1:
                Listing.objects.filter(pk=listing.pk).update(title_vi="Tên mới")
                services.mark_listings_changed([listing.pk])

        break_engine(change_meanwhile)
        services.mark_listings_changed([listing.pk])
        assert services.drain() == 2
        assert seen == [listing.title_vi, "Tên mới"]
        assert shown("ten moi") == [listing.pk]


@pytest.mark.django_db
class TestAnEngineThatFails:
    def test_down_entries_stay_and_it_is_left_alone_for_a_while(
        self, rule: Any, break_engine: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        services.rebuild()
        calls: list[int] = []

        def down(documents: Sequence[ListingDocument]) -> None:
            calls.append(len(documents))
            raise SearchUnavailable("no answer")

        break_engine(down)
        listing = make_listing()
        waiting = services.backlog()
        assert services.drain() == 0
        assert (services.backlog(), len(calls)) == (waiting, 1)
        assert services.drain() == 0
        assert len(calls) == 1
        lease = DrainLease.objects.get()
        assert (lease.failures, lease.holder) == (1, "")
        assert lease.retry_at is not None
        break_engine(None)
        later = clock.now() + timedelta(minutes=10)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert services.drain() == waiting
        assert shown() == [listing.pk]
        lease.refresh_from_db()
        assert (lease.failures, lease.retry_at) == (0, None)

    def test_pauses_grow_to_five_minutes(self) -> None:
        pauses = [draining._pause_after(failures).total_seconds() for failures in (1, 2, 3, 9, 500)]
        assert pauses == [2, 4, 8, 300, 300]

    def test_one_refused_document_does_not_hold_up_the_others(self, rule: Any, break_engine: Any) -> None:
        services.rebuild()
        bad, good = make_listing(), make_listing()

        def refuse(documents: Sequence[ListingDocument]) -> None:
            if bad.pk in {document.listing_id for document in documents}:
                raise SearchFailed("too long")

        OutboxEntry.objects.all().delete()
        services.mark_listings_changed([bad.pk, good.pk])
        break_engine(refuse)
        assert services.drain() == 1
        assert shown() == [good.pk]
        entry = OutboxEntry.objects.get()
        assert (entry.listing_id, entry.attempts) == (bad.pk, 1)
        assert entry.not_before is not None
        assert entry.not_before > clock.now()
        assert services.drain() == 0

    def test_a_drainer_that_died_is_followed_by_another(self, rule: Any) -> None:
        services.rebuild()
        listing = make_listing()
        held = {"holder": "dead", "held_until": clock.now() + timedelta(seconds=30)}
        DrainLease.objects.update_or_create(pk=1, defaults=held)
        assert services.drain() == 0
        DrainLease.objects.update(held_until=clock.now() - timedelta(seconds=1))
        assert services.drain() > 0
        assert shown() == [listing.pk]

    def test_who_lost_the_lease_stops(self, rule: Any, break_engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        services.rebuild()
        monkeypatch.setattr(draining, "BATCH", 1)
        listings = [make_listing() for _ in range(2)]
        OutboxEntry.objects.all().delete()
        services.mark_listings_changed([listing.pk for listing in listings])
        held = {"holder": "another", "held_until": clock.now() + DAY}
        break_engine(lambda _documents: DrainLease.objects.update(**held))
        assert services.drain() == 1
        assert services.backlog() == 1


@pytest.mark.django_db
class TestSweep:
    def test_finds_what_slipped_through(self, rule: Any, index: Any) -> None:
        right, changed, new, gone = (make_listing() for _ in range(4))
        Listing.objects.filter(pk=new.pk).update(state=ListingState.HIDDEN)
        services.rebuild()
        Listing.objects.filter(pk=changed.pk).update(title_vi="Lén đổi tên")
        Listing.objects.filter(pk=new.pk).update(state=ListingState.LIVE)
        Listing.objects.filter(pk=gone.pk).update(state=ListingState.HIDDEN)
        OutboxEntry.objects.all().delete()
        assert services.sweep() == 3
        marked = set(OutboxEntry.objects.values_list("listing_id", flat=True))
        assert marked == {changed.pk, new.pk, gone.pk}
        services.drain()
        assert services.sweep() == 0
        assert sorted(index.fingerprints()) == [right.pk, changed.pk, new.pk]

    def test_a_stock_change_without_news(self, rule: Any) -> None:
        listing = make_listing(stock=3)
        services.rebuild()
        record = stock_record(listing)
        type(record).objects.filter(pk=record.pk).update(num_in_stock=0)
        assert services.sweep() == 1


@pytest.mark.django_db
class TestJobs:
    def test_one_drain_follows_a_transaction_of_many_changes(
        self, rule: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        services.rebuild()
        with django_capture_on_commit_callbacks(execute=False) as callbacks:
            for _ in range(3):
                services.mark_listings_changed([make_listing().pk])
                jobs.enqueue_drain()
        assert callbacks.count(jobs._start_drain) == 1
        assert shown() == []
        callbacks[callbacks.index(jobs._start_drain)]()
        assert len(shown()) == 3

    def test_with_redis_a_worker_drains(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.REDIS_URL = "redis://127.0.0.1:1/0"
        sent: list[dict[str, Any]] = []
        monkeypatch.setattr(jobs.drain, "apply_async", lambda **options: sent.append(options))
        jobs._start_drain()
        assert sent == [{"retry": False}]

    def test_sweep_drains_what_it_marked(self, rule: Any) -> None:
        listing = make_listing()
        services.rebuild()
        Listing.objects.filter(pk=listing.pk).update(title_vi="Lén đổi tên")
        jobs.sweep()
        assert shown("len doi ten") == [listing.pk]
        assert services.backlog() == 0


@pytest.mark.engine
def test_two_drainers_lose_nothing_and_write_nothing_old(flushing: None, transactional_db: None) -> None:
    """Many writers change and drain at once, as threads of one server do after each commit."""
    from tests.integration.search.conftest import make_rule  # noqa: PLC0415 - a fixture of this folder

    make_rule()
    listings = [make_listing() for _ in range(4)]
    services.rebuild()
    errors: list[BaseException] = []

    def change(listing: Listing, turn: int) -> None:
        try:
            for step in range(5):
                with transaction.atomic():
                    Listing.objects.filter(pk=listing.pk).update(title_vi=f"Lần {turn} {step}")
                    services.mark_listings_changed([listing.pk])
                services.drain()
        except BaseException as error:  # noqa: BLE001 - the test must see what the thread saw
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=(listing, n)) for n, listing in enumerate(listings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    services.drain()
    assert errors == []
    assert services.backlog() == 0
    assert services.sweep() == 0
