"""One order through the whole house, played by people: a guest, two cooperatives, an officer; then the books."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Page, expect

from marketplace.core.text import fold
from tests.e2e.conftest import Shop

pytestmark = pytest.mark.e2e
GOODS = """
import json
from marketplace.listings.queries import live_listings, offers_of_listing
from marketplace.operations.demo import demo_sellers
found = []
for seller in demo_sellers():
    for listing in live_listings().filter(cooperative=seller, product__structure="standalone").order_by("pk"):
        offer = offers_of_listing(listing=listing)[0]
        if offer.available >= 3:
            found.append({"seller": seller.name_vi, "title": listing.title_vi, "price": offer.price})
            break
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def goods(shop: Shop) -> list[dict[str, Any]]:
    """One thing to buy of each of the two demo cooperatives."""
    code, said = shop.manage("shell", "-v", "0", "-c", GOODS)
    assert code == 0, said
    found = json.loads(said.strip().splitlines()[-1])
    assert len({one["seller"] for one in found}) == 2
    return found


def put_into_basket(page: Page, title: str) -> None:
    page.goto("/")
    page.fill("input[name=q]", fold(title))
    page.keyboard.press("Enter")
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("h1")).to_have_text(title)
    page.locator("form[action*='/basket/add/'] button[type=submit]").first.click()
    expect(page.locator(".count").first).to_be_visible()


def check_out(page: Page) -> str:
    """From the basket to the thank-you page; returns the order's number."""
    page.goto("/basket/")
    page.locator("a[href='/checkout/']").first.click()
    page.fill("input[name=name]", "Nguyễn Thị Lan")
    page.fill("input[name=phone]", "0912 345 678")
    page.fill("input[name=place]", "xã Lùng Tám, huyện Quản Bạ, Hà Giang")
    page.fill("input[name=line]", "Số 12, thôn Hợp Tiến")
    page.fill("input[name=email]", "lan@example.com")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/checkout/pay/"))
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/checkout/review/"))
    expect(page.locator("main")).to_contain_text("Lùng Tám")
    page.locator("form[action='/checkout/place/'] button[type=submit]").click()
    expect(page).to_have_url(re.compile(r"/checkout/order/CP\w+/"))
    return page.locator(".code").first.inner_text().strip()


def ship(page: Page, number: str, tracking: str) -> None:
    page.goto(f"/portal/consignments/{number}/")
    for step in ("accept", "pack"):
        with page.expect_navigation():
            page.locator(f"form[action*='/{step}/'] button").first.click()
    page.goto(f"/portal/consignments/{number}/ship/")
    page.locator("input[name=carrier][value=vnpost]").check(force=True)
    page.fill("input[name=tracking_number]", tracking)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_an_order_goes_through_the_whole_house(visit: Any, shop: Shop, goods: list[dict[str, Any]]) -> None:
    guest = visit("phone")
    for one in goods:
        put_into_basket(guest, one["title"])
    number = check_out(guest)
    thanks = guest.url

    owners = [visit("phone", "owner"), visit("desk", "owner2")]
    parts = {}
    for place, (owner, ours, theirs) in enumerate(zip(owners, goods, reversed(goods), strict=True)):
        owner.goto(f"/portal/consignments/?q={number}")
        links = owner.locator(f"main a[href*='/portal/consignments/{number}']")
        part = (links.first.get_attribute("href") or "").rstrip("/").rsplit("/", 1)[-1]
        parts[place] = part
        owner.goto(f"/portal/consignments/{part}/")
        expect(owner.locator("main")).to_contain_text(ours["title"])
        expect(owner.locator("main")).not_to_contain_text(theirs["title"])
    assert sorted(parts.values()) == [f"{number}-1", f"{number}-2"]

    assert owners[0].goto(f"/portal/consignments/{parts[1]}/").status == 404
    for place, owner in enumerate(owners):
        ship(owner, parts[place], f"VN{place}00{place}")

    guest.goto(thanks)
    for place in parts:
        expect(guest.locator("main")).to_contain_text(f"VN{place}00{place}")

    see_reports(visit("desk", "officer"), goods)
    code, said = shop.manage("check_books")
    assert code == 0, said


def see_reports(officer: Page, goods: list[dict[str, Any]]) -> None:
    """The sale stands on the page and in both files, with the same figures."""
    officer.goto("/office/reports/sales/?group=cooperative")
    main = officer.locator("main")
    for one in goods:
        expect(main).to_contain_text(one["seller"])
    rows = {}
    for kind in ("csv", "xlsx"):
        with officer.expect_download() as waiting:
            officer.locator(f"a[href*='.{kind}']").first.click()
        rows[kind] = read_table(Path(waiting.value.path()), kind)
    assert rows["csv"] == rows["xlsx"]
    for one in goods:
        (row,) = [row for row in rows["csv"] if one["seller"] in row]
        figures = [int(cell) for cell in row if re.fullmatch(r"-?\d+", cell)]
        assert max(figures) >= one["price"]
    officer.goto("/office/reports/fulfilment/")
    for one in goods:
        expect(officer.locator("main")).to_contain_text(one["seller"])


def read_table(path: Path, kind: str) -> list[list[str]]:
    """The rows below the heading that names the cooperatives, as text."""
    if kind == "csv":
        text = io.StringIO(path.read_text(encoding="utf-8-sig"))
        rows = [[re.sub(r"^(-?\d+)\.0$", r"\1", cell) for cell in row] for row in csv.reader(text)]
    else:
        sheets = load_workbook(io.BytesIO(path.read_bytes())).worksheets
        rows = [
            ["" if cell is None else written(cell) for cell in row]
            for row in max(sheets, key=lambda sheet: sheet.max_column).iter_rows(values_only=True)
        ]
    return [row for row in rows if len([cell for cell in row if cell]) > 4]


def written(cell: object) -> str:
    """-200.0 of a spreadsheet is the -200.0 or -200 of a text file."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def test_a_new_listing_waits_for_an_officer_and_then_stands_in_the_shop(visit: Any, shop: Shop, tmp_path: Path) -> None:
    photograph = tmp_path / "khan.jpg"
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(photograph)
    title = "Khăn lụa thử nghiệm Sương Sớm"
    owner = visit("phone", "owner")
    owner.goto("/portal/listings/new/")
    owner.set_input_files("input[type=file]", str(photograph))
    for name, value in {
        "title_vi": title,
        "summary_vi": "Khăn lụa mỏng, dệt khung cửi.",
        "description_vi": "Tơ kéo từ kén nuôi trong bản, dệt hai ngày mới xong một tấm.",
        "unit": "cái",
        "net_weight_g": "180",
        "parcel_length_cm": "30",
        "parcel_width_cm": "20",
        "parcel_height_cm": "4",
        "price": "450000",
        "stock": "6",
    }.items():
        owner.fill(f"[name={name}]", value)
    owner.select_option("[name=product_set]", index=22)
    owner.select_option("[name=shelf]", index=3)
    with owner.expect_navigation():
        owner.locator("button[name=action][value=send]").press("Enter")
    expect(owner.locator("h1")).to_have_text(title)

    guest = visit("desk")
    guest.goto("/search/?q=khan+lua+thu+nghiem+suong+som")
    expect(guest.get_by_role("link", name=title, exact=True)).to_have_count(0)

    officer = visit("desk", "officer")
    officer.goto("/office/listings/")
    officer.get_by_role("link", name=title).first.click()
    with officer.expect_navigation():
        officer.locator("form[action*='/approve/'] button").click()

    for _try in range(20):
        guest.goto("/search/?q=khan+lua+thu+nghiem+suong+som")
        if guest.get_by_role("link", name=title, exact=True).count():
            break
        guest.wait_for_timeout(250)
    guest.get_by_role("link", name=title, exact=True).first.click()
    expect(guest.locator("h1")).to_have_text(title)
