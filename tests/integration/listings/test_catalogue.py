"""Listings from draft to shelf, their prices, stock and variants."""

from typing import Any

import pytest

from marketplace.accounts.models import User
from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Membership
from marketplace.core import clock
from marketplace.core.errors import DomainError
from marketplace.core.models import AuditRecord
from marketplace.listings.enums import ListingState
from marketplace.listings.facts import ListingFacts, VariantFacts
from marketplace.listings.models import StockMovement
from marketplace.listings.queries import offers, offers_of_listing
from marketplace.listings.services import catalogue
from marketplace.listings.services.stock import set_stock
from marketplace.notices.models import Notice
from tests.factories.catalogue import make_listing, make_rule, stock_record

pytestmark = pytest.mark.django_db
SMALL = VariantFacts("65 × 180 cm", "65 × 180 cm", 690_000, 9, 320)
LARGE = VariantFacts("90 × 200 cm", "90 × 200 cm", 980_000, 5, 480)


def test_variants_are_offers_of_one_listing_in_their_order() -> None:
    listing = make_listing(variants=(SMALL, LARGE), title="Khăn lanh")

    found = offers_of_listing(listing=listing)

    assert [(offer.title("vi"), offer.price, offer.available, offer.net_weight_g) for offer in found] == [
        ("Khăn lanh, 65 × 180 cm", 690_000, 9, 320),
        ("Khăn lanh, 90 × 200 cm", 980_000, 5, 480),
    ]
    assert listing.product.structure == "parent"
    assert {offer.listing.pk for offer in offers(products=[one.product_id for one in found]).values()} == {listing.pk}


def test_offers_take_one_statement_however_many(django_assert_num_queries: Any) -> None:
    products = [make_listing().product_id for _place in range(4)]
    with django_assert_num_queries(1):
        found = offers(products=products)
        assert [offer.listing.cooperative.commune.province.name for offer in found.values()] == ["Tuyên Quang"] * 4


@pytest.mark.parametrize("price", [0, -1, 500_000_001])
def test_a_price_out_of_range_is_refused(price: int) -> None:
    listing = make_listing(price=100_000)
    with pytest.raises(DomainError):
        catalogue.change_price(stock_record_id=stock_record(listing).pk, price=price)
    assert int(stock_record(listing).price) == 100_000


@pytest.mark.parametrize("pieces", [-1, 1_000_001])
def test_stock_out_of_range_is_refused(pieces: int) -> None:
    listing = make_listing(stock=3)
    with pytest.raises(DomainError):
        set_stock(stock_record_id=stock_record(listing).pk, pieces=pieces)
    assert stock_record(listing).num_in_stock == 3


def test_a_price_change_is_audited_once() -> None:
    listing = make_listing(price=100_000)
    for _twice in range(2):
        catalogue.change_price(stock_record_id=stock_record(listing).pk, price=120_000)
    record = AuditRecord.objects.get(action="listing.price")
    assert (record.before, record.after) == ({"price": 100_000}, {"price": 120_000})


def test_a_listing_goes_from_draft_to_shelf_by_an_officers_word() -> None:
    make_rule()
    listing = make_listing(state=ListingState.DRAFT)

    catalogue.submit_listing(listing=listing)
    catalogue.ask_changes(listing=listing, note="Ghi rõ chất liệu")
    listing.refresh_from_db()
    assert (listing.state, listing.officer_note) == ("changes_asked", "Ghi rõ chất liệu")

    catalogue.submit_listing(listing=listing)
    catalogue.approve_listing(listing=listing)
    listing.refresh_from_db()
    assert listing.state == "live"
    assert listing.live_since is not None
    states = AuditRecord.objects.filter(action__startswith="listing.", target_id=str(listing.pk)).order_by("pk")
    assert [record.after.get("state") for record in states][1:] == ["submitted", "changes_asked", "submitted", "live"]


def test_without_a_picture_nothing_is_submitted() -> None:
    listing = make_listing(state=ListingState.DRAFT, pictures=0)
    with pytest.raises(DomainError, match="ít nhất một ảnh"):
        catalogue.submit_listing(listing=listing)


@pytest.mark.parametrize("state", [ListingState.DRAFT, ListingState.LIVE, ListingState.HIDDEN])
def test_only_what_was_submitted_is_approved(state: ListingState) -> None:
    listing = make_listing(state=state)
    with pytest.raises(DomainError):
        catalogue.approve_listing(listing=listing)
    listing.refresh_from_db()
    assert listing.state == state


def test_hiding_and_showing_needs_no_second_approval_but_needs_the_first() -> None:
    make_rule()
    listing = make_listing()
    catalogue.hide_listing(listing=listing)
    catalogue.show_listing(listing=listing)
    assert listing.state == "live"

    never = make_listing(state=ListingState.HIDDEN)
    with pytest.raises(DomainError):
        catalogue.show_listing(listing=never)


def facts_of(listing: Any, **changes: Any) -> ListingFacts:
    names = ("title_vi", "title_en", "shelf", "unit")
    values = {name: getattr(listing, name) for name in names}
    return ListingFacts(values={**values, **changes}, price=100_000, stock=10)


def test_the_same_facts_again_change_nothing() -> None:
    listing = make_listing(price=100_000, stock=10)
    assert catalogue.update_listing(listing=listing, facts=facts_of(listing)) is False
    assert catalogue.update_listing(listing=listing, facts=facts_of(listing, title_vi="Tên mới")) is True
    listing.product.refresh_from_db()
    assert listing.product.title == "Tên mới"


def test_movements_sum_to_the_record() -> None:
    listing = make_listing(stock=10)
    set_stock(stock_record_id=stock_record(listing).pk, pieces=4)
    set_stock(stock_record_id=stock_record(listing).pk, pieces=4)
    changes = StockMovement.objects.order_by("pk").values_list("kind", "in_stock_change", "allocated_change")
    assert list(changes) == [("set", 10, 0), ("set", -6, 0)]
    assert stock_record(listing).num_in_stock == 4


@pytest.mark.parametrize("rule", [None, {"kinds_allowed": ["enterprise"]}, {"min_age": 21}])
def test_what_its_rule_forbids_does_not_go_on_sale(rule: dict[str, Any] | None) -> None:
    if rule is not None:
        make_rule(**rule)
    listing = make_listing(state=ListingState.SUBMITTED)

    with pytest.raises(DomainError):
        catalogue.approve_listing(listing=listing)
    listing.refresh_from_db()
    assert listing.state == "submitted"


def test_owners_and_managers_hear_of_the_officers_decision() -> None:
    make_rule()
    listing = make_listing(state=ListingState.DRAFT, title="Khăn lanh")
    for role in Role:
        user = User.objects.create_user(f"{role.value}@example.com", "x")
        Membership.objects.create(user=user, cooperative=listing.cooperative, role=role, created_at=clock.now())

    catalogue.submit_listing(listing=listing)
    catalogue.ask_changes(listing=listing, note="Ghi rõ chất liệu")
    catalogue.submit_listing(listing=listing)
    catalogue.approve_listing(listing=listing)

    inbox = Notice.objects.filter(channel="portal").order_by("pk").values_list("recipient__email", "subject", "body")
    assert list(inbox) == [
        (f"{who}@example.com", subject, body)
        for subject, body in (
            ("Cần sửa “Khăn lanh”", "Ghi rõ chất liệu"),
            ("“Khăn lanh” đã lên kệ", "Cán bộ liên minh đã duyệt. Mặt hàng đang bán trên chợ."),
        )
        for who in ("owner", "manager")
    ]
