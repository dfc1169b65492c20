"""Every page of the line: axe finds nothing, one heading, a language, no sideways scroll, light enough."""

import gzip
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from tests.e2e.test_line import check_out, put_into_basket

pytestmark = pytest.mark.e2e
HTML_LIMIT, CSS_LIMIT, SCRIPT_LIMIT, FIRST_VIEW_LIMIT = 14_000, 14_000, 6_000, 150_000
SHOP = ("/", "/en/", "/category/tho-cam/", "/search/?q=tho+cam", "/search/?q=zzzzqq", "/cooperatives/", "/basket/")
ABOUT = ("/help/ranking/", "/en/help/ranking/", "/api/")
TELLING = ("/places/", "/places/tuyen-quang/", "/places/tuyen-quang/lung-tam-00901/", "/sets/", "/sets/22-vai-may-mac/")
TELLING += ("/peoples/", "/peoples/mong/", "/techniques/", "/techniques/det-cuom/", "/stories/", "/help/", "/policies/")
TELLING += ("/stories/lo-ren-phuc-sen/", "/help/buying/", "/policies/returns/", "/en/policies/personal-data/")
PORTAL = ("", "consignments/", "listings/", "listings/new/", "searches/", "notices/", "shop/")
OFFICE = ("", "listings/", "cooperatives/", "consignments/", "reports/", "reports/sales/", "reports/fulfilment/")
OFFICE += ("reports/searches/",)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands."""
    found = [
        f"{violation['id']}: {node['target']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
    ]
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} h1")
    if page.locator("html").get_attribute("lang") not in {"vi", "en"}:
        found.append("no language")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    if page.locator("[style], script:not([src]):not([type$='json'])").count():
        found.append("inline style or script")
    return [f"{page.url} {fault}" for fault in found]


def look(page: Page, addresses: tuple[str, ...]) -> list[str]:
    found = []
    for address in addresses:
        response = page.goto(address)
        if response is None or response.status != 200:
            found.append(f"{address}: {response and response.status}")
        found += faults(page)
    return found


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_the_shops_pages(visit: Any, screen: str) -> None:
    page = visit(screen)
    assert look(page, SHOP) == []
    assert look(page, ABOUT) == []
    page.goto("/search/?q=mat+ong")
    page.locator(".good__name a").first.click()
    page.wait_for_url(re.compile("/product/"))
    assert faults(page) == []
    seller = page.locator("a[href*='/cooperatives/']").first.get_attribute("href")
    assert look(page, (seller or "",)) == []


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_the_pages_that_tell(visit: Any, screen: str) -> None:
    page = visit(screen)
    assert look(page, TELLING) == []
    response = page.goto("/khong-co/")
    assert response is not None
    assert response.status == 404
    assert faults(page) == []


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_the_way_to_an_order(visit: Any, screen: str) -> None:
    page = visit(screen)
    page.goto("/category/tho-cam/")
    title = page.locator(".good:has(.add) .good__name a").first.inner_text()
    put_into_basket(page, title)
    assert look(page, ("/basket/", "/checkout/")) == []
    page.locator("main form button[type=submit]").click()
    assert faults(page) == []  # the form with its errors
    check_out(page)
    assert faults(page) == []


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_the_working_pages(visit: Any, screen: str) -> None:
    assert look(visit(screen), ("/account/sign-in/",)) == []
    owner = visit(screen, "owner")
    assert look(owner, tuple(f"/portal/{page}" for page in PORTAL)) == []
    owner.goto("/portal/consignments/")
    owner.locator("main a[href*='/portal/consignments/CP']").first.click()
    assert faults(owner) == []
    officer = visit(screen, "officer")
    assert look(officer, tuple(f"/office/{page}" for page in OFFICE)) == []


@pytest.mark.parametrize("address", ["/", "/category/tho-cam/", "/search/?q=tra", "/basket/"])
def test_the_first_view_is_light(visit: Any, address: str) -> None:
    """Bytes as a server sends them with gzip; pictures and fonts as they are."""
    page = visit("phone")
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        kind = response.request.resource_type
        body = response.body()
        is_text = kind in {"document", "stylesheet", "script"} or response.url.endswith(".svg")
        weights[kind] = weights.get(kind, 0) + len(gzip.compress(body) if is_text else body)

    page.on("response", weigh)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    in_view = page.evaluate(
        "[...document.images].filter(i => i.complete && i.getBoundingClientRect().top < innerHeight).length"
    )
    assert weights.get("document", 0) <= HTML_LIMIT
    assert weights.get("stylesheet", 0) <= CSS_LIMIT
    assert weights.get("script", 0) <= SCRIPT_LIMIT
    assert in_view <= 6
    images = weights.pop("image", 0)
    count = page.evaluate("[...document.images].filter(i => i.complete && i.naturalWidth).length") or 1
    assert sum(weights.values()) + images * in_view // count <= FIRST_VIEW_LIMIT


def test_the_line_can_be_played_without_script(browser: Any, shop: Any) -> None:
    context = browser.new_context(base_url=shop.url, java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto("/category/tra/")
    title = page.locator(".good:has(.add) .good__name a").first.inner_text()
    page.locator(".good .add").first.click()
    page.goto("/basket/")
    assert title in page.locator("main").inner_text()
    number = check_out(page)
    assert number.startswith("CP")
    context.close()
