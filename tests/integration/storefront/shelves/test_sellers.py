import re
from datetime import timedelta

import pytest
from django.test import Client

from marketplace.core import clock
from marketplace.places.models import Commune
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_people, make_province
from tests.factories.content import make_certificate
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.reading import page, statements, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]


def names(source: str) -> list[str]:
    return re.findall(r'<h2 class="label label--big">\s*<a\s[^>]*>\s*<b\s*>([^<]*)</b>', source)


@pytest.mark.parametrize("count", [1, 4])
def test_statements_of_the_list_do_not_grow(client: Client, count: int) -> None:
    for _index in range(count):
        seller = make_cooperative()
        for _other in range(count):
            make_listing(seller)
    open_shop()
    assert statements(client, "/cooperatives/") == 6  # cold: the names of provinces and peoples
    assert statements(client, "/cooperatives/") == 4
    assert statements(client, "/cooperatives/?stars=1") == 4  # nothing found: no pictures to look for
    assert statements(client, "/cooperatives/?q=suoi") == 6


@pytest.mark.parametrize("count", [1, 4])
def test_statements_of_a_stall_do_not_grow(client: Client, count: int) -> None:
    seller = make_cooperative(peoples=[make_people(f"Dân tộc {n}", "", f"{n:02}") for n in range(count)])
    for _index in range(count):
        make_listing(seller)
    open_shop()
    # Cold: names of the filters; always: the seller, its peoples, papers and stories.
    assert statements(client, f"/cooperatives/{seller.slug}/") == 8
    assert statements(client, f"/cooperatives/{seller.slug}/") == 4


def test_the_list_by_province_then_name_with_filters(client: Client) -> None:
    far = make_commune("Văn Chấn", "04699", make_province("Lào Cai", "15"))
    make_cooperative("HTX Sau", commune=far, kind="union")
    make_cooperative("HTX B")
    make_cooperative("HTX A")
    make_cooperative("Quỹ tín dụng", kind="credit_fund")
    make_cooperative("HTX Đang chờ", status="review")
    assert names(page(client, "/cooperatives/")) == ["HTX A", "HTX B", "HTX Sau"]
    assert names(page(client, "/cooperatives/?province=15")) == ["HTX Sau"]
    assert names(page(client, "/cooperatives/?kind=union")) == ["HTX Sau"]
    assert names(page(client, "/cooperatives/?kind=credit_fund&province=zz&page=x")) == ["HTX A", "HTX B", "HTX Sau"]
    empty = page(client, "/cooperatives/?kind=union&province=08")
    assert names(empty) == []
    assert 'class="empty"' in empty


def test_the_list_by_name_people_and_stars(client: Client) -> None:
    mong = make_people()
    woven = make_cooperative("HTX Dệt lanh Sương Đá", peoples=[mong])
    make_certificate(make_listing(woven))
    tea = make_cooperative("HTX Trà Rừng Nghiêng")
    make_certificate(make_listing(tea), expires_on=clock.today() - timedelta(days=1))
    assert names(page(client, "/cooperatives/?q=det+lanh")) == ["HTX Dệt lanh Sương Đá"]
    assert names(page(client, "/cooperatives/?q=DỆT+suong")) == ["HTX Dệt lanh Sương Đá"]
    assert names(page(client, "/cooperatives/?q=anh")) == []  # a word is found by its beginning
    assert names(page(client, "/cooperatives/?people=mong")) == ["HTX Dệt lanh Sương Đá"]
    assert names(page(client, "/cooperatives/?stars=1")) == ["HTX Dệt lanh Sương Đá"]
    assert names(page(client, "/cooperatives/?people=nobody&stars=maybe&q=%00")) == [
        "HTX Dệt lanh Sương Đá",
        "HTX Trà Rừng Nghiêng",
    ]


def test_the_map_asks_the_list_for_a_province(client: Client) -> None:
    make_cooperative("HTX A")
    source = page(client, "/cooperatives/?province=08")
    assert (
        '<a href="/cooperatives/?province=08" tabindex="-1" aria-label="Tuyên Quang" aria-current="true" >'
        in " ".join(source.split())
    )


def test_pages_keep_what_was_asked(client: Client) -> None:
    for number in range(25):
        make_cooperative(f"HTX Dệt {number:02}", kind="union")
    assert "?q=det&amp;kind=union&amp;page=2" in page(client, "/cooperatives/?kind=union&q=det")


def test_a_page_past_the_end_is_the_last_one(client: Client) -> None:
    for number in range(25):
        make_cooperative(f"HTX {number:02}")
    assert names(page(client, "/cooperatives/?page=2")) == ["HTX 24"]
    assert names(page(client, "/cooperatives/?page=99")) == ["HTX 24"]


def test_a_stand_shows_its_three_newest_goods(client: Client) -> None:
    seller = make_cooperative()
    listings = [make_listing(seller, pictures=2) for _index in range(4)]
    make_listing(seller, state="hidden")
    source = page(client, "/cooperatives/")
    keys = [listing.pictures.get(position=0).picture.key.hex for listing in listings]
    assert re.findall(r"/pictures/([0-9a-f]{32})/400.webp", source) == [keys[3], keys[2], keys[1]]
    assert "4 " in text(source[source.index("stand__goods") :])


def test_a_stall_tells_who_it_is(client: Client) -> None:
    seller = make_cooperative(
        "HTX Dệt Nắng",
        story_vi="Dệt bên sông.\n\nBán cả năm.",
        registered_name="Hợp tác xã Dệt Nắng",
        registration_number="DEMO-77",
        members=58,
        women=52,
        peoples=[make_people()],
    )
    make_listing(seller, title="Khăn lanh")
    open_shop()
    source = page(client, f"/cooperatives/{seller.slug}/")
    shown = text(source)
    for words in ("HTX Dệt Nắng", "Bán cả năm.", "DEMO-77", "58", "52", "Mông", "Khăn lanh"):
        assert words in shown
    assert "<p>Dệt bên sông.</p>" in source


def test_a_stall_has_the_shelfs_filters(client: Client) -> None:
    seller = make_cooperative()
    make_listing(seller, title="Khăn rẻ", price=40_000)
    make_listing(seller, title="Khăn đắt", price=900_000)
    make_listing(title="Của người khác", price=40_000)
    open_shop()
    shown = text(page(client, f"/cooperatives/{seller.slug}/?max_price=50000"))
    assert "Khăn rẻ" in shown
    assert "Khăn đắt" not in shown
    assert "Của người khác" not in shown
    nothing = page(client, f"/cooperatives/{seller.slug}/?min_price=5000000")
    assert 'class="empty"' in nothing


def test_a_stall_shows_certificates_that_are_valid_today(client: Client) -> None:
    seller = make_cooperative()
    scarf = make_listing(seller, title="Khăn lanh")
    good = make_certificate(scarf, stars=4, decision_number="12/QĐ-UBND")
    gone = make_certificate(make_listing(seller), decision_number="99/QĐ-UBND", status="withdrawn")
    source = page(client, f"/cooperatives/{seller.slug}/")
    assert f'href="/certificate/{good.code}/"' in source
    assert text(source[source.index("/certificate/") :]).split(">")[1].startswith("Khăn lanh 12/QĐ-UBND")
    assert "12/QĐ-UBND" in source
    assert gone.code not in source
    assert "99/QĐ-UBND" not in source


def test_a_stall_lies_on_the_map_and_names_its_terms(client: Client) -> None:
    seller = make_cooperative()
    Commune.objects.filter(code="00901").update(lat=23.07, lon=105.1)
    source = page(client, f"/cooperatives/{seller.slug}/")
    assert 'class="map__spot" cx="153" cy="17"' in source
    assert "/places/tuyen-quang/lung-tam-00901/" in source
    assert "/policies/returns/" in source


@pytest.mark.parametrize("values", [{"status": "suspended"}, {"kind": "credit_fund"}])
def test_who_does_not_sell_has_no_stall(client: Client, values: dict[str, str]) -> None:
    page(client, f"/cooperatives/{make_cooperative(**values).slug}/", status=404)
    page(client, "/cooperatives/nobody/", status=404)


def test_a_stall_stays_open_while_the_engine_is_down(client: Client, engine_is_down: None) -> None:
    seller = make_cooperative()
    make_listing(seller, title="Khăn lanh")
    make_listing(title="Của người khác")
    shown = text(page(client, f"/cooperatives/{seller.slug}/"))
    assert "Khăn lanh" in shown
    assert "Của người khác" not in shown
