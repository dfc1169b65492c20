"""What holds on every page of the shop."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from marketplace.files.enums import Swatch
from tests.factories.catalogue import make_cooperative, make_listing
from tests.integration.storefront.shelves.conftest import open_shop
from tests.integration.storefront.shelves.reading import addresses, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]
THEMES = Path(settings.BASE_DIR) / "themes"


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
            # Linked data is no script: nothing runs it.
            assert not re.search(r'<script(?! type="application/ld\+json">)(?![^>]*\bsrc=)', source)
            # What a page is called is a whole address; what it loads, and where it leads, is not.
            loaded = re.sub(r'<link rel="(canonical|alternate)"[^>]*>', "", source)
            assert not re.search(r'(src|href|srcset)="(https?:)?//', loaded)
            assert re.search(r"<title>[^<]+ · Chợ Phiên</title>", source)


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
        if style.name not in ("tokens.css", "swatches.css"):
            painted = re.sub(r'url\("data:[^"]*"\)', "", style.read_text())
            assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)", painted)) <= {"#fff", "#000"}, style.name


def test_swatches_have_the_paint_that_pictures_are_compared_with() -> None:
    text = (THEMES / "storefront/static/swatches.css").read_text()
    painted = dict(re.findall(r"\.swatch--(\w+) \{\s+--swatch: (#[0-9a-f]{6});", text))
    assert painted == {swatch.value: swatch.paint.lower() for swatch in Swatch}


def test_nothing_at_an_address_leads_on(client: Client) -> None:
    for address in ("/nowhere/", "/en/nowhere/"):
        source = page(client, address, status=404)
        assert source.count("<h1") == 1
        assert any(link.endswith("/products/") for link in addresses(source))
