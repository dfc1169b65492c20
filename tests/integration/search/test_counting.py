from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from marketplace.core import clock
from marketplace.search import jobs
from marketplace.search.models import Rotation, SearchMiss, Seen
from marketplace.search.queries import missed_texts, seen_by_cooperative
from marketplace.search.services import counting, forget_counts, record_misses, record_seen

TODAY = date(2026, 11, 23)


def on(day: date) -> Any:
    return time_machine.travel(f"{day}T05:00:00Z", tick=False)


@pytest.fixture
def _today() -> Iterator[None]:
    with on(TODAY):
        yield


def counted() -> dict[tuple[date, str], int]:
    return {(miss.day, miss.text): miss.count for miss in SearchMiss.objects.all()}


@pytest.mark.django_db
@pytest.mark.usefixtures("_today")
class TestMisses:
    def test_spellings_of_one_text_are_one_row_a_day(self) -> None:
        assert record_misses({"Măng khô": 2, "mang kho": 1}) == 1
        assert record_misses({"MĂNG KHÔ": 4}) == 1
        with on(TODAY + timedelta(days=1)):
            record_misses({"măng khô": 1})
        assert counted() == {(TODAY, "mang kho"): 7, (TODAY + timedelta(days=1), "mang kho"): 1}

    def test_what_is_no_words_leaves_no_row(self) -> None:
        assert record_misses({"0912 345 678": 9, "lan@example.com": 9}) == 0
        assert counted() == {}

    def test_a_flood_of_texts_fills_no_table(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(counting, "MOST_MISSES_A_DAY", 2)
        record_misses({"một": 1, "hai": 1})
        assert record_misses({"ba": 1}) == 0
        with on(TODAY + timedelta(days=1)):
            assert record_misses({"ba": 1}) == 1

    def test_one_statement_for_many_texts(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(2):  # how many there are today, then all at once
            record_misses({f"chữ {chr(97 + at)}": 1 for at in range(20)})

    def test_a_text_is_shown_after_so_many_times_on_so_many_days(self) -> None:
        SearchMiss.objects.bulk_create(
            SearchMiss(day=TODAY - timedelta(days=ago), text=text, count=count)
            for text, ago, count in (
                ("one day", 0, 50),
                ("two days", 0, 1),
                ("two days", 1, 2),
                ("too few", 0, 1),
                ("too few", 1, 1),
                ("long ago", 0, 2),
                ("long ago", 90, 5),
            )
        )
        found = missed_texts(first=TODAY - timedelta(days=89), last=TODAY)
        assert [(row["text"], row["times"], row["days"]) for row in found] == [("two days", 3, 2)]
        longer = missed_texts(first=TODAY - timedelta(days=90), last=TODAY)
        assert [(row["text"], row["times"]) for row in longer] == [("long ago", 7), ("two days", 3)]


@pytest.mark.django_db
@pytest.mark.usefixtures("_today")
def test_what_sellers_were_seen_adds_up_by_day() -> None:
    record_seen({7: 3, 9: 1})
    record_seen({7: 2})
    assert seen_by_cooperative(first=TODAY, last=TODAY) == {7: 5, 9: 1}
    assert seen_by_cooperative(first=TODAY - timedelta(days=9), last=TODAY - timedelta(days=1)) == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("_today")
def test_what_is_older_than_400_days_goes_by_the_schedule() -> None:
    for day in (TODAY - timedelta(days=400), TODAY - timedelta(days=401)):
        SearchMiss.objects.create(day=day, text="mang kho", count=1)
        Seen.objects.create(day=day, cooperative_id=1, count=1)
        Rotation.objects.create(day=day, listing_ids=[])
    jobs.forget_counts()
    assert forget_counts() == 0
    kept = [TODAY - timedelta(days=400)]
    for kind in (SearchMiss, Seen, Rotation):
        assert list(kind._default_manager.values_list("day", flat=True)) == kept


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_counts_of_many_processes_at_once_are_all_there(flushing: None) -> None:
    def count(_number: int) -> None:
        try:
            record_misses({"măng khô": 1, "rượu cần": 1})
            record_seen({1: 1, 2: 1, 3: 1})
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(20)))
    today = clock.today()
    assert counted() == {(today, "mang kho"): 20, (today, "ruou can"): 20}
    assert seen_by_cooperative(first=today, last=today) == {1: 20, 2: 20, 3: 20}
