"""What the product page says beyond price and stock, and what it leaves out."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from marketplace.fulfilment.transit import load_transit
from marketplace.listings.enums import Shows, Supply
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing
from marketplace.places.enums import Region, Version
from marketplace.places.models import Commune, Province, Succession
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
from tests.integration.fulfilment.test_transit import ROWS
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.reading import addresses, page, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
THURSDAY = "2026-10-08T03:00:00Z"
CARE = ["hand_wash", "cold", "iron_low"]


def address(listing: Listing) -> str:
    return f"/product/{listing.product.slug}-{listing.product_id}/"


def english(client: Client, listing: Listing, query: str = "") -> str:
    return page(client, f"/en{address(listing)}{query}")


@pytest.fixture
def country() -> None:
    make_province()
    make_province("Hà Nội", "01")
    make_province("Hồ Chí Minh", "79", region=Region.SOUTH)
    load_transit(rows=ROWS)


@pytest.mark.usefixtures("country")
@time_machine.travel(THURSDAY)
def test_the_address_names_the_province_and_the_page_its_day(client: Client) -> None:
    listing = make_listing()
    anywhere = text(english(client, listing))
    assert "With you Mon 12 Oct to Sat 17 Oct" in anywhere
    south = english(client, listing, "?to=79")
    assert "In Hồ Chí Minh Thu 15 Oct to Sat 17 Oct" in text(south)
    assert re.findall(r'value="(\w*)"\s+selected', south) == ["79"]
    assert "In Hà Nội Tue 13 Oct to Wed 14 Oct" in text(english(client, listing, "?to=01"))
    for nonsense in ("?to=99", "?to=", "?to=%00", "?to=0%27"):
        assert "With you Mon 12 Oct to Sat 17 Oct" in text(english(client, listing, nonsense))


@pytest.mark.usefixtures("country")
@time_machine.travel(THURSDAY)
def test_all_provinces_stand_by_zone_the_near_ones_first(client: Client) -> None:
    source = english(client, make_listing())
    zones = text(source[source.index('class="dates__zones"') : source.index("</details>")])
    assert re.findall(r"Tuyên Quang|Hà Nội|Hồ Chí Minh", zones) == ["Tuyên Quang", "Hà Nội", "Hồ Chí Minh"]
    assert "Mon 12 Oct to Tue 13 Oct The same province Tuyên Quang" in zones
    assert "too late" not in zones


@pytest.mark.usefixtures("country")
@time_machine.travel(THURSDAY)
def test_days_of_making_move_the_dates_and_are_named(client: Client) -> None:
    listing = make_listing(supply=Supply.TO_ORDER, lead_days=5)
    shown = text(english(client, listing, "?to=01"))
    assert "In Hà Nội Mon 19 Oct to Tue 20 Oct" in shown
    assert "5 working days of making, then packed and sent by Fri 16 Oct" in shown
    assert "working days of making" not in text(english(client, make_listing()))


@pytest.mark.usefixtures("country")
@time_machine.travel(THURSDAY)
@pytest.mark.parametrize(("shelf_life", "late"), [(6, ["79"]), (14, []), (None, [])])
def test_goods_that_keep_a_short_time_warn_where_they_may_come_late(
    client: Client, shelf_life: int | None, late: list[str]
) -> None:
    """To the same province 3 calendar days at most, within the north 4, to the south 7."""
    listing = make_listing(shelf_life_days=shelf_life)
    warned = [code for code in ("08", "79") if "may come too late to" in english(client, listing, f"?to={code}")]
    assert warned == late
    assert ("keep a short time only" in english(client, listing)) is bool(late)


@pytest.mark.usefixtures("country")
@time_machine.travel(THURSDAY)
def test_the_rule_of_the_set_says_how_long_fresh_goods_may_travel(client: Client) -> None:
    fresh = make_set(1, "Rau tươi", "Fresh vegetables")
    make_rule(fresh, max_transit_days=4)
    listing = make_listing(product_set=fresh)
    assert "Fresh goods: they may come too late to Hồ Chí Minh" in text(english(client, listing, "?to=79"))
    assert "too late to" not in text(english(client, listing, "?to=01"))


@pytest.mark.parametrize(
    ("number", "price", "grams", "said"),
    [
        (11, 95_000, 200, "₫47,500/100 g"),
        (4, 350_000, 1500, "₫233,333/kg"),
        (11, 100, 300, "₫33/100 g"),
        (11, 100, 150, "₫67/100 g"),
    ],
)
def test_food_has_a_price_by_weight(client: Client, number: int, price: int, grams: int, said: str) -> None:
    kind = make_set(number, f"Bộ {number}", f"Set {number}")
    make_rule(kind)
    shown = text(english(client, make_listing(product_set=kind, price=price, net_weight_g=grams)))
    assert said in shown


@pytest.mark.parametrize(("number", "grams"), [(22, 320), (9, 500), (11, 100), (11, 1000), (17, 500)])
def test_where_weight_says_nothing_there_is_no_price_by_weight(client: Client, number: int, grams: int) -> None:
    kind = make_set(number, f"Bộ {number}", f"Set {number}")
    if number != 22:
        make_rule(kind)
    assert "data-per" not in english(client, make_listing(product_set=kind, net_weight_g=grams))


def test_each_variant_has_its_price_by_weight_its_weight_and_its_picture(client: Client) -> None:
    tea = make_set(11, "Chè", "Tea")
    make_rule(tea)
    variants = (VariantFacts("Nhỏ", "Small", 60_000, 3, 200), VariantFacts("To", "Large", 150_000, 0, 600))
    listing = make_listing(product_set=tea, variants=variants, pictures=3)
    large = listing.variants.get(value_en="Large")
    listing.pictures.filter(position=2).update(variant=large)
    source = english(client, listing)
    assert "200 g · 600 g" in text(source)
    small_pick, large_pick = re.findall(r"<label\s+class=\"pick\".*?</label>", source, re.DOTALL)
    assert "₫30,000/100 g" in text(small_pick)
    assert "₫25,000/100 g" in text(large_pick)
    assert ("data-shot" in small_pick, 'data-shot="p3"' in large_pick) == (False, True)
    key = listing.pictures.get(position=2).picture.key.hex
    assert f"/pictures/{key}/160.webp" in large_pick


def test_every_picture_says_what_it_promises_and_can_be_enlarged_without_script(client: Client) -> None:
    listing = make_listing(pictures=3)
    listing.pictures.update(is_illustration=False)
    listing.pictures.filter(position=0).update(shows=Shows.THIS_PIECE)
    listing.pictures.filter(position=1).update(shows=Shows.LIKE_THIS)
    source = english(client, listing)
    assert re.findall(r"<figcaption>(.*?)</figcaption>", source) == ["This very piece", "Made like this"]
    for number, picture in enumerate(listing.pictures.all(), start=1):
        assert {f"#z{number}", f"#p{number}"} <= set(addresses(source))
        assert f'id="z{number}"' in source
        assert f"/pictures/{picture.picture.key.hex}/1200.jpg" in source


def test_one_picture_has_no_thumbnails(client: Client) -> None:
    assert 'class="thumbs"' not in english(client, make_listing(pictures=1))


@pytest.mark.parametrize(("making", "is_machine"), [("machine_made", True), ("hand_woven", False)])
def test_machine_made_is_said_beside_the_title_and_on_the_card(
    client: Client, making: str, *, is_machine: bool
) -> None:
    seller = make_cooperative()
    listing = make_listing(seller, making=making)
    make_listing(seller, title="Khăn khác")
    open_shop()
    title = english(client, listing)
    title = title[: title.index("<h1>")]
    assert ("made--machine" in title) is is_machine
    assert ("Machine-made" in text(title)) is is_machine
    for shelf in ("/en/products/", "/en/search/?q=khan"):
        assert page(client, shelf).count("Machine-made</p>") == int(is_machine)


def test_the_passport_says_what_is_known(client: Client) -> None:
    listing = make_listing(
        making="hand_woven",
        techniques=["det_khung_cui"],
        hours_of_work=32,
        hand_share=90,
        village="Thôn Hợp Tiến",
        piece_length_cm=180,
        piece_width_cm=65,
        people=make_people(),
        motif_en="Lozenge",
        motif_vi="Quả trám",
        motif_meaning_vi="Hạt giống",
        motif_meaning_en="Seed",
        motif_source="Bảo tàng tỉnh, 2024",
        maker_name="Sùng Thị May",
        maker_consent_on=date(2026, 1, 5),
        care=CARE,
    )
    source = english(client, listing)
    shown = text(source[source.index('class="pass"') :])
    for words in (
        *("Hours of work 32 hours", "Made by hand 90 %", "Village Thôn Hợp Tiến", "Size 65 × 180 cm", "Motif Lozenge"),
        *("What the motif means Seed Source: Bảo tàng tỉnh, 2024", "Maker Sùng Thị May", "Wash by hand", "Cold water"),
        *("Cool iron, on the back", "small differences in colour, size and pattern are to be expected"),
    ):
        assert words in shown, words
    assert all(f"#care-{code}" in source for code in CARE)


def test_what_is_not_known_is_left_out(client: Client) -> None:
    source = english(client, make_listing(making="machine_made"))
    shown = text(source[source.index('class="pass"') :])
    for words in ("Hours", "hand", "Village", "Size", "Motif", "motif", "Maker", "care for", "differences", "Storage"):
        assert words not in shown.split("Where it was made")[0], words
    assert "<dd></dd>" not in source.replace(" ", "").replace("\n", "")


def test_no_meaning_without_its_source_and_no_maker_without_consent() -> None:
    """The database refuses both, and the passport asks again."""
    from marketplace.storefront.shelves.passport import passport  # noqa: PLC0415 - beside the one test that looks inside

    listing = make_listing(making="hand_woven")
    listing.motif_meaning_vi, listing.maker_name = "Mặt trời", "Ai đó"
    found = passport(listing)
    assert found is not None
    assert not {"Mặt trời", "Ai đó"} & {row.value for row in found.rows}


def test_food_names_its_allergens_and_season(client: Client) -> None:
    listing = make_listing(allergens=["peanuts", "sesame"], season_months=[10, 11])
    with time_machine.travel(THURSDAY):
        source = english(client, listing)
    shown = text(source)
    assert "Contains Peanuts, sesame" in shown
    assert "In season now Season: Oct to Nov" in shown
    months = re.search(r'<ol class="months".*?</ol>', source, re.DOTALL)
    assert months
    assert len(re.findall(r"<li\b", months[0])) == 12
    assert len(re.findall(r'class="on\b', months[0])) == 2
    plain = english(client, make_listing())
    assert ("Contains" in text(plain), 'class="months"' in plain) == (False, False)


def test_the_place_is_on_the_map_under_its_old_names_too(client: Client) -> None:
    commune = make_commune()
    Commune.objects.filter(pk=commune.pk).update(lat=23.07, lon=105.03)
    old = Province.objects.create(
        version=Version.OLD,
        code="02",
        name="Hà Giang",
        name_en="Ha Giang",
        kind="province",
        region=Region.NORTH,
        position=1,
        folded="ha giang",
        successor=commune.province,
    )
    for code, name in (("00901", "Lùng Tám"), ("00902", "Thái An")):
        before = Commune.objects.create(
            version=Version.OLD,
            code=code,
            province=old,
            kind="commune",
            name=name,
            folded=name.lower(),
            district="Quản Bạ",
            district_kind="district",
            district_code="029",
        )
        Succession.objects.create(old=before, new=commune, split=False)
    source = english(client, make_listing())
    assert "Before July 2025: xã Lùng Tám, xã Thái An, huyện Quản Bạ, tỉnh Hà Giang" in text(source)
    drawn = source[source.index('class="where__map"') : source.index('id="where"')]
    assert 'map.svg#p08" class="on"' in " ".join(drawn.split())
    assert "#hoangsa" in drawn
    assert "#truongsa" in drawn
    assert "<circle" in drawn


def test_the_seller_is_named_with_its_kind(client: Client) -> None:
    shown = text(english(client, make_listing(make_cooperative(kind="union"))))
    assert "Kind of seller Cooperative union" in shown


def test_similar_goods_are_of_other_sellers_on_the_same_shelf_at_about_the_price(client: Client) -> None:
    mine = make_cooperative("HTX Của tôi")
    listing = make_listing(mine, price=100_000, people=make_people(), making="hand_woven")
    make_listing(mine, title="Cùng gian", price=100_000)
    same_people = make_listing(title="Cùng dân tộc", price=200_000, people=make_people(), making="hand_woven")
    near_price = make_listing(title="Giá gần", price=110_000)
    make_listing(title="Đắt quá", price=301_000)
    make_listing(title="Rẻ quá", price=33_000)
    make_listing(title="Hết hàng", price=100_000, stock=0)
    make_listing(title="Quầy khác", price=100_000, shelf=make_shelf("tra/shan", "Trà", "Tea"))
    open_shop()
    source = english(client, listing)
    row = source[source.index("Like this, from other stalls") : source.index("More from this stall")]
    found = [link for link in addresses(row) if "/product/" in link]
    assert found == [f"/en{address(same_people)}", f"/en{address(near_price)}"]


def test_a_second_of_the_same_seller_comes_after_all_others(client: Client) -> None:
    listing = make_listing(price=100_000)
    other, third = make_cooperative("HTX Hai"), make_cooperative("HTX Ba")
    first, second = make_listing(other, price=100_000), make_listing(other, price=101_000)
    far = make_listing(third, price=290_000)
    open_shop()
    source = page(client, address(listing))
    row = source[source.index('class="block block--row"') :]
    found = [link for link in addresses(row) if "/product/" in link]
    assert found[:3] == [address(first), address(far), address(second)]


def test_the_page_can_be_shared_without_script(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://chophien.example"
    listing = make_listing()
    source = english(client, listing, "?to=01")
    full = f"https://chophien.example/en{address(listing)}"
    assert f'value="{full}"' in source
    assert any(link.startswith("mailto:?subject=") and "%2Fproduct%2F" in link for link in addresses(source))


def test_crumbs_are_shelf_and_shelf_above(client: Client) -> None:
    listing = make_listing()
    source = page(client, address(listing))
    crumbs = source[source.index('class="crumb"') : source.index("</nav>", source.index('class="crumb"'))]
    assert addresses(crumbs) == ["/products/", "/category/tho-cam/", "/category/tho-cam/khan/"]


def test_what_was_seen_comes_in_the_order_asked_and_only_what_is_on_show(client: Client) -> None:
    first, second, hidden = make_listing(), make_listing(), make_listing(state="hidden")
    open_shop()
    source = page(client, f"/en/seen/?ids={second.pk},{hidden.pk},x,{first.pk},{second.pk},99999999999999999999")
    found = [link for link in addresses(source) if "/product/" in link]
    assert found == [f"/en{address(second)}", f"/en{address(first)}"]
    assert page(client, "/seen/").strip() == ""
    assert page(client, "/seen/?ids=,,").strip() == ""


def test_at_most_six_are_seen(client: Client) -> None:
    seller = make_cooperative()
    made = [make_listing(seller) for _one in range(8)]
    open_shop()
    source = page(client, f"/seen/?ids={','.join(str(one.pk) for one in made)}")
    assert [link for link in addresses(source) if "/product/" in link] == [address(one) for one in made[:6]]
