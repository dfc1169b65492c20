from typing import Any

import pytest
from django.test import Client

from marketplace.places.enums import ProvinceKind, Region, Version
from marketplace.places.models import Commune, Province, Succession
from marketplace.search.interface import SearchUnavailable
from marketplace.web.shelves import suggesting
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_province, make_rule, make_set
from tests.integration.storefront.shelves.conftest import open_shop

pytestmark = pytest.mark.django_db


def ask(client: Client, text: str, **more: str) -> dict[str, list[tuple[str, str, str]]]:
    response = client.get("/api/v1/suggest/", {"q": text, **more})
    assert response.status_code == 200
    return {
        section["kind"]: [(entry["label"], entry["note"], entry["url"]) for entry in section["entries"]]
        for section in response.json()["sections"]
    }


def labels(client: Client, text: str, kind: str) -> list[str]:
    return [label for label, _note, _url in ask(client, text).get(kind, [])]


@pytest.fixture
def old_map(goods: None) -> None:
    """Tuyên Quang was Hà Giang; Lùng Tám lay in the district Quản Bạ."""
    today = make_province("Tuyên Quang", "08")
    old = Province.objects.create(
        version=Version.OLD, code="02", name="Hà Giang", name_en="Ha Giang", kind=ProvinceKind.PROVINCE,
        region=Region.NORTH, position=20, folded="ha giang", successor=today,
    )  # fmt: skip
    before = Commune.objects.create(
        version=Version.OLD, code="00901", province=old, kind="commune", name="Thái An", folded="thai an",
        district="Quản Bạ", district_kind="district", district_folded="quan ba",
    )  # fmt: skip
    Succession.objects.create(old=before, new=make_commune("Lùng Tám", "00901"), split=False)
    open_shop()


def test_goods_shelves_sellers_and_places(client: Client, goods: None) -> None:
    assert labels(client, "khan", "products") == ["Khăn lanh"]
    assert labels(client, "khan", "shelves") == ["Khăn"]
    assert ask(client, "det n")["cooperatives"][0][:2] == ("HTX Dệt Nắng", "Lùng Tám, Tuyên Quang")
    assert ask(client, "lào")["places"] == [("Lào Cai", "", "/search/?province=15")]
    assert ask(client, "van ch")["places"] == [("Văn Chấn", "Lào Cai", "/search/?commune=04699")]


@pytest.mark.parametrize("text", ["trà sh", "tra sh", "TRÀ SHAN T", "tuyết", "tuyet", "shan  tuy"])
def test_the_last_word_may_be_unfinished_and_marks_left_out(client: Client, goods: None, text: str) -> None:
    assert labels(client, text, "products") == ["Trà Shan tuyết"]


def test_marks_that_were_typed_count(client: Client, goods: None) -> None:
    make_cooperative("HTX Cha")
    make_cooperative("HTX Chà")
    open_shop()
    assert labels(client, "htx chà", "cooperatives")[0] == "HTX Chà"
    assert labels(client, "htx cha", "cooperatives")[0] == "HTX Cha"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("ha gi", ("Tuyên Quang", "formerly Hà Giang", "/en/search/?province=08")),
        ("thai a", ("Lùng Tám", "Tuyên Quang · formerly Thái An", "/en/search/?commune=00901")),
        ("Quản B", ("Lùng Tám", "Tuyên Quang · formerly Quản Bạ", "/en/search/?commune=00901")),
    ],
)
def test_old_names_lead_to_the_place_of_today(
    client: Client, old_map: None, text: str, entry: tuple[str, str, str]
) -> None:
    assert ask(client, text, lang="en")["places"] == [entry]


def test_places_without_goods_are_not_named(client: Client, goods: None) -> None:
    make_commune("Văn Lãng", "06000", make_province("Lạng Sơn", "20"))
    open_shop()
    assert labels(client, "van", "places") == ["Văn Chấn"]
    assert labels(client, "lang son", "places") == []


def test_every_address_leads_somewhere(client: Client, old_map: None) -> None:
    for text in ("kh", "t", "htx", "l", "ha gi"):
        for language in ("vi", "en"):
            for entries in ask(client, text, lang=language).values():
                assert {client.get(url).status_code for _label, _note, url in entries} == {200}


def test_at_most_eight_and_goods_keep_their_half(client: Client, goods: None) -> None:
    for number in range(9):
        make_listing(make_cooperative(f"HTX Trà {number}"), title=f"Trà gói {number}")
    open_shop()
    found = ask(client, "tra")
    assert [len(found[kind]) for kind in ("products", "shelves", "cooperatives")] == [4, 2, 2]
    make_rule(product_set=make_set(23))
    assert sum(map(len, ask(client, "k").values())) <= 8


def test_restricted_goods_never_appear(client: Client, goods: None) -> None:
    wine = make_set(14, "Rượu", "Spirits")
    make_rule(product_set=wine, min_age=18, advertised=False)
    far = make_commune("Bản Phố", "02900", make_province("Lào Cai", "15"))
    make_listing(make_cooperative("HTX Men Lá", commune=far), title="Rượu ngô Bản Phố", product_set=wine)
    open_shop()
    client.cookies["is_adult"] = "1"
    assert ask(client, "ruou") == {}
    assert labels(client, "ban pho", "places") == []  # nothing else comes from there
    assert labels(client, "men la", "cooperatives") == ["HTX Men Lá"]


@pytest.mark.parametrize("text", ["", " ", "–", "\x00", "x" * 5000, "zzqq", "%", "'; --"])
def test_whatever_is_typed_is_answered(client: Client, goods: None, text: str) -> None:
    assert ask(client, text) == {}


def test_while_the_engine_rests_the_other_names_help(client: Client, goods: None, monkeypatch: Any) -> None:
    def refuse(*_asked: object, **_more: object) -> None:
        raise SearchUnavailable("down")

    monkeypatch.setattr(suggesting, "suggest", refuse)
    found = ask(client, "tra")
    assert "products" not in found
    assert found["shelves"][0][0] == "Tra"


def test_typing_costs_no_statement(client: Client, goods: None) -> None:
    client.get("/api/v1/suggest/?q=tra")
    response = client.get("/api/v1/suggest/?q=khan")
    assert response["X-Query-Count"] == "0"
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies


@pytest.mark.parametrize("address", ["/", "/products/", "/en/search/?q=khan", "/cooperatives/", "/nowhere/"])
def test_every_page_of_the_shop_says_where_to_ask(client: Client, goods: None, address: str) -> None:
    source = client.get(address).content.decode()
    assert 'data-suggest="/api/v1/suggest/"' in source
    assert "/static/suggest.js" in source
    assert 'role="combobox"' not in source  # without the module it is a plain field
