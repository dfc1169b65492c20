"""Writing, removing, rebuilding; each test runs once per engine."""

import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest

from marketplace.search.interface import ListingDocument, SearchBackend, SearchFailed, SearchUnavailable
from marketplace.search.rows import card_of, fingerprint
from tests.contracts.search.asking import MakeBackend, ask, found
from tests.factories.documents import make_document

pytestmark = pytest.mark.engine


class TestCards:
    def test_a_hit_is_the_card_that_was_indexed(self, backend: SearchBackend) -> None:
        document = make_document(
            7,
            title_vi="Khăn choàng lanh",
            title_en="Hemp shawl",
            summary_vi="Nhuộm chàm.",
            people_slug="mong",
            people_name_vi="Mông",
            people_aliases=("Tên không in",),
            making="hand_woven",
            price_min=690_000,
            price_max=980_000,
            sellable_product_id=None,
            stars=4,
            stars_until=date(2027, 3, 1),
            is_illustration=True,
        )
        backend.index([document])
        page = ask(backend)
        assert page.hits == (card_of(document),)
        assert "Tên không in" not in repr(page)

    def test_the_same_listing_again_replaces_itself(self, backend: SearchBackend) -> None:
        backend.index([make_document(1, title_vi="Gùi mây"), make_document(2)])
        backend.index([make_document(1, title_vi="Chiếu cói")])
        assert found(backend, "gùi") == []
        assert found(backend, "chiếu") == [1]
        assert ask(backend).total == 2

    def test_a_removed_listing_is_gone_and_an_unknown_one_no_error(self, backend: SearchBackend) -> None:
        backend.index([make_document(1), make_document(2)])
        backend.remove([1, 99])
        assert found(backend) == [2]

    def test_nothing_to_do_is_no_error(self, backend: SearchBackend) -> None:
        backend.index([make_document(1)])
        backend.index([])
        backend.remove([])
        assert found(backend) == [1]


class TestIndex:
    def test_without_an_index(self, backend: SearchBackend) -> None:
        assert not backend.has_index()
        assert not backend.is_ready()
        with pytest.raises(SearchUnavailable, match="rebuild_search"):
            ask(backend)

    def test_the_first_write_makes_one(self, backend: SearchBackend) -> None:
        backend.index([make_document(1)])
        assert backend.has_index()
        assert backend.is_ready()

    def test_a_document_that_does_not_fit_is_refused_for_good(self, backend: SearchBackend) -> None:
        backend.index([make_document(1)])
        with pytest.raises(SearchFailed):
            backend.index([make_document(2, price=2**70)])
        assert found(backend) == [1]
        backend.index([make_document(3)])
        assert found(backend) == [3, 1]

    def test_fingerprints(self, backend: SearchBackend) -> None:
        documents = [make_document(1), make_document(2)]
        backend.index(documents)
        backend.remove([2])
        assert backend.fingerprints() == {1: fingerprint(documents[0])}

    def test_the_generation_changes_with_what_is_seen(self, new_backend: MakeBackend) -> None:
        writer = new_backend()
        writer.index([make_document(1)])
        first = new_backend().generation()
        assert new_backend().generation() == first
        writer.index([make_document(2)])
        second = new_backend().generation()
        writer.rebuild([make_document(1)])
        assert len({first, second, new_backend().generation()}) == 3

    def test_another_process_sees_it_within_a_second(self, new_backend: MakeBackend) -> None:
        reader, writer = new_backend(), new_backend()
        writer.index([make_document(1)])
        assert found(reader) == [1]
        writer.index([make_document(2)])
        until = time.monotonic() + 1
        while found(reader) != [2, 1] and time.monotonic() < until:
            time.sleep(0.02)
        assert found(reader) == [2, 1]

    def test_threads_read_while_one_writes(self, backend: SearchBackend) -> None:
        backend.index([make_document(n, title_vi="Trà") for n in range(1, 21)])
        seen: list[int] = []
        errors: list[BaseException] = []

        def read() -> None:
            try:
                seen.extend(ask(backend, "tra").total for _ in range(25))
            except BaseException as error:  # noqa: BLE001 - the test must see what the thread saw
                errors.append(error)

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(21, 26):
            backend.index([make_document(number, title_vi="Trà")])
        for thread in threads:
            thread.join()
        assert errors == []
        assert len(seen) == 100
        assert set(seen) <= set(range(20, 26))
        assert ask(backend, "tra").total == 25


class TestRebuild:
    def test_holds_just_what_it_was_given(self, backend: SearchBackend) -> None:
        backend.index([make_document(1), make_document(2)])
        assert backend.rebuild(iter([make_document(2), make_document(3)])) == 2
        assert found(backend) == [3, 2]

    def test_may_be_the_first_thing(self, backend: SearchBackend) -> None:
        assert backend.rebuild(make_document(n) for n in range(1, 4)) == 3
        assert found(backend) == [3, 2, 1]

    def test_of_nothing(self, backend: SearchBackend) -> None:
        backend.index([make_document(1)])
        assert backend.rebuild([]) == 0
        assert (ask(backend).total, backend.is_ready(), backend.fingerprints()) == (0, True, {})

    def test_searches_go_on_meanwhile(self, backend: SearchBackend) -> None:
        backend.index([make_document(1)])
        seen: list[list[int]] = []

        def documents() -> Iterator[ListingDocument]:
            for number in (1, 2, 3):
                yield make_document(number)
                seen.append(found(backend))

        backend.rebuild(documents())
        assert seen == [[1], [1], [1]]
        assert found(backend) == [3, 2, 1]

    @pytest.mark.parametrize("is_first", [False, True])
    def test_loses_no_write_made_meanwhile(self, new_backend: MakeBackend, *, is_first: bool) -> None:
        backend, other = new_backend(), new_backend()
        if not is_first:
            backend.index([make_document(n, title_vi="Cũ") for n in (1, 2, 3, 4)])

        def documents() -> Iterator[ListingDocument]:
            # As the database said before the changes below: the rebuild reads in its own time.
            yield make_document(1, title_vi="Cũ")
            other.index([make_document(1, title_vi="Mới"), make_document(2, title_vi="Mới")])
            other.remove([3, 4])
            yield make_document(2, title_vi="Cũ")
            yield make_document(3, title_vi="Cũ")
            other.remove([1])
            other.index([make_document(4, title_vi="Mới"), make_document(5, title_vi="Mới")])

        backend.rebuild(documents())
        assert sorted(found(backend, "moi")) == [2, 4, 5]
        assert sorted(found(backend)) == [2, 4, 5]
        assert sorted(backend.fingerprints()) == [2, 4, 5]
        assert {card.title_vi for card in ask(backend).hits} == {"Mới"}

    def test_one_that_fails_changes_nothing(self, backend: SearchBackend) -> None:
        backend.index([make_document(1)])

        def documents() -> Iterator[ListingDocument]:
            yield make_document(2)
            raise ValueError("the database went away")

        with pytest.raises(ValueError, match="went away"):
            backend.rebuild(documents())
        assert found(backend) == [1]
        backend.index([make_document(3)])
        assert found(backend) == [3, 1]
        assert backend.rebuild([make_document(4)]) == 1
        assert found(backend) == [4]
