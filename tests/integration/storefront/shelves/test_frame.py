"""What holds on every page of the shop."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.catalogue import make_cooperative, make_listing
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.reading import addresses, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
THEMES = Path(settings.BASE_DIR) / "themes"
KILO = 1024


@pytest.fixture
def pages() -> list[str]:
    seller = make_cooperative()
    listings = [make_listing(seller, pictures=2) for _index in range(26)]
    open_shop()
    product = f"/product/{listings[0].product.slug}-{listings[0].product_id}/"
    shop = ["/", "/products/", "/search/?q=khan", "/search/?q=zzqq", "/category/tho-cam/khan/", product]
    return [*shop, "/cooperatives/", f"/cooperatives/{seller.slug}/"]


def test_one_heading_one_language_nothing_inline(client: Client, pages: list[str]) -> None:
    for address in pages:
        for prefix, language in (("", "vi"), ("/en", "en")):
            source = page(client, prefix + address)
            assert source.count("<h1") == 1, address
            assert f'<html lang="{language}">' in source
            assert " style=" not in source
            assert "<style" not in source
            assert not re.search(r"<script(?![^>]*\bsrc=)", source)
            assert not re.search(r'(src|href|srcset)="(https?:)?//', source)
            assert re.search(r"<title>[^<]+ · Chợ Phiên</title>", source)


def test_a_page_fits_one_round_trip(client: Client, pages: list[str]) -> None:
    for address in pages:
        assert len(gzip.compress(page(client, address).encode())) < 14 * KILO, address


def test_style_and_script_stay_within_their_budget() -> None:
    """Design section 4: 14 kB of style, 6 kB of script, compressed."""
    styles = [THEMES / "shared/static/tokens.css", THEMES / "shared/static/market.css"]
    styles += THEMES.glob("storefront/static/*.css")
    scripts = [*THEMES.glob("storefront/static/*.js"), *THEMES.glob("shared/static/*.js")]
    assert sum(len(gzip.compress(style.read_bytes())) for style in styles) <= 14 * KILO
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) <= 6 * KILO


def test_both_languages_lead_to_each_other(client: Client, pages: list[str]) -> None:
    for address in pages:
        assert f"/en{address}" in addresses(page(client, address)), address
        assert address in addresses(page(client, f"/en{address}")), address


def test_every_icon_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="([^"]+)"', (THEMES / "shared/static/icons.svg").read_text()))
    used: set[str] = set()
    for template in THEMES.glob("*/templates/**/*.html"):
        used |= set(re.findall(r'{% icon "([^"]+)"', template.read_text()))
    assert used - sprite == set()


def test_colours_are_written_in_one_place() -> None:
    for style in THEMES.glob("*/static/*.css"):
        if style.name != "tokens.css":
            painted = re.sub(r'url\("data:[^"]*"\)', "", style.read_text())
            assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)", painted)) <= {"#fff", "#000"}, style.name


def test_nothing_at_an_address_leads_on(client: Client) -> None:
    for address in ("/nowhere/", "/en/nowhere/"):
        source = page(client, address, status=404)
        assert source.count("<h1") == 1
        assert any(link.endswith("/products/") for link in addresses(source))
