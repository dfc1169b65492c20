"""Linked data: valid by schema, with the values of the page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from marketplace.certification.enums import CertificateStatus, IssuerLevel
from marketplace.certification.models import Certificate
from marketplace.core import clock
from marketplace.listings.enums import Supply
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing
from marketplace.storefront.seo.linked_data import written
from tests.factories.catalogue import make_cooperative, make_listing
from tests.integration.storefront.seo.heads import data, source
from tests.integration.storefront.seo.schemas import MARKET, PRODUCT, SITE, STALL, TRAIL
from tests.integration.storefront.shelves.conftest import open_shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]
HERE = "https://cho.example"


@pytest.fixture
def shop(settings: Any, rule: Any) -> Iterator[Any]:
    settings.SITE_URL = HERE
    settings.PAGE_CACHE = 0
    return make_cooperative("HTX Suối Mây", slug="suoi-may", registration_number="DEMO-1", founded=2019)


def valid(found: Any, schema: dict[str, Any]) -> Any:
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(found)
    return found


def product_page(client: Client, listing: Listing, prefix: str = "") -> dict[str, Any]:
    open_shop()
    return data(source(client, f"{prefix}/product/{listing.product.slug}-{listing.product_id}/"))


def certify(listing: Listing, **values: Any) -> Certificate:
    today = clock.today()
    certificate = Certificate.objects.create(
        **{
            "code": "ABC",
            "cooperative": listing.cooperative,
            "decision_number": "DEMO-7/QĐ-UBND",
            "decision_date": today - timedelta(days=90),
            "issuer_level": IssuerLevel.PROVINCE,
            "issuer": "UBND tỉnh Tuyên Quang",
            "stars": 4,
            "status": CertificateStatus.RECOGNISED,
            "expires_on": today,
            **values,
        }
    )
    certificate.products.add(listing.product)
    return certificate


def test_a_product_with_its_offer_and_seller(client: Client, shop: Any) -> None:
    listing = make_listing(shop, title="Khăn lanh", price=690_000, stock=3)
    found = valid(product_page(client, listing)["Product"], PRODUCT)
    url = f"{HERE}/product/khan-lanh-{listing.product_id}/"
    assert found == {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": f"{url}#product",
        "name": "Khăn lanh",
        "description": "Dệt tay.",
        "url": url,
        "image": [f"{HERE}/pictures/{listing.pictures.get().picture.key.hex}/1200.jpg"],
        "sku": str(listing.product_id),
        "category": "Khăn",
        "countryOfOrigin": {"@type": "Country", "name": "VN"},
        "offers": [
            {
                "@type": "Offer",
                "name": "Khăn lanh",
                "sku": str(listing.product_id),
                "url": url,
                "price": 690_000,
                "priceCurrency": "VND",
                "availability": "https://schema.org/InStock",
                "itemCondition": "https://schema.org/NewCondition",
                "seller": {
                    "@type": "Organization",
                    "@id": f"{HERE}/cooperatives/suoi-may/#seller",
                    "name": "HTX Suối Mây",
                    "url": f"{HERE}/cooperatives/suoi-may/",
                },
            }
        ],
    }


def test_in_english_it_speaks_english(client: Client, shop: Any) -> None:
    listing = make_listing(shop, title="Khăn lanh")
    found = valid(product_page(client, listing, "/en")["Product"], PRODUCT)
    assert found["name"] == "Khăn lanh (en)"
    assert found["url"] == f"{HERE}/en/product/khan-lanh-{listing.product_id}/"
    assert found["offers"][0]["seller"]["url"] == f"{HERE}/en/cooperatives/suoi-may/"


@pytest.mark.parametrize(
    ("stock", "values", "word"),
    [
        (1, {}, "InStock"),
        (0, {}, "OutOfStock"),
        (5, {"supply": Supply.TO_ORDER, "lead_days": 7}, "MadeToOrder"),
        (0, {"supply": Supply.TO_ORDER, "lead_days": 7}, "OutOfStock"),
    ],
)
def test_whether_it_may_be_had(client: Client, shop: Any, stock: int, values: dict[str, Any], word: str) -> None:
    found = product_page(client, make_listing(shop, stock=stock, **values))["Product"]
    assert valid(found, PRODUCT)["offers"][0]["availability"] == f"https://schema.org/{word}"


def test_each_variant_is_an_offer(client: Client, shop: Any) -> None:
    sizes = tuple(VariantFacts(f"Cỡ {n}", f"Size {n}", 90_000 + n, n, 100) for n in range(3))
    offers = valid(product_page(client, make_listing(shop, title="Áo", variants=sizes))["Product"], PRODUCT)["offers"]
    assert [offer["name"] for offer in offers] == ["Áo, Cỡ 0", "Áo, Cỡ 1", "Áo, Cỡ 2"]
    assert [offer["price"] for offer in offers] == [90_000, 90_001, 90_002]
    assert [offer["availability"].rpartition("/")[2] for offer in offers] == ["OutOfStock", "InStock", "InStock"]
    assert len({offer["sku"] for offer in offers}) == 3


def test_ocop_stars_are_a_certification_and_never_a_rating_by_buyers(client: Client, shop: Any) -> None:
    listing = make_listing(shop)
    certificate = certify(listing)
    found = valid(product_page(client, listing)["Product"], PRODUCT)
    assert found["hasCertification"] == {
        "@type": "Certification",
        "name": "OCOP 4 sao",
        "certificationIdentification": "DEMO-7/QĐ-UBND",
        "certificationRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5, "worstRating": 3},
        "issuedBy": {"@type": "Organization", "name": "UBND tỉnh Tuyên Quang"},
        "datePublished": certificate.decision_date.isoformat(),
        "expires": certificate.expires_on.isoformat(),
        "url": f"{HERE}/certificate/ABC/",
    }
    assert "aggregateRating" not in str(found)
    assert "review" not in str(found)


def test_a_certificate_that_ran_out_is_not_said(client: Client, shop: Any) -> None:
    listing = make_listing(shop)
    certify(listing, expires_on=clock.today() - timedelta(days=1))
    assert "hasCertification" not in valid(product_page(client, listing)["Product"], PRODUCT)


def test_the_way_to_a_product(client: Client, shop: Any) -> None:
    listing = make_listing(shop, title="Khăn lanh")
    found = valid(product_page(client, listing)["BreadcrumbList"], TRAIL)
    assert [(item["position"], item["name"], item["item"]) for item in found["itemListElement"]] == [
        (1, "Tất cả hàng", f"{HERE}/products/"),
        (2, "Tho cam", f"{HERE}/category/tho-cam/"),
        (3, "Khăn", f"{HERE}/category/tho-cam/khan/"),
        (4, "Khăn lanh", f"{HERE}/product/khan-lanh-{listing.product_id}/"),
    ]


def test_the_way_to_a_shelf(client: Client, shop: Any) -> None:
    make_listing(shop)
    open_shop()
    found = valid(data(source(client, "/category/tho-cam/khan/"))["BreadcrumbList"], TRAIL)
    assert [item["item"] for item in found["itemListElement"]] == [
        f"{HERE}/products/",
        f"{HERE}/category/tho-cam/",
        f"{HERE}/category/tho-cam/khan/",
    ]


def test_home_says_who_we_are_and_how_to_search(client: Client, shop: Any, settings: Any) -> None:
    settings.OPERATOR = {**settings.OPERATOR, "name": "Liên minh A", "email": "a@cho.example"}
    make_listing(shop)
    open_shop()
    found = data(source(client, "/"))
    market, site = valid(found["Organization"], MARKET), valid(found["WebSite"], SITE)
    assert (market["name"], market["legalName"], market["email"]) == ("Chợ Phiên", "Liên minh A", "a@cho.example")
    assert "telephone" not in market
    assert market["logo"] == f"{HERE}/static/mark.svg"
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{HERE}/search/?q={{search_term_string}}"
    assert site["publisher"] == {"@id": market["@id"]}


def test_a_cooperative_as_it_is_registered(client: Client, shop: Any) -> None:
    make_listing(shop)
    open_shop()
    assert valid(data(source(client, "/cooperatives/suoi-may/"))["Organization"], STALL) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": f"{HERE}/cooperatives/suoi-may/#seller",
        "name": "HTX Suối Mây",
        "legalName": "Hợp tác xã HTX Suối Mây",
        "url": f"{HERE}/cooperatives/suoi-may/",
        "identifier": "DEMO-1",
        "foundingDate": "2019",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Thôn 1, Lùng Tám",
            "addressLocality": "Lùng Tám",
            "addressRegion": "Tuyên Quang",
            "addressCountry": "VN",
        },
    }


def test_a_title_cannot_end_the_block(client: Client, shop: Any) -> None:
    title = 'Khăn </script><script>alert("1")</script> & <!-- lanh'
    listing = make_listing(shop, title=title)
    open_shop()
    page = source(client, f"/product/{listing.product.slug}-{listing.product_id}/")
    assert data(page)["Product"]["name"] == title
    assert "<script>alert" not in page
    assert "\\u003C/script\\u003E" in page


def test_the_policy_of_the_page_stays_strict(client: Client, shop: Any) -> None:
    make_listing(shop)
    open_shop()
    policy = client.get("/")["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe-inline" not in policy


def test_written_is_one_block_without_a_bracket_inside() -> None:
    block = written({"@type": "Thing", "name": "<a> & <b>"})
    start, end = '<script type="application/ld+json">', "</script>"
    assert block.startswith(start)
    assert block.endswith(end)
    assert not set("<>&") & set(block[len(start) : -len(end)])


@pytest.mark.parametrize("change", [{"price": "690.000"}, {"priceCurrency": "₫"}, {"seller": None}, {"rating": 5}])
def test_the_schema_can_fail(client: Client, shop: Any, change: dict[str, Any]) -> None:
    found = product_page(client, make_listing(shop))["Product"]
    found["offers"][0] |= change
    with pytest.raises(ValidationError):
        valid(found, PRODUCT)
