"""The panel of filters, its addresses and its weight."""

import gzip
import html
import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override
from oscar.core.loading import get_model

from marketplace.listings.services import catalogue
from marketplace.places.enums import ProvinceKind, Region, Version
from marketplace.places.models import Province
from marketplace.search import services as search
from marketplace.search.interface import Facet
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import NARROWING, PARAMETERS, choice_of
from marketplace.web.shelves.values import names_of
from tests.factories.catalogue import (
    make_commune,
    make_cooperative,
    make_listing,
    make_people,
    make_province,
    make_rule,
    make_set,
    make_shelf,
)
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.reading import addresses, page, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
Category: Any = get_model("catalogue", "Category")


def names(source: str) -> list[str]:
    shown = source.partition('class="pt instead"')[0]
    return [html.unescape(name) for name in re.findall(r'class="good__name"><a [^>]*>([^<]*)</a>', shown)]


def offered(source: str, name: str) -> dict[str, str]:
    """Values that may be ticked or picked, with the number beside them."""
    ticked = re.findall(rf'name="{name}"\s+value="([^"]*)".*?class="opt__n">([^<]*)<', source, re.DOTALL)
    listed = re.search(rf'<select[^>]*name="{name}".*?</select>', source, re.DOTALL)
    options = re.findall(r'<option value="([^"]+)">[^<]*\(([^)]*)\)', listed.group() if listed else "")
    return dict(ticked) | dict(options)


@pytest.fixture
def market() -> dict[str, Any]:
    near = make_commune("Lùng Tám", "00901", make_province("Tuyên Quang", "08"))
    beside = make_commune("Tân Trịnh", "00902", make_province("Tuyên Quang", "08"))
    far = make_commune("Văn Chấn", "04699", make_province("Lào Cai", "15"))
    weavers, growers = make_cooperative("HTX Dệt", commune=near), make_cooperative("HTX Chè", commune=far, kind="group")
    found = {
        "khan": make_listing(
            weavers, title="Khăn lanh", price=690_000, people=make_people(), making="hand_woven", is_gift=True,
            techniques=["theu"], materials=["lanh"],
        ),
        "tui": make_listing(
            weavers, title="Túi vải", price=45_000, making="machine_made", materials=["bong"], origin_commune=beside
        ),
        "tra": make_listing(growers, title="Trà Shan", price=185_000, shelf=make_shelf("tra", "Trà"), stock=0),
        "gom": make_listing(growers, title="Bình gốm", price=1_200_000, supply="to_order", lead_days=10),
    }  # fmt: skip
    open_shop()
    return found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("commune=00902", ["Túi vải"]),
        ("commune=00902&commune=04699", ["Bình gốm", "Trà Shan", "Túi vải"]),
        ("price=to-50k&price=from-1m", ["Bình gốm", "Túi vải"]),
        ("making=hand_woven", ["Khăn lanh"]),
        ("technique=theu", ["Khăn lanh"]),
        ("material=lanh&material=bong", ["Khăn lanh", "Túi vải"]),
        ("supply=to_order", ["Bình gốm"]),
        ("gift=1", ["Khăn lanh"]),
        ("kind=group&in_stock=1", ["Bình gốm"]),
        ("kind=group&people=mong", []),
        ("sort=popular&price=100k-200k", ["Trà Shan"]),
    ],
)
def test_each_filter_by_its_address(client: Client, market: dict[str, Any], query: str, expected: list[str]) -> None:
    assert sorted(names(page(client, f"/search/?{query}"))) == expected


@pytest.mark.parametrize(
    "query",
    [
        "price=cheap&making=robot&technique=x&material=&supply=later&gift=maybe&commune=zzz&colour=plaid",
        "province=atlantis&sort=best&page=0&gift=0",
    ],
)
def test_what_makes_no_sense_is_left_out(client: Client, market: dict[str, Any], query: str) -> None:
    source = page(client, f"/search/?{query}")
    assert len(names(source)) == 4
    assert "Clear all" not in source


def test_by_province_in_the_order_of_the_alphabet(client: Client, market: dict[str, Any]) -> None:
    shown = names(page(client, "/products/?sort=province"))
    assert shown == ["Khăn lanh", "Túi vải", "Bình gốm", "Trà Shan"]  # the factory's place of a province is its code


@pytest.fixture
def ha_giang(market: dict[str, Any]) -> None:
    Province.objects.create(
        version=Version.OLD, code="02", name="Hà Giang", name_en="Ha Giang", kind=ProvinceKind.PROVINCE,
        region=Region.NORTH, position=1, folded="ha giang", successor=make_province(), other_names="Hà-giang|HG",
    )  # fmt: skip
    labels.forget()


@pytest.mark.parametrize(
    "said", ["08", "Tuyên Quang", "tuyen quang", "tuyen-quang", "Hà Giang", "ha-giang", "HÀ GIANG"]
)
def test_old_and_new_names_of_a_province_find_it(client: Client, ha_giang: None, said: str) -> None:
    source = page(client, f"/products/?{'province=' + said}")
    assert sorted(names(source)) == ["Khăn lanh", "Túi vải"]
    assert re.search(r'name="province"\s+value="08"\s+checked', source)


def test_an_old_code_is_no_name(client: Client, ha_giang: None) -> None:
    """Six codes changed their meaning: 02 must not quietly be Hà Giang."""
    assert len(names(page(client, "/products/?province=02"))) == 4


def test_communes_are_offered_inside_one_province_only(client: Client, market: dict[str, Any]) -> None:
    assert offered(page(client, "/products/"), "commune") == {}
    assert offered(page(client, "/products/?province=08&province=15"), "commune") == {}
    assert offered(page(client, "/products/?province=08"), "commune") == {"00901": "1", "00902": "1"}
    assert "00902" in offered(page(client, "/products/?commune=00902"), "commune")


def test_a_commune_of_another_province_is_left_out(client: Client, market: dict[str, Any]) -> None:
    assert names(page(client, "/products/?province=15&commune=00901")) == names(page(client, "/products/?province=15"))


def test_counts_beside_the_filters_stay_true(client: Client, market: dict[str, Any]) -> None:
    source = page(client, "/products/?making=hand_woven&making=machine_made&price=to-50k")
    assert names(source) == ["Túi vải"]
    assert offered(source, "making") == {"hand_woven": "0", "machine_made": "1"}
    assert offered(source, "price") == {"to-50k": "1", "500k-1m": "1"}
    assert offered(page(client, "/products/"), "in_stock") == {"1": "3"}
    assert offered(page(client, "/products/"), "supply") == {"ready": "3", "to_order": "1"}
    assert offered(page(client, "/products/"), "gift") == {"1": "1"}


def test_chips_drop_one_choice_each_and_all_at_once(client: Client, market: dict[str, Any]) -> None:
    source = page(client, "/search/?q=khan&gift=1&making=hand_woven&price=500k-1m&sort=price")
    links = addresses(source)
    assert "?q=khan&price=500k-1m&making=hand_woven&sort=price" in links  # without gift
    assert "?q=khan&making=hand_woven&gift=1&sort=price" in links
    assert "?q=khan&sort=price" in links  # all of them
    assert "500.000–1.000.000 ₫" in text(source)
    assert "?q=khan" not in addresses(page(client, "/search/?q=khan&gift=1&sort=price"))  # one chip clears itself


def test_groups_fold_and_those_with_a_choice_are_open(client: Client, market: dict[str, Any]) -> None:
    def opened(source: str) -> set[str]:
        blocks = re.findall(r"<details\s+(open)?\s*>\s*<summary>([^<]*)<", source)
        return {title for is_open, title in blocks if is_open}

    with override("en"):
        plain, chosen = (opened(page(client, f"/en/products/{query}")) for query in ("", "?technique=theu"))
    assert "Technique" not in plain
    assert chosen - plain == {"Technique"}


def test_long_lists_are_a_select_and_what_is_chosen_a_tick(client: Client) -> None:
    for number in range(1, 13):
        province = make_province(f"T{number}", f"{number:02}")
        make_listing(make_cooperative(commune=make_commune(f"Xã {number}", f"1{number:04}", province)))
    open_shop()
    source = page(client, "/products/")
    assert len(offered(source, "province")) == 12
    assert len(re.findall(r'type="checkbox"\s+name="province"', source)) == 6
    listed = re.findall(r'<option value="(\d\d)">', source)
    chosen = page(client, f"/products/?province={listed[-1]}")
    assert re.search(rf'type="checkbox"\s+name="province"\s+value="{listed[-1]}"\s+checked', chosen)
    assert listed[-1] not in re.findall(r'<option value="(\d\d)">', chosen)
    assert len(names(page(client, f"/products/?province={listed[0]}&province=&min_price=&max_price="))) == 1


def test_a_full_shelf_is_one_round_trip(client: Client) -> None:
    """24 goods, every facet with many values: at most 14 kB as it is sent."""
    sets = [make_set(number, f"Bộ sản phẩm số {number}", f"Product set {number}") for number in range(31, 60)]
    for product_set in sets:
        make_rule(product_set)
    for number in range(1, 31):
        commune = make_commune(f"Xã Tên Dài {number}", f"2{number:04}", make_province(f"Tỉnh {number}", f"{number:02}"))
        seller = make_cooperative(f"HTX Nông nghiệp và dịch vụ Suối Mây {number}", commune=commune)
        make_listing(
            seller, title=f"Khăn choàng lanh dệt tay nhuộm chàm số {number}", product_set=sets[number % len(sets)],
            people=make_people(f"Dân tộc {number}", f"People {number}", f"{number:02}"),
            techniques=["theu", "ikat"], materials=["lanh", "bong"], making="hand_woven",
        )  # fmt: skip
    open_shop()
    source = page(client, "/products/?province=1")
    assert len(names(source)) == 24
    assert len(gzip.compress(source.encode(), 6)) <= 14 * 1024


def test_every_facet_is_a_parameter_with_names(market: dict[str, Any]) -> None:
    assert {facet.value for facet in Facet} <= set(PARAMETERS)
    assert {facet.value for facet in Facet} <= set(NARROWING)
    for facet in Facet:
        names_of(facet)


class TestAHiddenCategory:
    @pytest.fixture
    def hidden(self, market: dict[str, Any]) -> Any:
        category = Category.objects.get(pk=make_shelf("tho-cam").pk)
        category.is_public = False
        category.save()
        search.drain()
        labels.forget()
        return category

    def addresses_of(self, listing: Any) -> str:
        return f"/product/{listing.product.slug}-{listing.product_id}/"

    def test_it_hides_all_below_it_everywhere(self, client: Client, market: dict[str, Any], hidden: Any) -> None:
        khan = market["khan"]
        assert names(page(client, "/products/")) == ["Trà Shan"]
        assert names(page(client, "/search/?q=khan+lanh")) == []
        page(client, "/category/tho-cam/", status=404)
        page(client, "/category/tho-cam/khan/", status=404)
        page(client, self.addresses_of(khan), status=404)
        assert "Khăn lanh" not in page(client, "/")
        assert "Khăn lanh" not in page(client, f"/cooperatives/{khan.cooperative.slug}/")
        assert "Khăn lanh" not in page(client, "/api/v1/products/")
        assert "Khăn lanh" not in page(client, "/api/v1/suggest/?q=khan")

    def test_shown_again_all_is_back_without_a_rebuild(
        self, client: Client, market: dict[str, Any], hidden: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("marketplace.search.services.draining.rebuild", lambda: pytest.fail("no rebuild is needed"))
        hidden.is_public = True
        hidden.save()
        search.drain()
        labels.forget()
        assert sorted(names(page(client, "/products/"))) == ["Bình gốm", "Khăn lanh", "Trà Shan", "Túi vải"]
        page(client, self.addresses_of(market["khan"]))


def test_a_change_is_on_the_next_page_although_counts_are_kept(client: Client, market: dict[str, Any]) -> None:
    assert offered(page(client, "/products/"), "making") == {"hand_woven": "1", "machine_made": "1"}
    catalogue.hide_listing(listing=market["khan"])
    search.drain()
    assert offered(page(client, "/products/"), "making") == {}  # one value left is no choice
    assert len(names(page(client, "/products/"))) == 3


def test_counts_are_asked_once_for_all_pages_and_orders_of_a_shelf(
    market: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Facet, ...]] = []
    real = search.finding.engine()

    class Listening:
        def search(self, query: Any) -> Any:
            asked.append(query.facets)
            return real.search(query)

    monkeypatch.setattr("marketplace.search.services.finding.engine", Listening)
    queries = ("gift=1", "gift=1&sort=price", "gift=1&page=1")
    pages = [search.search(choice_of(QueryDict(query)).query()) for query in queries]
    assert [bool(facets) for facets in asked] == [True, False, False]
    assert pages[0].facets == pages[1].facets == pages[2].facets


class TestWhileTheEngineIsDown:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("commune=00902", ["Túi vải"]),
            ("price=to-50k&price=from-1m", ["Bình gốm", "Túi vải"]),
            ("min_price=100000&max_price=700000", ["Khăn lanh", "Trà Shan"]),
            ("making=hand_woven", ["Khăn lanh"]),
            ("supply=to_order", ["Bình gốm"]),
            ("gift=1&people=mong", ["Khăn lanh"]),
            ("kind=group&in_stock=1", ["Bình gốm"]),
            ("set=22&category=tra", ["Trà Shan"]),
        ],
    )
    def test_cheap_filters_hold(
        self, client: Client, market: dict[str, Any], engine_is_down: None, query: str, expected: list[str]
    ) -> None:
        source = page(client, f"/search/?{query}")
        assert sorted(names(source)) == expected
        assert "note--warn" in source
