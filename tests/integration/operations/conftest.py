from typing import Any

import pytest

from marketplace.cooperatives.models import Cooperative
from marketplace.listings.facts import VariantFacts
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_province

PLACES = (
    ("Tuyên Quang", "08", "Lùng Tám", "00901"),
    ("Nghệ An", "40", "Môn Sơn", "16813"),
    ("Lào Cai", "15", "Tả Phìn", "02680"),
)
SIZES = (VariantFacts("Nhỏ", "Small", 90_000, 12, 200), VariantFacts("Lớn", "Large", 150_000, 7, 400))


@pytest.fixture
def market(db: Any) -> list[Cooperative]:
    """Three demonstration sellers in three provinces, each with two simple goods and one in two sizes."""
    sellers = []
    for province, code, commune, commune_code in PLACES:
        place = make_commune(commune, commune_code, make_province(province, code))
        seller = make_cooperative(commune=place, is_demonstration=True)
        for price in (120_000, 2_400_000):
            make_listing(seller, price=price)
        make_listing(seller, variants=SIZES)
        sellers.append(seller)
    return sellers
