"""The certificate's own page, the printable passport, and their codes."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from marketplace.certification.enums import CertificateStatus, IssuerLevel
from marketplace.certification.models import Certificate
from marketplace.core import clock
from marketplace.listings.enums import Care
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing
from marketplace.listings.services.catalogue import hide_listing
from tests.factories.catalogue import make_cooperative, make_listing
from tests.integration.storefront.shelves.reading import addresses, page, statements, text
from tests.integration.storefront.shelves.test_frame import THEMES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]


def address(listing: Listing) -> str:
    return f"/product/{listing.product.slug}-{listing.product_id}/"


def certify(listing: Listing, *products: Any, **values: Any) -> Certificate:
    today = clock.today()
    certificate = Certificate.objects.create(
        **{
            "code": "0A1B2C3D4E5F",
            "cooperative": listing.cooperative,
            "decision_number": "412/QĐ-UBND",
            "decision_date": today - timedelta(days=90),
            "issuer_level": IssuerLevel.PROVINCE,
            "issuer": "UBND tỉnh Tuyên Quang",
            "stars": 4,
            "status": CertificateStatus.RECOGNISED,
            "expires_on": today + timedelta(days=10),
            **values,
        }
    )
    certificate.products.add(*(products or (listing.product,)))
    return certificate


def test_the_register_says_who_what_and_until_when(client: Client) -> None:
    seller = make_cooperative("HTX Dệt Nắng", registration_number="DEMO-77", registered_name="Hợp tác xã Dệt Nắng")
    listing = make_listing(seller, title="Khăn lanh")
    proof = certify(listing, stars=5)
    source = page(client, f"/en/certificate/{proof.code}/")
    shown = text(source)
    for words in (
        *("Decision 412/QĐ-UBND", "OCOP 5 stars: valid today", "UBND tỉnh Tuyên Quang", "0A1B2C3D4E5F", "DEMO-77"),
        *("Hợp tác xã Dệt Nắng", "Khăn lanh (en)", "Decision 26/2026/QĐ-TTg", "note--ok"),
    ):
        assert words in (source if words.startswith("note") else shown), words
    assert f"/en{address(listing)}" in addresses(source)
    assert 'class="s5"' in source


@pytest.mark.parametrize(
    ("values", "said", "note"),
    [
        ({"status": CertificateStatus.WITHDRAWN}, "Withdrawn. The stars no longer count.", "note--bad"),
        ({"status": CertificateStatus.SUPERSEDED}, "Replaced by a newer certificate.", "note--warn"),
        ({"status": CertificateStatus.EXPIRED}, "Stars printed on packs no longer count.", "note--warn"),
    ],
)
def test_what_no_longer_counts_is_said_and_shows_no_stars(
    client: Client, values: dict[str, Any], said: str, note: str
) -> None:
    proof = certify(make_listing(), **values)
    source = page(client, f"/en/certificate/{proof.code}/")
    assert said in text(source)
    assert note in source
    assert "valid today" not in text(source)
    assert 'class="ocop"' not in source


def test_time_alone_ends_a_certificate_on_its_own_page(client: Client) -> None:
    proof = certify(make_listing(), expires_on=clock.today())
    assert "valid today" in text(page(client, f"/en/certificate/{proof.code}/"))
    with time_machine.travel(clock.now() + timedelta(days=1)):
        later = text(page(client, f"/en/certificate/{proof.code}/"))
    assert "valid today" not in later
    assert "Expired on" in later


def test_a_decision_of_tomorrow_does_not_count_yet(client: Client) -> None:
    proof = certify(make_listing(), decision_date=clock.today() + timedelta(days=1))
    assert "Not valid yet" in text(page(client, f"/en/certificate/{proof.code}/"))


@pytest.mark.parametrize("status", [CertificateStatus.DRAFT, CertificateStatus.APPLYING, CertificateStatus.POTENTIAL_5])
def test_what_was_never_decided_is_in_no_register(client: Client, status: CertificateStatus) -> None:
    proof = certify(make_listing(), status=status)
    page(client, f"/certificate/{proof.code}/", status=404)
    page(client, f"/certificate/{proof.code}/qr.svg", status=404)
    page(client, "/certificate/NOTHING/", status=404)


def test_the_page_outlives_the_goods_and_the_seller(client: Client) -> None:
    listing = make_listing(title="Khăn lanh")
    proof = certify(listing)
    hide_listing(listing=listing)
    listing.cooperative.status = "closed"
    listing.cooperative.save()
    source = page(client, f"/en/certificate/{proof.code}/")
    assert "Khăn lanh (en) not on the shelf now" in text(source)
    assert not [link for link in addresses(source) if "/product/" in link or "/cooperatives/htx" in link]
    assert listing.cooperative.registered_name in text(source)


def test_a_certificate_of_one_variant_names_that_variant(client: Client) -> None:
    variants = (VariantFacts("Nhỏ", "Small", 60_000, 3, 200), VariantFacts("To", "Large", 150_000, 0, 600))
    listing = make_listing(title="Chè", variants=variants)
    proof = certify(listing, listing.variants.get(value_en="Large").product)
    shown = text(page(client, f"/en/certificate/{proof.code}/"))
    assert "Chè (en), Large" in shown
    assert "Small" not in shown


def test_statements_do_not_grow_with_the_products(client: Client) -> None:
    seller = make_cooperative()
    few, many = make_listing(seller), [make_listing(seller) for _one in range(4)]
    one = certify(few)
    five = certify(few, *(listing.product for listing in many), code="FIVE")
    counts = {statements(client, f"/certificate/{proof.code}/") for proof in (one, five)}
    assert counts == {6}


def test_a_code_typed_in_small_letters_leads_to_the_page(client: Client) -> None:
    proof = certify(make_listing())
    response: Any = client.get(f"/en/certificate/{proof.code.lower()}/")
    assert (response.status_code, response["Location"]) == (301, f"/en/certificate/{proof.code}/")


def test_the_product_leads_to_its_certificate(client: Client) -> None:
    listing = make_listing()
    proof = certify(listing)
    found = addresses(page(client, f"/en{address(listing)}"))
    assert found.count(f"/en/certificate/{proof.code}/") == 2  # the stars, and the line that names the decision


def modules(svg: str) -> set[tuple[int, int]]:
    """The dark squares of a code as it is drawn: rows of strokes."""
    path = re.findall(r'class="qrline" stroke="#000" d="([^"]*)"', svg)[0]
    x, y, found = 0, 0.0, set()
    for command, *numbers in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", path):
        if command == "h":
            found |= {(x + step, int(y)) for step in range(int(numbers[0]))}
            x += int(numbers[0])
        elif command == "M":
            x, y = int(numbers[0]), float(numbers[1])
        else:
            x, y = x + int(numbers[0]), y + float(numbers[1])
    return found


def expected(text: str) -> set[tuple[int, int]]:
    import segno  # noqa: PLC0415 - only to say what the code must be

    rows = segno.make(text, micro=False, error="m").matrix
    return {(x + 4, y + 4) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_the_code_is_the_address_of_the_page_in_no_language(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://chophien.example"
    listing = make_listing(making="hand_woven")
    proof = certify(listing)
    for path, target in (
        (f"/en/certificate/{proof.code}/qr.svg", f"/certificate/{proof.code}/"),
        (f"/en{address(listing)}qr.svg", address(listing)),
    ):
        response = client.get(path)
        svg = response.content.decode()
        assert response["Content-Type"] == "image/svg+xml"
        assert "style" not in svg
        assert modules(svg) == expected(f"https://chophien.example{target}")


def test_the_card_says_everything_in_both_languages(client: Client) -> None:
    listing = make_listing(
        title="Khăn lanh",
        making="hand_woven",
        techniques=["ikat"],
        village="Thôn Hợp Tiến",
        motif_vi="Quả trám",
        motif_en="Lozenge",
        motif_meaning_vi="Hạt giống",
        motif_meaning_en="Seed",
        motif_source="Bảo tàng tỉnh",
        care=["hand_wash"],
    )
    for prefix in ("", "/en"):
        source = page(client, f"{prefix}{address(listing)}passport/")
        shown = text(source)
        for words in ("Khăn lanh", "Khăn lanh (en)", "Quả trám", "Lozenge", "Hạt giống", "Seed", "Bảo tàng tỉnh"):
            assert words in shown, words
        assert "Dệt tay Hand-woven" in shown
        assert shown.count("Thôn Hợp Tiến") == 1
        assert f"{prefix}{address(listing)}qr.svg" in source
        assert source.count("<h1") == 1


def test_every_way_of_care_has_its_sign() -> None:
    sprite = (THEMES / "shared/static/icons.svg").read_text(encoding="utf-8")
    assert [code for code in Care.values if f'id="care-{code}"' not in sprite] == []


def test_only_crafts_on_show_have_a_card(client: Client) -> None:
    tea, hidden = make_listing(), make_listing(making="hand_woven", state="hidden")
    for listing in (tea, hidden):
        page(client, f"{address(listing)}passport/", status=404)
    page(client, f"{address(hidden)}qr.svg", status=404)
    shown = make_listing(making="hand_woven")
    response: Any = client.get(f"/product/old-{shown.product_id}/passport/")
    assert (response.status_code, response["Location"]) == (301, f"{address(shown)}passport/")
