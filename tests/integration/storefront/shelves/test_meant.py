"""A question that was typed wrong: the page says what it looked for, and offers what was typed."""

import html
import re

import pytest
from django.test import Client
from django.utils import translation

from marketplace.classifications.models import SetRule
from tests.factories.catalogue import make_listing
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.reading import page
from tests.integration.storefront.shelves.test_results import names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def goods(rule: SetRule) -> None:
    for title in ("Khăn piêu thêu tay", "Túi chàm", "Mật ong hoa", "Mật ong bạc hà", "Mật ong hoa vải"):
        make_listing(title=title)
    open_shop()


def read(client: Client, address: str) -> str:
    """The English page, for its sentences."""
    with translation.override("en"):
        return page(client, f"/en{address}")


def note(source: str) -> str:
    found = re.findall(r'<p class="note">(.*?)</p>', source, re.DOTALL)
    plain = re.sub(r"<svg.*?</svg>|<[^>]+>", "", " ".join(found), flags=re.DOTALL)
    return html.unescape(" ".join(plain.split()))


def link(source: str, text: str) -> str:
    (address,) = re.findall(rf'<a class="link" href="([^"]*)">\s*{re.escape(text)}\s*</a>', source)
    return html.unescape(address)


def test_what_was_meant_is_shown_and_what_was_typed_is_offered(client: Client) -> None:
    source = read(client, "/search/?q=khawn+piue")
    assert names(source) == ["Khăn piêu thêu tay (en)"]
    assert "<h1>Results for “khăn piêu”</h1>" in source
    assert note(source) == "We took “khawn piue” for “khăn piêu”. Search for “khawn piue” all the same"
    address = link(source, "Search for “khawn piue” all the same")
    assert address == "?q=khawn+piue&as_typed=1"


def test_who_insists_is_asked_once_more(client: Client) -> None:
    source = read(client, "/search/?q=khawn+piue&as_typed=1")
    assert names(source) == []
    assert "Nothing here is called “khawn piue”" in source
    assert note(source) == "Did you mean “khăn piêu”?"
    assert link(source, "“khăn piêu”") == "?q=kh%C4%83n+pi%C3%AAu"
    assert names(read(client, "/search/?q=kh%C4%83n+pi%C3%AAu")) == ["Khăn piêu thêu tay (en)"]


def test_a_right_question_gets_no_remark(client: Client) -> None:
    assert note(read(client, "/search/?q=kh%C4%83n+pi%C3%AAu")) == ""
    assert note(read(client, "/search/?q=xe+m%C3%A1y")) == ""


def test_few_hits_are_told_from_what_follows_them(client: Client) -> None:
    source = read(client, "/search/?q=m%E1%BA%ADt+ong+hoa+v%E1%BA%A3i")
    assert names(source)[0] == "Mật ong hoa vải (en)"
    assert note(source) == "Only the first one has all these words; after it comes what has most of them."


def test_what_was_typed_is_text_and_no_markup(client: Client) -> None:
    source = read(client, "/search/?q=%3Cb%3Ekhawn%3C/b%3E+piue")
    assert "<b>khawn" not in source


def test_filters_keep_the_words_as_typed(client: Client) -> None:
    source = read(client, "/search/?q=khan&as_typed=1")
    assert '<input type="hidden" name="as_typed" value="1">' in source
    assert 'name="as_typed"' not in read(client, "/search/?q=khan")
