"""Only what is recognised and unexpired shows stars."""

from datetime import date, timedelta

import pytest

from marketplace.certification.enums import CertificateStatus, IssuerLevel
from marketplace.certification.models import Certificate
from marketplace.certification.queries import Badge, badges
from tests.factories.catalogue import make_listing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def certify(listing: object, stars: int = 4, status: str = "recognised", until: date = TODAY, code: str = "A") -> None:
    certificate = Certificate.objects.create(
        code=code,
        cooperative=listing.cooperative,
        decision_number="DEMO-1/QĐ-UBND",
        decision_date=TODAY - timedelta(days=1000),
        issuer_level=IssuerLevel.PROVINCE,
        issuer="UBND tỉnh Tuyên Quang",
        stars=stars,
        status=status,
        expires_on=until,
    )
    certificate.products.add(listing.product_id)


def test_a_certificate_is_valid_on_its_last_day_and_not_after() -> None:
    listing = make_listing()
    certify(listing)
    product = listing.product_id
    assert badges(products=[product], on=TODAY) == {product: Badge(4, TODAY)}
    assert badges(products=[product], on=TODAY + timedelta(days=1)) == {}


@pytest.mark.parametrize("status", [status for status in CertificateStatus if status != CertificateStatus.RECOGNISED])
def test_no_other_status_shows_a_star(status: str) -> None:
    listing = make_listing()
    certify(listing, stars=5, status=status)
    assert badges(products=[listing.product_id], on=TODAY) == {}


def test_of_two_valid_ones_the_better_is_shown() -> None:
    listing = make_listing()
    certify(listing, stars=3, code="A", until=TODAY + timedelta(days=900))
    certify(listing, stars=4, code="B", until=TODAY)
    assert badges(products=[listing.product_id], on=TODAY) == {listing.product_id: Badge(4, TODAY)}
