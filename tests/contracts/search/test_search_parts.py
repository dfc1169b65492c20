"""Parts of a shelf that turns are made of: named listings, and a window that begins anywhere; once per engine."""

import pytest

from marketplace.search.interface import SearchBackend
from tests.contracts.search.asking import found
from tests.factories.documents import make_document

pytestmark = pytest.mark.engine


@pytest.fixture
def shelf(backend: SearchBackend) -> SearchBackend:
    """Listings 1 to 30, the newest first; every third is restricted or sold out."""
    backend.index(
        [make_document(number, is_restricted=number % 3 == 0, in_stock=number % 3 != 1) for number in range(1, 31)]
    )
    return backend


def test_named_listings_only(shelf: SearchBackend) -> None:
    assert found(shelf, listings=(4, 30, 7, 99)) == [30, 7, 4]
    assert found(shelf, listings=(4, 30, 5), exclude_restricted=True) == [5, 4]
    assert found(shelf, listings=(4, 30, 5), exclude_restricted=True, in_stock=True) == [5]
    assert found(shelf, listings=(99,)) == []
    assert found(shelf, "món", listings=(4,)) == [4]


def test_a_window_begins_anywhere(shelf: SearchBackend) -> None:
    assert found(shelf, skip=5, page_size=4) == [25, 24, 23, 22]
    assert found(shelf, skip=28, page_size=4) == [2, 1]
    assert found(shelf, skip=30, page_size=4) == []
    assert found(shelf, skip=0, page=3, page_size=2) == [30, 29]


def test_a_whole_last_word_stands_before_the_beginning_of_another(backend: SearchBackend) -> None:
    backend.index([make_document(1, title_vi="Trà xanh"), make_document(2, title_vi="Trang sức bạc")])
    assert [one.text for one in backend.suggest("tra", "vi", 8)] == ["Trà xanh", "Trang sức bạc"]


def test_marks_of_other_words_do_not_count_without_marks(backend: SearchBackend) -> None:
    """`tra` typed without marks is no likelier to be the `Tra` of an English title."""
    backend.index(
        [
            make_document(1, title_vi="Trà xanh", title_en="Green tea"),  # its lot is the better one
            make_document(2, title_vi="Nhang quế", title_en="Tra Bong incense"),
        ]
    )
    assert [one.text for one in backend.suggest("tra", "vi", 8)] == ["Trà xanh", "Nhang quế"]
