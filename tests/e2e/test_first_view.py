"""What somebody with a small phone gets before touching anything: few requests, goods at once, room for a thumb."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.e2e
REQUESTS, TAB_STOPS, TOUCH = 12, 8, 44
SHELVES = ("/", "/category/tho-cam/", "/search/?q=tra")
# Everything that can be pressed and is no link within running text (WCAG 2.5.5 leaves those out), below its own size.
SMALL = """size => [...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden])')]
    .map(node => [node, (node.closest('label') || node).getBoundingClientRect()])
    .filter(([node, box]) => {
        if (!node.checkVisibility({ visibilityProperty: true })) return false;
        if (box.width < 2 || box.top >= innerHeight) return false;
        if (node.matches('.skip, p a:not([class]), dd a, svg a')) return false;
        const over = getComputedStyle(node, '::after');
        if (over.position === 'absolute' && over.inset === '0px') return false;
        return box.width < size - 0.5 || box.height < size - 0.5;
    })
    .map(([node, box]) => `${node.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.fixture(scope="module")
def addresses(browser: Any, shop: Any) -> tuple[str, ...]:
    page = browser.new_page(base_url=shop.url)
    page.goto("/search/?q=mat+ong")
    page.locator(".good__name a").first.click()
    page.wait_for_url(re.compile("/product/"))
    product = page.evaluate("location.pathname")
    seller = page.locator("a[href*='/cooperatives/']:not([href$='/cooperatives/'])").first.get_attribute("href")
    page.close()
    return (*SHELVES, product, str(seller), "/cooperatives/", "/basket/")


def first_view(page: Page, address: str) -> list[str]:
    """What the browser asks for until it is quiet, nobody having scrolled."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    return asked


def test_requests_of_a_first_view(visit: Any, addresses: tuple[str, ...]) -> None:
    for address in addresses:
        asked = first_view(visit("phone"), address)
        assert 4 < len(asked) <= REQUESTS, (address, asked)


def test_no_picture_is_missing_where_somebody_scrolls(visit: Any, addresses: tuple[str, ...]) -> None:
    """What is not fetched at first comes before it shows: by scrolling, and by swiping along a row."""
    for address in addresses:
        page = visit("phone")
        page.goto(address)
        height = page.evaluate("document.documentElement.scrollHeight")
        for top in range(0, height, 390):
            page.evaluate(f"scrollTo(0, {top})")
            page.wait_for_function(
                """() => [...document.images].every(image => {
                    const box = (image.closest('a, li, .good__pic, .stand__goods') || image).getBoundingClientRect();
                    const shows = box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
                    return !shows || !image.offsetParent || image.naturalWidth > 0;
                })"""
            )
        for row in page.locator(".goods.scroll").all():
            row.scroll_into_view_if_needed()
            row.evaluate("row => row.scrollTo(row.scrollWidth, 0)")
            page.wait_for_function(
                "row => row.querySelectorAll('img').length && [...row.querySelectorAll('img')].at(-1).naturalWidth > 0",
                arg=row.element_handle(),
            )


@pytest.mark.parametrize("address", SHELVES)
def test_goods_stand_in_the_first_view_two_in_a_row(visit: Any, address: str) -> None:
    page = visit("phone")
    page.goto(address)
    first, second, third = (page.locator(".good").nth(index).bounding_box() for index in range(3))
    assert first["y"] + first["height"] <= 780
    assert second["y"] == first["y"]
    assert second["x"] >= first["x"] + first["width"]
    assert third["y"] > first["y"]
    search = page.locator("input[type=search]").first.bounding_box()
    assert search["y"] + search["height"] <= first["y"]


@pytest.mark.parametrize("address", SHELVES)
def test_few_stops_of_the_tab_key_to_the_first_good(visit: Any, address: str) -> None:
    page = visit("phone")
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    stops = 1
    while not page.evaluate("!!document.activeElement.closest('.good')"):
        stops += 1
        assert stops <= TAB_STOPS, page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")


def test_what_can_be_pressed_has_room(visit: Any, addresses: tuple[str, ...]) -> None:
    page = visit("phone")
    small: list[str] = []
    for address in addresses:
        page.goto(address)
        small += [f"{address} {found}" for found in page.evaluate(SMALL, TOUCH)]
    assert small == []
