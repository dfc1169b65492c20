"""Side by side: what fits together, what differs, and an address that can be passed on."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing
from tests.factories.buying import text_of
from tests.factories.catalogue import make_cooperative, make_listing, make_people, make_set, make_shelf
from tests.integration.storefront.shelves.conftest import make_rule, open_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def compare(client: Client, *listings: Listing) -> Any:
    return client.get(f"/en/compare/?ids={','.join(str(one.product_id) for one in listings)}")


def lines(page: Any) -> dict[str, tuple[str, ...]]:
    return {line.label: tuple(value.replace("\u00a0", " ") for value in line.values) for line in page.context["lines"]}


def test_what_is_said_of_cloth_stands_side_by_side(client: Client) -> None:
    seller = make_cooperative("HTX Suối Mây", name_en="Suối Mây Cooperative")
    hand = make_listing(
        seller,
        price=690_000,
        stock=4,
        people=make_people(),
        making="hand_woven",
        techniques=["det_khung_dai"],
        materials=["lanh"],
        dyes=["cham"],
        hours_of_work=120,
        hand_share=100,
        piece_length_cm=180,
        piece_width_cm=65,
    )
    machine = make_listing(seller, price=90_000, stock=50, making="machine_made", materials=["polyester"])
    page = compare(client, hand, machine)
    assert page.status_code == 200
    assert lines(page) == {
        "Price": ("₫690,000 / piece", "₫90,000 / piece"),
        "How many are left": ("4 left", "In stock"),
        "People": ("Hmong", ""),
        "How it is made": ("Hand-woven", "Machine-made"),
        "Technique": ("Woven on a back-strap loom", ""),
        "Material": ("Hemp", "Polyester"),
        "Dye": ("Indigo", ""),
        "Hours of work": ("120 hours", ""),
        "Made by hand": ("100 %", ""),
        "Size": ("65 × 180 cm", ""),
        "Net weight": ("320 g", "320 g"),
        "Seller": ("Suối Mây Cooperative", "Suối Mây Cooperative"),
        "Where it is from": ("Lùng Tám, Tuyên Quang", "Lùng Tám, Tuyên Quang"),
    }
    differing = {line.label for line in page.context["lines"] if line.differs}
    assert {"Price", "Material"} <= differing
    assert {"Net weight", "Seller"} & differing == set()
    assert page.content.decode().count('class="differs"') == len(differing)


def test_food_is_compared_by_the_price_of_its_weight_and_how_long_it_keeps(client: Client) -> None:
    tea = make_set(12, "Trà", "Tea")
    make_rule(product_set=tea)
    packs = (
        VariantFacts(value_vi="Nhỏ", value_en="Small", price=60_000, stock=2, net_weight_g=200),
        VariantFacts(value_vi="Lớn", value_en="Large", price=110_000, stock=2, net_weight_g=1500),
    )
    small = make_listing(product_set=tea, net_weight_g=250, price=50_000, shelf_life_days=365)
    both = make_listing(product_set=tea, variants=packs, shelf_life_days=180)
    found = lines(compare(client, small, both))
    assert found["Unit price"] == ("₫20,000 / 100 g", "₫30,000 / 100 g")
    assert found["Shelf life"] == ("365 days", "180 days")
    assert found["To choose from"] == ("", "Small · Large")
    assert found["Net weight"] == ("250 g", "200 g–1.5 kg")
    assert found["Price"][1].startswith("from ₫60,000")


def test_three_and_no_more(client: Client) -> None:
    seller = make_cooperative()
    four = [make_listing(seller) for _index in range(4)]
    page = compare(client, *four)
    assert [column.listing.pk for column in page.context["columns"]] == [one.pk for one in four[:3]]
    assert "Three goods at most stand side by side" in text_of(page)


def test_different_kinds_are_explained(client: Client) -> None:
    tea = make_set(12, "Trà", "Tea")
    make_rule(product_set=tea)
    cloth = make_listing(title="Khăn")
    leaf = make_listing(title="Trà", product_set=tea, shelf=make_shelf("tra", "Trà", "Tea"))
    page = compare(client, cloth, leaf)
    assert "These are of different kinds" in text_of(page)
    assert "<table" not in page.content.decode()
    assert [column.without for column in page.context["columns"]] == [
        f"/en/compare/?ids={leaf.product_id}",
        f"/en/compare/?ids={cloth.product_id}",
    ]


@pytest.mark.parametrize("same", ["shelf", "set"])
def test_one_set_or_one_shelf_above_is_enough(client: Client, same: str) -> None:
    other_set = make_set(21, "Nội thất", "Furniture")
    make_rule(product_set=other_set)
    first = make_listing(shelf=make_shelf("tho-cam/khan"))
    second = (
        make_listing(shelf=make_shelf("tho-cam/tui", "Túi", "Bags"), product_set=other_set)
        if same == "shelf"
        else make_listing(shelf=make_shelf("do-khac", "Khác", "Other"))
    )
    assert compare(client, first, second).context["lines"]


def test_tick_boxes_lead_to_the_address_to_pass_on(client: Client) -> None:
    answer = client.get("/en/compare/?ids=12&ids=7&ids=12")
    assert (answer.status_code, answer["Location"]) == (302, "/en/compare/?ids=12,7")
    assert client.get("/en/compare/?ids=12,7").status_code == 200


def test_from_one_to_the_second(client: Client) -> None:
    seller = make_cooperative()
    first, second = make_listing(seller, title="Khăn"), make_listing(seller, title="Túi")
    open_shop()
    page = compare(client, first)
    assert [good.product_id for good in page.context["others"]] == [second.product_id]
    assert f'name="ids" value="{second.product_id}"' in page.content.decode()


def test_with_nothing_chosen_the_way_is_shown(client: Client) -> None:
    for query in ("", "?ids=", "?ids=abc", "?other=1"):
        page = client.get(f"/en/compare/{query}", follow=True)
        assert page.status_code == 200
        assert "tick two or three goods" in text_of(page)


def test_what_is_not_on_the_shelves_is_left_out_without_a_name(client: Client) -> None:
    shown = make_listing(title="Khăn")
    page = compare(client, shown, make_listing(title="Bí mật", state="draft"))
    assert "What is not on the shelves today was left out." in text_of(page)
    assert "Bí mật" not in text_of(page)


@pytest.mark.parametrize("count", [2, 3])
def test_statements_do_not_grow(client: Client, count: int) -> None:
    seller = make_cooperative()
    found = [make_listing(seller, pictures=2) for _index in range(count)]
    compare(client, *found)  # names of the shelves are read once
    assert compare(client, *found)["X-Query-Count"] == "4"


def test_shelves_offer_ticks_and_the_button_without_script(client: Client) -> None:
    listing = make_listing()
    open_shop()
    source = client.get("/en/products/").content.decode()
    assert f'name="ids" value="{listing.product_id}" form="compare"' in source
    assert 'id="compare" action="/en/compare/"' in source
    assert 'href="#compare"' in source
    product = client.get(f"/en/product/{listing.product.slug}-{listing.product_id}/").content.decode()
    assert f'href="/en/compare/?ids={listing.product_id}"' in product


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ids=st.lists(st.text(max_size=25), max_size=6))
def test_every_address_has_a_page(client: Client, ids: list[str]) -> None:
    page: Any = client.get("/en/compare/", {"ids": ids}, follow=True)
    assert page.status_code == 200
    assert len(page.redirect_chain) <= 1
