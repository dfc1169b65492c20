"""The last button pressed many times at once, with real transactions."""

from collections import Counter
from typing import Any

import pytest
from django.conf import settings
from oscar.core.loading import get_model

from marketplace.orders.access import order_path
from tests.factories.buying import add, go_to_review, place, visitor
from tests.factories.catalogue import make_commune, make_listing, stock_record
from tests.integration.orders.test_concurrency import at_once

Order: Any = get_model("order", "Order")
CLICKS = 8


@pytest.mark.engine
def test_eight_clicks_at_once_are_one_order_and_one_page(flushing: None, transactional_db: None) -> None:
    make_commune()
    listing = make_listing(stock=1)
    first = visitor()
    add(first, listing)
    draft = go_to_review(first)

    def click(_place: int) -> str:
        again = visitor()
        for name in (settings.SESSION_COOKIE_NAME, settings.OSCAR_BASKET_COOKIE_OPEN):
            again.cookies[name] = first.cookies[name].value
        return place(again, draft)["Location"]

    answers = at_once(CLICKS, click)

    assert Counter(answers) == {order_path(Order.objects.get()): CLICKS}
    assert stock_record(listing).num_allocated == 1
