"""Hearts, comparison, the question for the age and the bell, in a browser: with script, without, and read by axe."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Shop
from tests.e2e.test_pages import faults

pytestmark = pytest.mark.e2e
SHELF = "/category/tho-cam/"


def pressed(page: Page) -> list[str]:
    found = page.locator("[data-keep]")
    return [found.nth(place).get_attribute("aria-pressed") or "" for place in range(3)]


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_kept_compared_and_shown_to_somebody(visit: Any, screen: str) -> None:
    page = visit(screen)
    page.goto(SHELF)
    hearts = page.locator("[data-keep]")
    hearts.nth(0).click()
    with page.expect_response("**/drop/") as dropped:  # presses are carried out one after the other
        hearts.nth(1).click()
        hearts.nth(1).click()
    dropped.value.finished()
    expect(hearts.nth(1)).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(hearts.nth(0)).to_have_attribute("aria-pressed", "true")
    assert pressed(page) == ["true", "false", "false"]
    found = faults(page)

    page.goto(f"{SHELF}#compare")
    for place in range(3):
        page.locator(".tick input").nth(place).check()
    found += faults(page)
    page.click(".compare button")
    page.wait_for_url("**/compare/?ids=*")
    found += faults(page)

    page.goto("/favourites/")
    assert page.locator(".kept > li").count() == 1
    page.click("#share button")
    page.wait_for_selector("#link")
    found += faults(page)
    page.goto(page.input_value("#link"))
    found += faults(page)
    assert found == []


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_the_question_and_what_is_behind_it(visit: Any, screen: str) -> None:
    page = visit(screen)
    page.goto("/search/?q=ruou+can")
    found = faults(page)
    page.click("main .note a")
    found += faults(page)
    page.click("button[value=adult]")
    page.wait_for_url("**/search/**")
    page.click(".good__name a >> nth=0")
    expect(page.locator("main .note--warn")).to_be_visible()
    found += faults(page)
    assert found == []


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_the_bell(visit: Any, screen: str) -> None:
    page = visit(screen)
    page.goto("/search/?q=vai+thieu+luc+ngan")
    page.click(".good:has(.gone) .good__name a >> nth=0")
    page.click("main a[href^='/alerts/']")
    found = faults(page)
    page.click("main .form button")
    found += faults(page)
    page.fill("#contact", f"{screen}@example.com")
    page.check("[name=agreed]")
    page.click("main .form button")
    page.wait_for_url("**/product/**")
    expect(page.locator("[role=status] .note--ok")).to_be_visible()
    assert found == []


def test_all_of_it_without_script(browser: Browser, shop: Shop) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, base_url=shop.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(SHELF)
    page.click(".keep button >> nth=0")
    expect(page.locator("[role=status] .note--ok")).to_be_visible()
    assert page.url.endswith(SHELF)
    page.goto("/favourites/")
    assert page.locator(".kept > li").count() == 1
    page.click(".kept .bare")
    page.click(".undo button")
    assert page.locator(".kept > li").count() == 1
    page.goto(SHELF)
    page.click(".tools a[href='#compare']")
    for place in range(2):
        page.locator(".tick input").nth(place).check()
    page.click(".compare button")
    assert page.locator(".cmp tbody tr").count() > 5
    context.close()
