"""Which words find which goods, and in what order; each test runs once per engine."""

import unicodedata

import pytest

from marketplace.search.interface import SearchBackend
from tests.contracts.search.asking import ask, found, ids, titled
from tests.factories.documents import make_document

pytestmark = pytest.mark.engine


class TestWords:
    @pytest.mark.parametrize(
        "text", ["thổ cẩm", "THỔ CẨM", "tho cam", "  thổ   cẩm ", unicodedata.normalize("NFD", "Thổ cẩm"), "thổ-cẩm"]
    )
    def test_marks_case_spaces_and_unicode_form_do_not_hide(self, backend: SearchBackend, text: str) -> None:
        backend.index(titled("Túi thổ cẩm", "Mật ong bạc hà"))
        assert found(backend, text) == [1]

    def test_exact_marks_come_before_other_words_of_the_same_letters(self, backend: SearchBackend) -> None:
        backend.index(titled("Thơ cam", "Thổ cẩm", "Thô cám", "Khăn thổ cẩm"))
        assert found(backend, "thổ cẩm")[:2] == [2, 4]
        assert sorted(found(backend, "thổ cẩm")) == [1, 2, 3, 4]

    def test_marked_words_in_the_text_come_before_other_words_in_the_title(self, backend: SearchBackend) -> None:
        backend.index([make_document(1, title_vi="Thơ cam"), make_document(2, summary_vi="Vải thổ cẩm dệt tay.")])
        assert found(backend, "thổ cẩm") == [2, 1]

    def test_both_ways_to_place_a_tone_are_one_word(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà hoà tan", "Trà hòa tan", "Trà hóa tan"))
        assert sorted(found(backend, "hoà tan")[:2]) == [1, 2]
        assert found(backend, "hoà tan") == found(backend, "hòa tan")

    def test_title_before_names_before_text(self, backend: SearchBackend) -> None:
        backend.index(
            [
                make_document(1, summary_vi="Ăn với măng khô."),
                make_document(2, cooperative_name_vi="HTX Măng Xanh"),
                make_document(3, title_vi="Măng khô"),
            ]
        )
        assert found(backend, "măng") == [3, 2, 1]
        assert found(backend, "mang") == [3, 2, 1]

    def test_a_phrase_comes_before_scattered_syllables(self, backend: SearchBackend) -> None:
        backend.index(titled("Ong vàng và mật mía", "Bánh nếp mật ong", "Mật mía ong"))
        assert found(backend, "mật ong")[0] == 2
        assert found(backend, "mat ong")[0] == 2
        assert sorted(found(backend, "mật ong")) == [1, 2, 3]

    def test_a_title_that_begins_with_the_question_comes_first(self, backend: SearchBackend) -> None:
        backend.index(titled("Bánh gừng", "Rượu gừng", "Gừng khô"))
        assert found(backend, "gừng")[0] == 3

    def test_no_phrase_runs_from_one_text_into_the_next(self, backend: SearchBackend) -> None:
        backend.index(
            [
                make_document(1, title_vi="Lọ mật", title_en="Ong bee jar"),
                make_document(2, title_vi="Mật và ong", title_en="Jar"),
                make_document(3, title_vi="Mật ong", title_en="Jar"),
            ]
        )
        assert found(backend, "mật ong")[0] == 3

    def test_all_words_must_be_there(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà Shan tuyết", "Trà dây", "Mận khô"))
        page = ask(backend, "trà dây")
        assert ids(page) == [2]
        assert not page.is_widened

    def test_where_nothing_has_all_words_most_are_enough_and_the_page_says_so(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà Shan tuyết", "Trà ô long", "Mận khô"))
        page = ask(backend, "trà ô long đá")
        assert ids(page) == [2]
        assert page.is_widened
        assert page.total == 1

    def test_nothing_at_all(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà Shan tuyết"))
        page = ask(backend, "xe máy")
        assert (page.hits, page.total, page.is_widened) == ((), 0, False)

    def test_signs_alone_ask_for_nothing(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà", "Khăn"))
        assert found(backend, '?! × – "*') == [2, 1]

    def test_what_has_a_meaning_to_an_engine_is_only_text(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà AND khăn", "Trà"))
        assert found(backend, 'title_vi:"trà" AND (khăn* OR ~2') == []
        assert found(backend, "+trà -khăn^9") != []

    def test_a_pasted_page_is_cut_and_answered(self, backend: SearchBackend) -> None:
        backend.index(titled("Trà"))
        assert found(backend, "trà " * 5000) == [1]

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("brocade", "Khăn thổ cẩm"),
            ("thổ cẩm", "Brocade bag"),
            ("che shan", "Trà Shan tuyết"),
            ("coffee", "Cà phê Arabica"),
            ("caphe", "Cà phê Arabica"),
            ("macadamia", "Hạt mắc ca"),
            ("lap xuong", "Lạp sườn hun khói"),
            ("hmong", "Váy Mông"),
            ("h'mông", "Váy Mông"),
            ("hợp tác xã", "Quà của HTX"),
        ],
    )
    def test_synonyms(self, backend: SearchBackend, text: str, title: str) -> None:
        seller = {"cooperative_name_vi": "Nhà Mận"}
        backend.index([make_document(1, title_vi=title, **seller), make_document(2, title_vi="Gừng", **seller)])
        assert found(backend, text) == [1]

    def test_the_word_itself_comes_before_its_synonym(self, backend: SearchBackend) -> None:
        backend.index(titled("Chè xanh", "Trà xanh"))
        assert found(backend, "trà xanh") == [2, 1]
        assert found(backend, "chè xanh") == [1, 2]

    def test_marks_keep_a_synonym_away_that_is_another_word(self, backend: SearchBackend) -> None:
        backend.index(titled("Linen shirt", "Nước lạnh"))
        assert found(backend, "lạnh") == [2]
        assert sorted(found(backend, "lanh")) == [1, 2]

    def test_other_names_of_a_people_find_its_goods(self, backend: SearchBackend) -> None:
        backend.index(
            [make_document(1, people_slug="e-de", people_name_vi="Ê-đê", people_aliases=("Rhade",)), make_document(2)]
        )
        assert found(backend, "rhade") == [1]
        assert found(backend, "ede") == [1]

    def test_old_places_find_what_is_made_there(self, backend: SearchBackend) -> None:
        backend.index(
            [
                make_document(1, old_places=("Lùng Tám", "Quản Bạ", "Hà Giang")),
                make_document(2, commune_name="Sơn Dương", old_places=("Sơn Dương", "Tuyên Quang")),
            ]
        )
        assert found(backend, "ha giang") == [1]
        assert found(backend, "Quản Bạ") == [1]
        assert sorted(found(backend, "tuyên quang")) == [1, 2]

    def test_english_words_find(self, backend: SearchBackend) -> None:
        backend.index([make_document(1, title_vi="Khăn lanh", title_en="Hemp shawl"), make_document(2)])
        assert found(backend, "shawl", language="en") == [1]
