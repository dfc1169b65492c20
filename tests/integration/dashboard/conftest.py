"""One row of everything that an address of Oscar's dashboard may name, and the people who may not touch it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.flatpages.models import FlatPage
from django.test import Client

from marketplace.accounts.enums import OfficerLevel
from marketplace.accounts.models import Officer, User
from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Membership
from marketplace.core import clock
from marketplace.core.oscar import oscar_model
from marketplace.listings.facts import VariantFacts
from tests.factories.catalogue import make_cooperative, make_listing, make_shelf
from tests.factories.orders import make_order

SIZES = (VariantFacts("Nhỏ", "Small", 90_000, 12, 200), VariantFacts("Lớn", "Large", 150_000, 7, 400))


def make(app_label: str, model: str, /, **values: Any) -> Any:
    return oscar_model(app_label, model).objects.create(**values)


@pytest.fixture
def rows(db: None) -> SimpleNamespace:
    seller = make_cooperative()
    listing = make_listing(seller)
    make_listing(seller, variants=SIZES, shelf=make_shelf("tho-cam/vi", "Ví", "Purses"))
    found = SimpleNamespace(seller=seller, listing=listing, product=listing.product, partner=seller.partner)
    found.order = make_order((listing, 2))
    found.line = found.order.lines.get()
    found.user = User.objects.create_user("mai@example.com", "mot-hai-ba-bon", first_name="Mai")
    found.note = make("order", "OrderNote", order=found.order, message="Gọi trước")
    found.category = make_shelf("tho-cam/khan").get_parent()
    found.product_class = found.product.product_class
    found.group = make("catalogue", "AttributeOptionGroup", name="Cỡ")
    found.option = make("catalogue", "Option", name="Gói quà")
    found.alert = make("customer", "ProductAlert", user=found.user, product=found.product)
    found.page = FlatPage.objects.create(url="/x/", title="Trang")
    found.review = make(
        "reviews", "ProductReview", product=found.product, user=found.user, score=5, title="Đẹp", body="Khăn rất đẹp."
    )
    _make_offers(found)
    found.method = make("shipping", "WeightBased", name="Theo cân")
    found.band = make("shipping", "WeightBand", method=found.method, upper_limit=1, charge=1)
    found.event = make("communication", "CommunicationEventType", code="THU", name="Thử", email_subject_template="Chào")
    return found


def _make_offers(found: SimpleNamespace) -> None:
    found.range = make("offer", "Range", name="Thổ cẩm", slug="tho-cam")
    found.range.add_product(found.product)
    condition = make("offer", "Condition", range=found.range, type="Count", value=1)
    benefit = make("offer", "Benefit", range=found.range, type="Percentage", value=10)
    values = {"condition": condition, "benefit": benefit}
    found.offer = make("offer", "ConditionalOffer", name="Mười phần trăm", slug="muoi", **values)
    days = {"start_datetime": clock.now(), "end_datetime": clock.now() + timedelta(days=9)}
    found.voucher = make("voucher", "Voucher", name="Tết", code="TET", **days)
    found.voucher.offers.add(
        make("offer", "ConditionalOffer", name="Phiếu", slug="phieu", offer_type="Voucher", **values)
    )
    found.voucher_set = make("voucher", "VoucherSet", name="Bộ", count=2, code_length=8, **days)


@pytest.fixture
def staff(db: None) -> User:
    return User.objects.create_user("staff@example.com", "x", is_staff=True)


@pytest.fixture
def signed_in(staff: User) -> Client:
    client = Client()
    client.force_login(staff)
    return client


@pytest.fixture
def others(rows: SimpleNamespace) -> dict[str, User]:
    """Everybody who is no staff, by role."""
    found = {name: User.objects.create_user(f"{name}@example.com", "x") for name in ("buyer", "owner", "officer")}
    Membership.objects.create(cooperative=rows.seller, user=found["owner"], role=Role.OWNER, created_at=clock.now())
    Officer.objects.create(user=found["officer"], level=OfficerLevel.NATIONAL, is_approving=True)
    return found
