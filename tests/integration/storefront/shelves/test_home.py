from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from marketplace.core import clock
from marketplace.search.interface import SearchQuery
from marketplace.search.services import search
from marketplace.storefront.shelves.goods import varied
from marketplace.storefront.shelves.home import home
from tests.factories.catalogue import make_cooperative, make_listing, make_set, make_shelf
from tests.factories.content import make_story
from tests.integration.storefront.shelves.conftest import make_rule, open_shop
from tests.integration.storefront.shelves.reading import page, statements, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]


@pytest.mark.parametrize("count", [1, 6])
def test_statements_do_not_grow_with_the_goods(client: Client, count: int) -> None:
    seller = make_cooperative()
    for _index in range(count):
        make_listing(seller, pictures=2)
    open_shop()
    stall = int(count >= 4)
    # A new process: shelves, provinces, number of sellers, whose turn it is, the close-up of the cloth, the stories and
    # the seller of the day; all of it is kept until the index changes.
    assert statements(client, "/") == 6 + stall
    assert statements(client, "/") == 0


def test_shows_goods_stall_places_and_what_the_market_keeps(client: Client) -> None:
    seller = make_cooperative("HTX Suối Mây", story_vi="Dệt lanh bên sông. Bán cả năm. Câu thứ ba.")
    for number in range(4):
        make_listing(seller, title=f"Khăn lanh số {number}", price=690_000, pictures=2)
    open_shop()
    shown = text(page(client, "/"))
    assert "Khăn lanh số 0" in shown
    assert "690.000 ₫" in shown
    assert "HTX Suối Mây Lùng Tám, Tuyên Quang Dệt lanh bên sông. Bán cả năm." in shown
    assert "Câu thứ ba" not in shown


def test_what_may_not_be_advertised_is_not_on_home(client: Client) -> None:
    wine = make_set(14, "Rượu", "Spirits")
    make_rule(product_set=wine, min_age=18, cashless_only=True, advertised=False)
    make_listing(title="Khăn lanh")
    make_listing(title="Rượu ngô", product_set=wine)
    open_shop()
    shown = text(page(client, "/"))
    assert "Khăn lanh" in shown
    assert "Rượu ngô" not in shown


def test_what_is_in_season_this_month_has_a_row_of_its_own() -> None:
    may = date(2026, 5, 14)
    for number in range(12):
        make_listing(title=f"Khăn {number}")
    plums = make_listing(title="Mận", season_months=[5, 6])
    make_listing(title="Cam", season_months=[11, 12])
    open_shop()
    context = home(may)
    opening = {good.title for good in context["goods"]} & {"Mận"}  # the lot may have put it there already
    assert {good.title for good in context["harvest"]} == {"Mận"} - opening
    hits = search(SearchQuery(today=may, season_month=5)).hits
    assert [card.listing_id for card in hits] == [plums.pk]


def test_no_good_stands_in_two_rows() -> None:
    for number in range(40):
        make_listing(title=f"Khăn {number}", season_months=[5] if number % 3 else [])
    open_shop()
    context = home(date(2026, 5, 14))
    urls = [good.url for row in ("goods", "harvest", "new") for good in context[row]]
    assert len(context["goods"]) == 10
    assert len(context["harvest"]) == 5
    assert len(context["new"]) == 5
    assert len(urls) == len(set(urls))


def test_stories_go_round_and_the_map_leads_to_places(client: Client) -> None:
    listing = make_listing()
    for number in range(7):
        make_story(f"chuyen-{number}", listing, day=date(2026, 1, 1 + number))
    make_story("mai", listing, day=date(2099, 1, 1))
    open_shop()
    days = [date(2026, 5, 1) + timedelta(days=number) for number in range(7)]
    told = {tale.url for day in days for tale in home(day)["stories"]}
    assert told == {f"/stories/chuyen-{number}/" for number in range(7)}
    source = page(client, "/")
    assert source.count('class="tale"') == 3
    assert listing.pictures.get().picture.key.hex in source[source.index('class="tale"') :]
    assert '<a href="/places/tuyen-quang/"' in source


def test_sold_out_goods_do_not_open_the_day(client: Client) -> None:
    make_listing(title="Còn đây", stock=1)
    make_listing(title="Hết rồi", stock=0)
    open_shop()
    shown = text(page(client, "/"))
    assert "Còn đây" in shown
    assert "Hết rồi" not in shown


def test_says_so_when_there_is_nothing_yet(client: Client) -> None:
    open_shop()
    assert 'class="empty"' in page(client, "/")


def test_goods_stand_there_while_the_engine_is_down(client: Client, engine_is_down: None) -> None:
    make_listing(title="Khăn lanh")
    assert "Khăn lanh" in text(page(client, "/"))


def test_the_draw_takes_as_many_sellers_and_shelves_as_there_are() -> None:
    sellers = [make_cooperative() for _index in range(3)]
    for index in range(9):
        make_shelf(f"quay-{index % 3}", f"Quầy {index % 3}", f"Shelf {index % 3}")
        make_listing(sellers[index % 3], shelf=make_shelf(f"quay-{index % 3}"))
    open_shop()
    hits = search(SearchQuery(today=clock.today(), page_size=50)).hits
    drawn = varied(hits, wanted=3, day=date(2026, 10, 8))
    assert {card.cooperative_id for card in drawn} == {seller.pk for seller in sellers}
    assert len({card.shelf for card in drawn}) == 3
    assert len({card.listing_id for card in varied(hits, wanted=20, day=date(2026, 10, 8))}) == 9


def test_the_draw_is_the_same_all_day_and_another_one_on_other_days() -> None:
    seller = make_cooperative()
    for _index in range(8):
        make_listing(seller)
    open_shop()
    today = date(2026, 10, 8)

    def drawn(day: date) -> list[Any]:
        return [good.url for good in home(day)["goods"]]

    assert drawn(today) == drawn(today)
    assert len({tuple(drawn(today + timedelta(days=days))) for days in range(5)}) > 1
