"""The product page in a browser, with script and without; the certificate; the card."""

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from tests.e2e.test_pages import CSS_LIMIT, FIRST_VIEW_LIMIT, HTML_LIMIT, SCRIPT_LIMIT, faults, look

pytestmark = pytest.mark.e2e
MOST_REQUESTS = 12  # beside the pictures, which come as they are needed


def first_of(page: Page, shelf: str) -> str:
    """The address of the first good on a shelf; what other tests put there (test_line) has no passport."""
    page.goto(f"/category/{shelf}/")
    return page.locator(".good__name a").filter(has_not_text="thử nghiệm").first.get_attribute("href") or ""


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_product_certificate_and_card_have_no_faults(visit: Any, screen: str) -> None:
    page = visit(screen)
    cloth, fruit = first_of(page, "tho-cam/khan"), first_of(page, "rau-qua")
    assert look(page, (cloth, f"/en{cloth}", f"{cloth}passport/", f"/en{cloth}passport/", f"{fruit}?to=01")) == []
    page.goto("/search/?q=ocop+4+sao")
    page.locator(".good:has(.ocop) .good__name a").first.click()
    page.wait_for_url(re.compile("/product/"))
    proof = page.locator("a[href*='/certificate/']").first.get_attribute("href") or ""
    assert look(page, (proof, f"/en{proof}")) == []
    page.goto(cloth)
    page.locator("[data-zoom]").first.click()
    assert faults(page) == []


def test_pictures_are_enlarged_and_the_day_is_asked_without_script(browser: Any, shop: Any) -> None:
    context = browser.new_context(base_url=shop.url, java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(first_of(page, "tho-cam/khan"))
    large = page.locator("#z1 img")
    expect(large).to_be_hidden()
    page.locator("a[href='#z1']").click()
    expect(large).to_be_visible()
    expect(page.locator("#z2")).to_be_hidden()
    box = large.bounding_box()
    assert box
    assert box["width"] >= 1200
    page.locator("#z1 a").click()
    expect(large).to_be_hidden()
    page.locator(".dates summary").click()
    page.locator("#to").select_option(label="Hồ Chí Minh")
    page.locator(".dates button").click()
    page.wait_for_url(re.compile(r"\?to=79"))
    assert "Hồ Chí Minh" in page.locator("#when b").first.inner_text()
    page.locator(".share summary").click()
    expect(page.locator(".share input")).to_have_value(re.compile("/product/"))
    context.close()


def test_the_enlarged_picture_is_left_by_escape_and_gives_the_focus_back(visit: Any) -> None:
    page = visit("desk")
    page.goto(first_of(page, "tho-cam/khan"))
    page.locator("[data-zoom]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#z1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#z1")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('[data-zoom]')")
    assert "#z1" not in page.url


def test_choosing_a_colour_shows_its_picture_and_price(visit: Any) -> None:
    page = visit("phone")
    page.goto("/search/?q=khan+to+tam+hoa+tien")
    page.locator(".good__name a").first.click()
    page.wait_for_url(re.compile("/product/"))
    pick = page.locator(".pick[data-shot]").last
    wanted = pick.get_attribute("data-shot")
    pick.locator("input").check(force=True)
    page.wait_for_function(
        "id => Math.abs(document.getElementById(id).getBoundingClientRect().left) < innerWidth / 3", arg=wanted
    )
    assert page.locator(".bar [data-price]").inner_text() == pick.locator("[data-own-price]").inner_text()


def test_what_was_looked_at_stands_below_the_next_good_and_only_in_this_browser(visit: Any) -> None:
    page = visit("phone")
    first = first_of(page, "tho-cam/khan")
    page.goto(first)
    page.goto(first_of(page, "rau-qua"))
    page.locator("[data-seen]").scroll_into_view_if_needed()
    row = page.locator("[data-seen] .good__name a")
    expect(row).to_have_count(1)
    assert row.get_attribute("href") == first
    assert page.context.cookies() == []
    other = visit("phone")
    other.goto(first)
    other.locator("[data-seen]").scroll_into_view_if_needed()
    expect(other.locator("[data-seen] .good")).to_have_count(0)


def test_the_card_is_one_page_of_a6(visit: Any) -> None:
    page = visit("phone")
    page.goto(f"{first_of(page, 'tho-cam/khan')}passport/")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
    width, height = map(float, re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", paper)[0])
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (105, 148)


@pytest.mark.parametrize("shelf", ["tho-cam/khan", "rau-qua"])
def test_the_product_page_is_light(visit: Any, shelf: str) -> None:
    """Bytes as a server sends them with gzip; of the pictures those that the first screen shows, as in test_pages."""
    page = visit("phone")
    address = first_of(page, shelf)
    fresh = visit("phone")
    weights: dict[str, int] = {}
    asked: list[str] = []

    def weigh(response: Response) -> None:
        kind = response.request.resource_type
        body = response.body()
        asked.append(response.url)
        is_text = kind in {"document", "stylesheet", "script"} or response.url.endswith(".svg")
        weights[kind] = weights.get(kind, 0) + len(gzip.compress(body) if is_text else body)

    fresh.on("response", weigh)
    fresh.goto(address)
    fresh.wait_for_load_state("networkidle")
    assert weights["document"] <= HTML_LIMIT
    assert weights["stylesheet"] <= CSS_LIMIT
    assert weights["script"] <= SCRIPT_LIMIT
    in_view = fresh.evaluate(
        "[...document.images].filter(i => i.complete && i.naturalWidth && i.getBoundingClientRect().top < innerHeight)"
        ".map(i => i.currentSrc)"
    )
    images = weights.pop("image")
    pictures = [address for address in asked if "/pictures/" in address]
    assert sum(weights.values()) + images * len(set(in_view)) // len(pictures) <= FIRST_VIEW_LIMIT
    rest = [address for address in asked if address not in pictures]
    assert len(rest) <= MOST_REQUESTS, rest
