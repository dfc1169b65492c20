"""What placing costs: as many statements for ten sellers as for one, and every row is written all the same."""

from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from marketplace.accounts.models import User
from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Cooperative, Membership
from marketplace.core import clock
from marketplace.fulfilment.models import ConsignmentLine, ConsignmentStep
from marketplace.listings.models import Listing, Popularity, StockMovement
from marketplace.listings.services.stock import NotEnough, allocate, locked_for
from marketplace.notices.models import Notice
from marketplace.orders.services import place_order
from marketplace.payments.enums import ShareState
from marketplace.reporting.models import SaleFact
from marketplace.search.models import OutboxEntry
from tests.factories.catalogue import make_cooperative, make_listing, stock_record
from tests.factories.orders import make_draft, make_order

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
MOST = 36  # savepoints included
_owner = count(1)


def make_seller() -> Cooperative:
    """With one member who reads mail."""
    seller = make_cooperative()
    owner = User.objects.create(email=f"owner-{next(_owner)}@example.com")
    Membership.objects.create(cooperative=seller, user=owner, role=Role.OWNER, created_at=clock.now())
    return seller


def cost(*lines_of_each: int) -> int:
    """Statements for an order with so many lines of each seller."""
    draft = make_draft(*((make_listing(seller), 2) for lines in lines_of_each for seller in [make_seller()] * lines))
    with CaptureQueriesContext(connection) as statements:
        place_order(draft)
    return len(statements)


@pytest.fixture
def country() -> None:
    """The first order of all also writes the country."""
    make_order((make_listing(), 1))


def test_statements_do_not_grow_with_sellers_nor_with_lines(country: None) -> None:
    five = cost(1, 1, 1, 1, 1)
    assert five <= MOST
    assert (cost(1), cost(*[1] * 10), cost(5), cost(*[2] * 10)) == (five, five, five, five)


@pytest.fixture
def listings(country: None) -> list[Listing]:
    """Of five sellers; nothing is told or marked yet."""
    made = [make_listing(make_seller(), price=10_000 * place, stock=9) for place in range(1, 6)]
    OutboxEntry.objects.all().delete()
    Notice.objects.all().delete()
    return made


def test_each_row_belongs_to_its_own_seller(listings: list[Listing]) -> None:
    order = make_order(*((listing, 2) for listing in reversed(listings)))

    lines = ConsignmentLine.objects.filter(consignment__order=order).order_by("consignment__number")
    assert [(line.consignment.number, line.listing, line.order_line.product_id, line.amount) for line in lines] == [
        (f"{order.number}-{place}", listing, listing.product_id, 20_000 * place)
        for place, listing in enumerate(listings, start=1)
    ]
    shares = order.payment_shares.order_by("consignment__number")
    assert [(share.amount, share.state) for share in shares] == [
        (20_000 * place + 30_000, ShareState.ACCEPTED) for place in range(1, 6)
    ]
    assert len({share.code for share in shares}) == 5
    assert None not in {when for one in shares for when in (one.settled_at, one.consignment.settled_at)}
    steps = ConsignmentStep.objects.filter(consignment__order=order).order_by("consignment__number", "pk")
    assert [step.state for step in steps] == ["awaiting_payment", "new"] * 5
    facts = SaleFact.objects.filter(order_number=order.number).order_by("consignment_number")
    assert [(fact.listing, fact.goods, fact.shipping) for fact in facts] == [
        (listing, 20_000 * place, 30_000) for place, listing in enumerate(listings, start=1)
    ]
    movements = StockMovement.objects.filter(order_line__order=order).order_by("stock_record")
    assert list(movements.values_list("stock_record__product", "allocated_change", "order_line__product")) == [
        (listing.product_id, 2, listing.product_id) for listing in listings
    ]
    assert [stock_record(listing).num_allocated for listing in listings] == [2] * 5


def test_each_seller_is_told_and_each_listing_marked(listings: list[Listing]) -> None:
    make_order(*((listing, 2) for listing in listings))

    told = Notice.objects.filter(kind="consignment.new").values_list("channel", "recipient__memberships__cooperative")
    sellers = [listing.cooperative_id for listing in listings]
    assert sorted(told) == sorted((channel, seller) for channel in ("portal", "mail") for seller in sellers)
    others = Notice.objects.exclude(kind="consignment.new")
    assert list(others.values_list("kind", "channel")) == [("order.placed", "mail")]
    assert Popularity.objects.filter(listing__in=listings, buyers=1).count() == 5
    # Once for their stock, once for their buyers.
    marked = OutboxEntry.objects.values_list("listing_id", flat=True)
    assert sorted(marked) == sorted(2 * [listing.pk for listing in listings])


def test_the_guard_holds_against_what_was_read_before() -> None:
    """The UPDATE counts for itself: figures that are no longer true do not oversell, and nothing else is taken."""
    plenty, short = make_listing(stock=9), make_listing(stock=2)
    records = locked_for([plenty.product_id, short.product_id])
    make_order((short, 1))
    keys = stock_record(plenty).pk, stock_record(short).pk

    with pytest.raises(NotEnough):
        allocate_alone({keys[0]: 3, keys[1]: 2}, records)
    assert [stock_record(listing).num_allocated or 0 for listing in (plenty, short)] == [0, 1]
    with pytest.raises(NotEnough) as refusal:
        allocate_alone({keys[0]: 10, keys[1]: 1}, records)
    assert refusal.value.available == {keys[0]: 9}


def allocate_alone(wanted: dict[int, int], records: dict[int, Any]) -> None:
    with transaction.atomic():
        allocate(wanted=wanted, records=records)
