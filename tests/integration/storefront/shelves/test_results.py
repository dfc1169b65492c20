import html
import re
from typing import Any

import pytest
from django.test import Client

from tests.factories.catalogue import (
    make_commune,
    make_cooperative,
    make_listing,
    make_people,
    make_province,
    make_set,
    make_shelf,
)
from tests.integration.storefront.shelves.conftest import make_rule, open_shop
from tests.integration.storefront.shelves.reading import addresses, page, statements, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]


def names(source: str) -> list[str]:
    shown = source.partition('class="pt instead"')[0]
    return [html.unescape(name) for name in re.findall(r'class="good__name"><a [^>]*>([^<]*)</a>', shown)]


def instead(source: str) -> list[str]:
    return names(source.partition('class="pt instead"')[2])


@pytest.fixture
def two_provinces() -> None:
    far = make_commune("Văn Chấn", "04699", make_province("Lào Cai", "15"))
    tea = make_shelf("tra/tra-shan", "Trà Shan", "Shan tea")
    near = make_cooperative(
        "HTX Dệt Nắng", commune=make_commune("Lùng Tám", "00901", make_province("Tuyên Quang", "08"))
    )
    make_listing(near, title="Khăn lanh", price=690_000, people=make_people())
    make_listing(near, title="Trà lá rừng", price=80_000, shelf=tea, stock=0)
    make_listing(make_cooperative("HTX Chè Mây", commune=far), title="Trà Shan tuyết", price=185_000, shelf=tea)
    open_shop()


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(
    ("address", "cold"),
    [  # names of shelves, provinces, peoples and sets; whose turn it is; the communes of one province
        ("/products/", 5),
        ("/search/?q=khan", 4),
        ("/category/tho-cam/", 5),
        ("/search/?q=khan&province=08", 5),
    ],
)
def test_statements_do_not_grow_with_the_goods(client: Client, address: str, cold: int, count: int) -> None:
    for _index in range(count):
        make_listing()
    open_shop()
    assert statements(client, address) == cold
    assert statements(client, address) == 0


def test_a_shelf_holds_what_lies_on_the_shelves_below(client: Client, two_provinces: None) -> None:
    assert sorted(names(page(client, "/category/tra/"))) == ["Trà Shan tuyết", "Trà lá rừng"]
    assert names(page(client, "/category/tho-cam/")) == ["Khăn lanh"]
    page(client, "/category/nowhere/", status=404)


def test_words_without_marks_find(client: Client, two_provinces: None) -> None:
    assert names(page(client, "/search/?q=khan+lanh")) == ["Khăn lanh"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("province=15", ["Trà Shan tuyết"]),
        ("people=mong", ["Khăn lanh"]),
        ("category=tra&in_stock=1", ["Trà Shan tuyết"]),
        ("min_price=100.000&max_price=200,000+₫", ["Trà Shan tuyết"]),
        ("min_price=200000&max_price=100000", ["Trà Shan tuyết"]),
        ("sort=price", ["Trà lá rừng", "Trà Shan tuyết", "Khăn lanh"]),
        ("sort=-price&stars=9&province=zz&kind=none&people=x&set=99", ["Khăn lanh", "Trà Shan tuyết", "Trà lá rừng"]),
    ],
)
def test_choices(client: Client, two_provinces: None, query: str, expected: list[str]) -> None:
    assert names(page(client, f"/search/?{query}")) == expected


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=0",
        "page=two",
        "page=99999999999999999999",
        "min_price=abc&max_price=-5",
        "min_price=99999999999999999999999",
        "sort=cheapest",
        "q=%00%ff",
        "q=" + "x" * 3000,
        "stars=&stars=4%27--&set=-1",
        "province=08&province=08",
        "unknown=1",
    ],
)
def test_every_address_has_a_page(client: Client, two_provinces: None, query: str) -> None:
    page(client, f"/search/?{query}")
    page(client, f"/en/category/tra/?{query}")


def test_a_page_past_the_end_is_the_last_one(client: Client) -> None:
    seller = make_cooperative()
    for _index in range(25):
        make_listing(seller)
    open_shop()
    last = page(client, "/products/?page=2")
    assert len(names(last)) == 1
    assert names(page(client, "/products/?page=77")) == names(last)
    assert "?page=2" in addresses(page(client, "/products/"))
    assert "?" in addresses(last)


def test_facets_count_and_keep_what_was_asked(client: Client, two_provinces: None) -> None:
    source = page(client, "/search/?q=tra&province=15&sort=price")
    assert re.search(r'name="province"\s+value="15"\s+checked', source)
    assert re.search(r'name="province"\s+value="08"\s*>', source)
    assert '<form class="facets" id="filters" action="/search/"' in " ".join(source.split())
    assert '<input type="hidden" name="q" value="tra">' in source
    assert '<input type="hidden" name="sort" value="price">' in source
    assert "Lào Cai 1 " in text(source)
    assert "Tuyên Quang 1 " in text(source)
    assert "?q=tra&sort=price" in addresses(source)  # the chip that drops the province


def test_a_chosen_filter_stays_to_be_dropped_when_nothing_is_left(client: Client, two_provinces: None) -> None:
    source = page(client, "/search/?q=khan&province=15")
    assert names(source) == []
    assert sorted(instead(source)) == ["Khăn lanh", "Trà Shan tuyết", "Trà lá rừng"]
    assert re.search(r'name="province"\s+value="15"\s+checked', source)
    assert "?q=khan" in addresses(source)
    assert "/category/tra/" in addresses(source)


def test_nothing_found_leads_on(client: Client, two_provinces: None) -> None:
    source = page(client, "/category/tho-cam/?q=shan")
    assert "/search/?q=shan" in addresses(source)
    assert "/products/" in addresses(source)
    assert (names(source), instead(source)) == ([], ["Khăn lanh"])


def test_words_that_only_partly_fit_are_said_to(client: Client, two_provinces: None) -> None:
    source = page(client, "/search/?q=khan+lanh+zzqq")
    assert names(source) == ["Khăn lanh"]
    assert source.count('class="note"') == 1


def test_goods_stand_there_while_the_engine_is_down(client: Client, two_provinces: None, engine_is_down: None) -> None:
    source = page(client, "/category/tra/?q=anything&stars=5")
    assert sorted(names(source)) == ["Trà Shan tuyết", "Trà lá rừng"]
    assert "note--warn" in source


def test_goods_that_need_a_question_first_are_on_no_shelf(client: Client) -> None:
    wine = make_set(14, "Rượu", "Spirits")
    make_rule(product_set=wine, min_age=18, cashless_only=True, advertised=False)
    make_listing(title="Rượu ngô", product_set=wine)
    open_shop()
    assert names(page(client, "/search/?q=ruou")) == []


def test_a_card_says_all_that_a_buyer_needs(client: Client) -> None:
    seller = make_cooperative("HTX Dệt Nắng")
    listing = make_listing(seller, title="Khăn lanh", price=690_000)
    open_shop()
    source = page(client, "/products/")
    assert "Lùng Tám Tuyên Quang Khăn lanh HTX Dệt Nắng 690.000 ₫" in text(source)
    key = listing.pictures.get().picture.key.hex
    assert f'srcset="/pictures/{key}/400.webp"' in source
    assert f'src="/pictures/{key}/400.jpg"' in source
    assert f'action="/basket/add/{listing.product_id}/"' in source
    assert 'class="ocop"' not in source


def test_sold_out_and_variants_have_no_quick_add(client: Client) -> None:
    make_listing(stock=0)
    open_shop()
    source = page(client, "/products/")
    assert "/basket/add/" not in source
    assert 'class="gone"' in source


def test_pages_are_the_same_for_everybody(client: Client, two_provinces: None, django_user_model: Any) -> None:
    """No token, no name, no basket: one copy may be kept for all (design decision 17)."""
    seen = page(client, "/category/tra/")
    assert "csrf" not in seen
    assert not client.cookies
    client.force_login(django_user_model.objects.create_user(email="lan@chophien.example", password="x" * 12))
    assert page(client, "/category/tra/") == seen


def test_english(client: Client, two_provinces: None) -> None:
    source = page(client, "/en/category/tra/tra-shan/?sort=price")
    assert '<html lang="en">' in source
    assert names(source) == ["Trà lá rừng (en)", "Trà Shan tuyết (en)"]
    assert "80,000 ₫ per piece" in text(source)
    assert "/category/tra/tra-shan/?sort=price" in addresses(source)  # the way to Vietnamese
