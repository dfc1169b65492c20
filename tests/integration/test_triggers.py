"""The rules below all code are on, on whichever database the suite runs."""

import pytest
from django.db import DatabaseError, connection, transaction

from marketplace.reporting.models import SaleFact
from tests.factories.catalogue import StockRecord, make_cooperative, make_listing
from tests.factories.orders import make_order

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


@pytest.mark.parametrize("statement", ["UPDATE reporting_salefact SET goods = 1", "DELETE FROM reporting_salefact"])
def test_facts_are_neither_changed_nor_deleted(statement: str) -> None:
    make_order((make_listing(price=70_000), 1))

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert SaleFact.objects.values_list("goods", flat=True).get() == 70_000


def test_a_stock_record_stays_with_its_listings_seller() -> None:
    listing, other = make_listing(), make_cooperative()

    with pytest.raises(DatabaseError, match="not that of the listing"), transaction.atomic():
        StockRecord.objects.filter(product=listing.product_id).update(partner=other.partner)


def test_stock_is_never_oversold_below_the_code() -> None:
    listing = make_listing(stock=3)
    with pytest.raises(DatabaseError), transaction.atomic():
        StockRecord.objects.filter(product=listing.product_id).update(num_allocated=4)


def test_a_product_has_one_stock_record() -> None:
    listing = make_listing()
    record = StockRecord.objects.get(product=listing.product_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        StockRecord.objects.create(product=record.product, partner=record.partner, partner_sku="two", price=1)
