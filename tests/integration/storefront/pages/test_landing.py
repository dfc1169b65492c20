"""Pages of sets, peoples, techniques and places: a text, goods of that subject only, and old names lead to today's."""

from datetime import date

import pytest
from django.test import Client

from marketplace.content.enums import Subject
from marketplace.content.services import write_landing
from marketplace.places.enums import CommuneKind, DistrictKind, Version
from marketplace.places.models import Commune, Province, Succession
from tests.factories.catalogue import (
    make_commune,
    make_cooperative,
    make_listing,
    make_people,
    make_province,
    make_rule,
    make_set,
)
from tests.factories.content import make_story
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.reading import page, statements, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]


def make_old_province() -> Province:
    return Province.objects.create(
        version=Version.OLD,
        code="02",
        name="Hà Giang",
        name_en="Ha Giang",
        kind="province",
        region="north",
        position=1,
        folded="ha giang",
        successor=make_province(),
    )


def test_a_peoples_page_has_its_text_its_goods_and_its_stories(client: Client) -> None:
    mong = make_people()
    scarf = make_listing(title="Khăn lanh", people=mong)
    make_listing(title="Của người khác")
    write_landing(
        subject=Subject.PEOPLE, key="mong", text_vi="Trồng [lanh](technique:theu).", text_en="The K'Ho & hemp."
    )
    make_story("lanh", scarf, topics=((Subject.PEOPLE, "mong"),))
    make_story("khac", scarf)
    open_shop()
    source = page(client, "/peoples/mong/")
    shown = text(source)
    assert "Khăn lanh" in shown
    assert "Của người khác" not in shown
    assert '<p>Trồng <a href="/techniques/theu/">lanh</a>.</p>' in source
    assert "Chuyện lanh" in shown
    assert "Chuyện khac" not in shown
    assert 'href="/search/?people=mong"' not in source  # one good: nothing to filter
    english = page(client, "/en/peoples/mong/")
    assert "<p>The K&#x27;Ho &amp; hemp.</p>" in english
    assert 'content="The K&#x27;Ho &amp; hemp."' in english  # escaped once


def test_a_people_without_text_has_a_page_while_it_has_goods(client: Client) -> None:
    make_listing(people=make_people())
    make_people("Lự", "Lu", "42")
    open_shop()
    page(client, "/peoples/mong/")
    page(client, "/peoples/lu/", status=404)
    page(client, "/peoples/nobody/", status=404)
    listed = page(client, "/peoples/")
    assert "/peoples/mong/" in listed
    assert "/peoples/lu/" not in listed


def test_names_that_we_do_not_print_are_not_on_the_page(client: Client) -> None:
    mong = make_people()
    mong.aliases.create(name="Mông Hoa", folded="mong hoa", printable=True)
    mong.aliases.create(name="Mẹo", folded="meo", printable=False)
    make_listing(people=mong)
    open_shop()
    shown = text(page(client, "/peoples/mong/"))
    assert "Mông Hoa" in shown
    assert "Mẹo" not in shown


def test_a_techniques_page(client: Client) -> None:
    make_listing(title="Khăn cườm", techniques=["det_cuom"])
    make_listing(title="Khăn trơn", techniques=["det_khung_cui"])
    open_shop()
    shown = text(page(client, "/techniques/det-cuom/"))
    assert "Khăn cườm" in shown
    assert "Khăn trơn" not in shown
    page(client, "/techniques/det-det/", status=404)
    page(client, "/techniques/ikat/", status=404)  # neither text nor goods
    listed = page(client, "/techniques/")
    assert "/techniques/det-cuom/" in listed
    assert "/techniques/ikat/" not in listed


def test_a_sets_page_has_one_address(client: Client) -> None:
    make_listing(title="Khăn lanh")
    open_shop()
    assert "Khăn lanh" in text(page(client, "/sets/22-vai-may-mac/"))
    moved = client.get("/sets/22-khac/")
    assert (moved.status_code, moved["Location"]) == (301, "/sets/22-vai-may-mac/")
    page(client, "/sets/27-khac/", status=404)
    assert "/sets/22-vai-may-mac/" in page(client, "/sets/")


def test_restricted_goods_stand_on_no_landing_page(client: Client) -> None:
    wine = make_set(14, "Rượu trắng", "White spirits")
    make_rule(product_set=wine, min_age=18, cashless_only=True, advertised=False)
    make_listing(title="Rượu ngô", product_set=wine, people=make_people(), techniques=["theu"])
    make_listing(title="Khăn", people=make_people(), techniques=["theu"])
    open_shop()
    shown = text(page(client, "/sets/14-ruou-trang/"))
    assert "18" in shown
    for address in ("/sets/14-ruou-trang/", "/peoples/mong/", "/techniques/theu/", "/places/tuyen-quang/"):
        assert "Rượu ngô" not in text(page(client, address))


def test_a_provinces_page_names_what_it_took_in(client: Client) -> None:
    make_old_province()
    far = make_commune("Văn Chấn", "04699", make_province("Lào Cai", "15"))
    make_listing(make_cooperative("HTX Gần"), title="Khăn gần")
    make_listing(make_cooperative("HTX Xa", commune=far), title="Khăn xa")
    open_shop()
    source = page(client, "/places/tuyen-quang/")
    shown = text(source)
    assert "Hà Giang" in shown
    assert "Khăn gần" in shown
    assert "HTX Gần" in shown
    assert "Khăn xa" not in shown
    assert "HTX Xa" not in shown
    assert 'href="/places/tuyen-quang/lung-tam-00901/"' in source
    link = '<a href="/places/tuyen-quang/" tabindex="-1" aria-label="Tuyên Quang" aria-current="true" >'
    assert link in " ".join(source.split())


def test_an_old_provinces_name_leads_to_todays(client: Client) -> None:
    make_old_province()
    moved = client.get("/places/ha-giang/")
    assert (moved.status_code, moved["Location"]) == (301, "/places/tuyen-quang/")
    page(client, "/places/nowhere/", status=404)


def test_a_communes_page_has_its_old_names_and_one_address(client: Client) -> None:
    today = make_commune()
    old = Commune.objects.create(
        version=Version.OLD,
        code="00900",
        province=make_old_province(),
        kind=CommuneKind.COMMUNE,
        name="Đông Hà",
        folded="dong ha",
        district="Quản Bạ",
        district_kind=DistrictKind.DISTRICT,
        district_code="029",
        district_folded="quan ba",
    )
    Succession.objects.create(old=old, new=today, split=False)
    make_listing(title="Khăn lanh")
    make_listing(make_cooperative(commune=make_commune("Xa", "00999")), title="Khăn xa")
    open_shop()
    shown = text(page(client, "/places/tuyen-quang/lung-tam-00901/"))
    for name in ("Lùng Tám", "Đông Hà", "Quản Bạ", "Hà Giang", "Khăn lanh"):
        assert name in shown
    assert "Khăn xa" not in shown
    moved = client.get("/places/lao-cai/khac-00901/")
    assert (moved.status_code, moved["Location"]) == (301, "/places/tuyen-quang/lung-tam-00901/")
    page(client, "/places/tuyen-quang/lung-tam-99999/", status=404)


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/sets/22-vai-may-mac/", 4),
        ("/peoples/mong/", 4),
        ("/techniques/theu/", 2),
        ("/places/tuyen-quang/", 6),
        ("/places/tuyen-quang/lung-tam-00901/", 3),
        ("/places/", 1),
        ("/sets/", 1),
    ],
)
def test_statements_do_not_grow(client: Client, count: int, address: str, most: int) -> None:
    mong = make_people()
    for number in range(count):
        listing = make_listing(people=mong, techniques=["theu"])
        make_story(f"chuyen-{number}", listing, topics=((Subject.PEOPLE, "mong"), (Subject.PROVINCE, "08")))
    open_shop()
    statements(client, address)
    assert statements(client, address) == most


def test_pages_say_so_while_the_engine_is_down(client: Client, engine_is_down: None) -> None:
    make_listing(title="Khăn lanh", people=make_people())
    write_landing(subject=Subject.PEOPLE, key="mong", text_vi="Trồng lanh.", text_en="Hemp.")
    source = page(client, "/peoples/mong/")
    assert "Trồng lanh." in source
    assert "note--warn" in source
    assert "Khăn lanh" in text(page(client, "/places/tuyen-quang/"))  # the plain listing knows provinces
    assert "Khăn lanh" not in text(page(client, "/places/tuyen-quang/lung-tam-00901/"))


def test_a_story_shows_goods_that_stand_on_the_shelves(client: Client) -> None:
    scarf, gone = make_listing(title="Khăn lanh"), make_listing(title="Khăn ẩn", state="hidden")
    make_story(
        "lanh", scarf, gone, topics=((Subject.PEOPLE, "mong"), (Subject.PROVINCE, "08")), body_vi="## Đầu\nThân."
    )
    make_people()
    open_shop()
    source = page(client, "/stories/lanh/")
    shown = text(source)
    assert "Khăn lanh" in shown
    assert "Khăn ẩn" not in shown
    assert "<h2>Đầu</h2>" in source
    assert 'href="/peoples/mong/"' in source
    assert 'href="/places/tuyen-quang/"' in source
    assert scarf.pictures.get().picture.key.hex in source


def test_a_story_of_tomorrow_is_not_there_yet(client: Client) -> None:
    make_story("mai", make_listing(), day=date(2099, 1, 1))
    page(client, "/stories/mai/", status=404)
    assert "/stories/mai/" not in page(client, "/stories/")
