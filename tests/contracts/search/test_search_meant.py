"""What is found by words that nobody wrote so: keyboard leftovers, typing errors, words together; once per engine."""

from datetime import date
from typing import Any

import pytest

from marketplace.search.interface import SearchBackend, Sort
from tests.contracts.search.asking import ask, found, ids, titled
from tests.factories.documents import make_document

pytestmark = pytest.mark.engine
SELLER = {"cooperative_name_vi": "Nhà Mận", "commune_name": "Xín Mần", "province_name": "Tuyên Quang"}


@pytest.fixture
def shop(backend: SearchBackend) -> SearchBackend:
    titles = (
        "Túi thổ cẩm",
        "Mật ong rừng",
        "Khăn piêu thêu tay",
        "Cao mềm a-ti-sô",
        "Hạt macca rang",
        "Thịt trâu gác bếp",
        "Trà atisô túi lọc",
    )
    backend.index([make_document(n, title_vi=title, **SELLER) for n, title in enumerate(titles, 1)])
    return backend


@pytest.mark.parametrize(
    ("text", "meant", "listing"),
    [
        ("thoor caamr", "thổ cẩm", 1),
        ("THOOR Caamr", "thổ cẩm", 1),
        ("tho63 ca63m", "thổ cẩm", 1),
        ("thor caamr", "thổ cẩm", 1),  # another tone than the index has
        ("maatj ong rungwf", "mật ong rừng", 2),
        ("maatjong", "mật ong", 2),
        ("khan piue", "khăn piêu", 3),
        ("khăn piêuu", "khăn piêu", 3),
        ("tho cma", "thổ cẩm", 1),  # a short word is read by its neighbour
        ("mat onh", "mật ong", 2),
        ("thit trai gac bep", "thịt trâu gác bếp", 6),
    ],
)
def test_what_was_meant_is_found_and_the_page_says_so(shop: SearchBackend, text: str, meant: str, listing: int) -> None:
    page = ask(shop, text)
    assert (ids(page), page.searched_for, page.did_you_mean) == ([listing], meant, "")
    assert ids(ask(shop, meant)) == [listing]


@pytest.mark.parametrize(
    ("text", "listings"),
    [
        ("thocam", [1]),
        ("matong", [2]),
        ("matongrung", [2]),
        ("khanpieu", [3]),
        ("atiso", [7, 4]),
        ("a ti so", [4, 7]),
        ("mac ca", [5]),
        ("macca", [5]),
    ],
)
def test_words_together_and_apart_are_the_same_words(shop: SearchBackend, text: str, listings: list[int]) -> None:
    page = ask(shop, text)
    assert (ids(page), page.searched_for) == (listings, "")


@pytest.mark.parametrize("text", ["pieu", "trau", "thổ cẩm", "túi thổ cẩm", "ong"])
def test_words_that_the_index_has_are_left_alone(shop: SearchBackend, text: str) -> None:
    page = ask(shop, text)
    assert page.total == 1
    assert (page.searched_for, page.did_you_mean, page.is_widened) == ("", "", False)


def test_the_original_is_searched_for_who_insists(shop: SearchBackend) -> None:
    page = ask(shop, "khan piue", as_typed=True)
    assert (page.hits, page.searched_for, page.did_you_mean) == ((), "", "khăn piêu")


def test_marks_that_no_listing_has_are_offered_otherwise(shop: SearchBackend) -> None:
    page = ask(shop, "thỏ cẩm")
    assert (ids(page), page.searched_for, page.did_you_mean) == ([1], "", "thổ cẩm")


def test_nothing_near_nothing_offered(shop: SearchBackend) -> None:
    page = ask(shop, "máy giặt quần áo")
    assert (page.hits, page.searched_for, page.did_you_mean) == ((), "", "")


def test_a_filter_that_leaves_nothing_is_no_typing_error(shop: SearchBackend) -> None:
    page = ask(shop, "khăn piêu", provinces=("99",))
    assert (page.total, page.searched_for, page.did_you_mean) == (0, "", "")
    page = ask(shop, "trà piêu", provinces=("99",))  # known words, though together nowhere
    assert (page.total, page.searched_for, page.did_you_mean) == (0, "", "")


def test_filters_hold_for_what_was_meant(shop: SearchBackend) -> None:
    assert ids(ask(shop, "thoor caamr", provinces=("08",))) == [1]
    page = ask(shop, "thoor caamr", provinces=("99",))
    assert (page.total, page.searched_for, page.did_you_mean) == (0, "", "")


def test_what_was_indexed_a_moment_ago_is_found_before_it_is_corrected(shop: SearchBackend) -> None:
    ask(shop, "khan piue")
    shop.index([make_document(20, title_vi="Khăn piue", **SELLER)])
    page = ask(shop, "khan piue")
    assert (ids(page), page.searched_for) == ([20], "")


def test_names_that_are_not_printed_are_not_offered(backend: SearchBackend) -> None:
    backend.index([make_document(1, title_vi="Váy xòe", people_aliases=("Tênngoài",), **SELLER)])
    assert found(backend, "tênngoài") == [1]
    assert ask(backend, "tenngoaj").did_you_mean == ask(backend, "tenngoaj").searched_for == ""


def test_few_hits_are_followed_by_what_has_most_of_the_words(backend: SearchBackend) -> None:
    backend.index(titled("Mật ong bạc hà", "Mật ong hoa nhãn", "Mật ong hoa vải", "Bánh đa", "Mật ong hoa bạc"))
    page = ask(backend, "mật ong bạc hà")
    assert ids(page)[0] == 1
    assert (page.whole, page.is_widened) == (1, True)
    assert 4 not in ids(page)
    for other in (ask(backend, "mật ong bạc hà", sort=Sort.PRICE), ask(backend, "mật ong bạc hà", provinces=("08",))):
        assert (ids(other), other.is_widened) == ([1], False)


@pytest.fixture
def starred(backend: SearchBackend) -> SearchBackend:
    valid, past = date(2027, 1, 1), date(2026, 1, 1)
    backend.index(
        [
            make_document(1, title_vi="Mật ong", stars=4, stars_until=valid),
            make_document(2, title_vi="Mật ong rừng", stars=5, stars_until=valid),
            make_document(3, title_vi="Mật ong hoa", stars=4, stars_until=past),
            make_document(4, title_vi="Trà", stars=3, stars_until=valid),
            make_document(5, title_vi="Trà sao chảo"),
        ]
    )
    return backend


@pytest.mark.parametrize(
    ("text", "listings"),
    [
        ("ocop", [4, 2, 1]),
        ("ocop 4 sao", [1]),
        ("4 sao", [1]),
        ("từ 4 sao", [2, 1]),
        ("mật ong ocop", [1, 2]),
        ("mat ong 5 sao", [2]),
        ("honey 4 stars", [1]),
        ("tra sao", [5]),
    ],
)
def test_stars_are_those_that_are_valid_today(starred: SearchBackend, text: str, listings: list[int]) -> None:
    page = ask(starred, text)
    assert ids(page) == listings
    assert not page.is_widened


def test_goods_without_such_stars_are_the_next_best(starred: SearchBackend) -> None:
    page = ask(starred, "trà 5 sao")
    assert (sorted(ids(page)), page.whole, page.is_widened) == ([4, 5], 0, True)


@pytest.mark.parametrize(
    "text", ["túi của người Mông", "tui nguoi mong", "túi làm bằng tay của người Mông", "bag made by the Hmong"]
)
def test_words_that_name_no_goods_hide_none(backend: SearchBackend, text: str) -> None:
    mong: dict[str, Any] = {"people_name_vi": "Mông", "people_name_en": "Hmong", "craft_names": ("may tay",)}
    backend.index([make_document(1, title_vi="Túi lanh", title_en="Hemp bag", **mong), make_document(2)])
    page = ask(backend, text)
    assert (ids(page), page.is_widened) == ([1], False)


def test_the_shelf_says_what_goods_are(backend: SearchBackend) -> None:
    shelf: dict[str, Any] = {"shelf_names": ("Trà", "Tea")}
    backend.index(
        [
            make_document(1, title_vi="Khay trà"),
            make_document(2, title_vi="Bánh trà", **shelf),
            make_document(3, title_vi="Búp Shan", **shelf),
        ]
    )
    assert found(backend, "trà") == [2, 3, 1]
    assert found(backend, "tra") == [2, 3, 1]


def test_an_apostrophe_is_meant(backend: SearchBackend) -> None:
    backend.index(
        [make_document(1, title_vi="Măng khô"), make_document(2, title_vi="Khăn", people_name_en="K'Ho")],
    )
    assert found(backend, "k'ho") == [2, 1]
    assert found(backend, "kho") == [1, 2]
