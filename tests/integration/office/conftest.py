from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import time_machine
from django.utils import translation

from marketplace.accounts.models import User
from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Cooperative, Membership
from marketplace.core import clock
from marketplace.fulfilment.models import Consignment
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Listing
from marketplace.places.models import Province
from marketplace.reporting.enums import FactKind
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_province
from tests.factories.reporting import at_noon, make_consignment, make_fact, make_officer

TODAY = date(2026, 11, 23)


@dataclass
class House:
    """Two provinces with a seller, a waiting listing and a sale in each, and everybody who may knock."""

    here: Province
    there: Province
    seller: Cooperative
    neighbour: Cooperative
    waiting: Listing
    next_door: Listing
    sold: Consignment
    people: dict[str, User | None]


@pytest.fixture(autouse=True)
def _today():
    """A page in English leaves its thread English: each test begins and ends in Vietnamese."""
    with time_machine.travel(at_noon(TODAY), tick=False), translation.override("vi"):
        yield


@pytest.fixture
def house(db: None) -> House:
    here, there = make_province(), make_province("Lào Cai", "15")
    seller = make_cooperative("Lùng Tám", commune=make_commune())
    neighbour = make_cooperative("Bắc Hà", commune=make_commune("Bắc Hà", "02855", there))
    sold = _sale(seller, 500_000)
    _sale(neighbour, 200_000)
    return House(
        here, there, seller, neighbour, waiting(seller), waiting(neighbour), sold, _people(here, there, seller)
    )


def waiting(seller: Cooperative, **values: Any) -> Listing:
    listing = make_listing(seller, state=ListingState.SUBMITTED, **values)
    listing.submitted_at = clock.now()
    listing.save()
    return listing


def _sale(seller: Cooperative, price: int) -> Consignment:
    consignment = make_consignment(make_listing(seller), placed=at_noon(date(2026, 11, 20)), price=price)
    make_fact(consignment, FactKind.SOLD, date(2026, 11, 20), pieces=1, goods=price, shipping=30_000)
    return consignment


def _people(here: Province, there: Province, seller: Cooperative) -> dict[str, User | None]:
    member = User.objects.create_user("owner@example.com", "x")
    Membership.objects.create(cooperative=seller, user=member, role=Role.OWNER, created_at=clock.now())
    return {
        "signed out": None,
        "buyer": User.objects.create_user("buyer@example.com", "x"),
        "member": member,
        "staff": User.objects.create_user("staff@example.com", "x", is_staff=True, is_superuser=True),
        "national": make_officer(is_approving=True, email="national@example.com"),
        "reader": make_officer(email="reader@example.com"),
        "province": make_officer(here, is_approving=True, email="province@example.com"),
        "other province": make_officer(there, is_approving=True, email="other@example.com"),
    }
