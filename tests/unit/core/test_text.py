import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core import text

VIETNAMESE = st.text(
    alphabet=st.sampled_from(list("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệ ")), max_size=40
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Thổ cẩm", "tho cam"),
        ("ĐẶC SẢN Đồng Văn", "dac san dong van"),
        ("H'Mông", "hmong"),
        ("H’Mông", "hmong"),
        ("Ê-đê", "e de"),
        ("Bru - Vân Kiều", "bru van kieu"),
        ("  hai   chỗ  trống ", "hai cho trong"),
        ("Cà phê (rang)", "ca phe rang"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
    ],
)
def test_two_spellings_of_one_word_fold_to_one(typed: str, folded: str) -> None:
    assert text.fold(typed) == folded


@given(VIETNAMESE)
def test_decomposed_input_folds_as_composed(typed: str) -> None:
    assert text.fold(unicodedata.normalize("NFD", typed)) == text.fold(typed)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(typed: str) -> None:
    assert text.fold(text.fold(typed)) == text.fold(typed)


@given(st.text(max_size=60))
def test_normalised_text_is_composed_and_has_no_stray_space(typed: str) -> None:
    found = text.normalise(typed)
    assert unicodedata.is_normalized("NFC", found)
    assert found == " ".join(found.split())


def test_slugs_keep_the_d_of_dong_van() -> None:
    assert text.slug("Đặc sản Đồng Văn – Hà Giang, 500 g") == "dac-san-dong-van-ha-giang-500-g"


def test_lines_are_kept_with_one_empty_line_between_paragraphs() -> None:
    assert text.normalise_lines("một  \n\n\n\n hai\nba ") == "một\n\nhai\nba"


def test_the_vietnamese_alphabet_orders_letters_then_tones() -> None:
    names = ["Ca Mau", "Cạ", "Cá", "Cã", "Cả", "Cà", "Ca", "Đà Nẵng", "Da Lat", "Ân", "Ăn", "An", "Huế", "Hà Tĩnh"]
    assert sorted(names, key=text.alphabet_key) == [
        "An", "Ăn", "Ân", "Ca", "Cà", "Cả", "Cã", "Cá", "Cạ", "Ca Mau", "Da Lat", "Đà Nẵng", "Hà Tĩnh", "Huế",
    ]  # fmt: skip


@given(VIETNAMESE)
def test_places_in_the_alphabet_fit_six_bits(typed: str) -> None:
    assert all(0 <= place < 64 for place in text.alphabet_places(typed))
    assert text.alphabet_places(typed) == text.alphabet_places(unicodedata.normalize("NFD", typed).upper())
