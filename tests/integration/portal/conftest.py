from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from marketplace.accounts.models import User
from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Cooperative
from marketplace.fulfilment.models import Consignment
from marketplace.listings.models import Listing
from tests.factories.catalogue import make_cooperative, make_listing
from tests.factories.orders import make_order
from tests.factories.portal import consignment_of, make_member, signed_in


@dataclass
class Shop:
    """One cooperative with a listing of 10 pieces at 100,000 ₫ and an order for 3 of them, in state `new`."""

    cooperative: Cooperative
    listing: Listing
    owner: User
    manager: User
    packer: User
    order: Any
    consignment: Consignment

    @property
    def at_owner(self) -> Client:
        return signed_in(self.owner)

    @property
    def at_packer(self) -> Client:
        return signed_in(self.packer)

    @property
    def place(self) -> str:
        return f"/en/portal/consignments/{self.consignment.number}/"

    @property
    def listing_place(self) -> str:
        return f"/en/portal/listings/{self.listing.pk}/"

    def state(self) -> str:
        self.consignment.refresh_from_db()
        return self.consignment.state


def open_shop() -> Shop:
    cooperative = make_cooperative()
    listing = make_listing(cooperative, title="Khăn lanh chàm")
    owner = make_member(cooperative, Role.OWNER, first_name="Mỷ")
    manager, packer = make_member(cooperative, Role.MANAGER), make_member(cooperative, Role.PACKER)
    order = make_order((listing, 3))
    return Shop(cooperative, listing, owner, manager, packer, order, consignment_of(order, cooperative))


@pytest.fixture
def shop(db: None) -> Shop:
    return open_shop()


@pytest.fixture
def other_shop(db: None) -> Shop:
    return open_shop()


@pytest.fixture
def said():
    """The messages that a response leaves for the next page, as (level, text)."""

    def read(response: Any) -> list[tuple[str, str]]:
        return [(message.level_tag, str(message)) for message in response.wsgi_request._messages]

    return read
