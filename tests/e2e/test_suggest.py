"""The search field while somebody types: keys, screen readers, composed letters, and without script."""

import re
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.e2e.conftest import WIDTHS, Shop
from tests.e2e.test_pages import faults

pytestmark = pytest.mark.e2e
OPTIONS = "[role=option]"


def type_into(page: Page, text: str) -> None:
    page.click("#q")
    expect(page.locator("#q")).to_have_attribute("role", "combobox")
    page.keyboard.type(text, delay=20)


@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_it_is_a_combobox(visit: Any, screen: str) -> None:
    page = visit(screen)
    page.goto("/products/")
    field = page.locator("#q")
    type_into(page, "tra")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    count = page.locator(OPTIONS).count()
    assert 0 < count <= 8
    assert faults(page) == []
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "hint-0")
    expect(page.locator(OPTIONS).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")  # back to what was typed
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", f"hint-{count - 1}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert field.input_value() == "tra"


def test_enter_takes_what_is_marked_and_else_searches(visit: Any) -> None:
    page = visit()
    page.goto("/en/")
    type_into(page, "tra")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    target = page.locator(OPTIONS).first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")
    type_into(page, "tra")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=tra")


def test_a_finger_takes_one_too(visit: Any) -> None:
    page = visit()
    page.goto("/")
    type_into(page, "mat")
    option = page.locator(OPTIONS).first
    target = option.get_attribute("href")
    option.click()
    page.wait_for_url(f"**{target}")


def test_the_last_question_wins(visit: Any) -> None:
    """An answer that comes late belongs to a question that nobody asks any more."""
    page = visit()
    page.goto("/")
    type_into(page, "k")
    held: list[Any] = []
    page.route(re.compile(r"suggest/\?q=tra&"), lambda route, _request: held.append(route))
    page.keyboard.press("Backspace")
    page.keyboard.type("tra")
    page.wait_for_timeout(400)
    assert len(held) == 1
    page.fill("#q", "mật ong")
    expect(page.locator(OPTIONS).first).to_be_visible()
    shown = page.locator(OPTIONS).all_inner_texts()
    with suppress(Error):  # the browser has given it up already
        held[0].fulfill(json={"sections": [{"kind": "late", "title": "Late", "entries": []}]})
    page.wait_for_timeout(300)
    assert page.locator(OPTIONS).all_inner_texts() == shown


def test_keys_belong_to_a_keyboard_that_composes(visit: Any) -> None:
    """While a word is being composed Enter finishes the word; suggestions come all the same."""
    page = visit()
    page.goto("/products/")
    type_into(page, "")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"selectionStart": 3, "selectionEnd": 3, "text": "trà"})
    expect(page.get_by_role("listbox")).to_be_visible()
    page.evaluate(
        """document.querySelector("#q").dispatchEvent(
            new KeyboardEvent("keydown", { key: "ArrowDown", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    assert page.locator("#q").get_attribute("aria-activedescendant") is None
    session.send("Input.insertText", {"text": "trà"})
    assert page.locator("#q").input_value() == "trà"
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "hint-0")


def test_one_letter_and_a_server_that_refuses_show_nothing(visit: Any) -> None:
    page = visit()
    page.goto("/")
    asked: list[str] = []
    page.route("**/api/v1/suggest/**", lambda route: (asked.append(route.request.url), route.fulfill(status=429)))
    type_into(page, "t")
    page.wait_for_timeout(300)
    assert asked == []
    page.keyboard.type("ra")
    page.wait_for_timeout(400)
    assert len(asked) >= 1
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=tra")


def test_without_script_the_field_searches(browser: Browser, shop: Shop) -> None:
    context = browser.new_context(viewport=WIDTHS["phone"], base_url=shop.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    assert page.locator("#q").get_attribute("role") is None
    page.fill("#q", "mat ong")
    page.press("#q", "Enter")
    page.wait_for_url("**/search/?q=mat+ong")
    context.close()
