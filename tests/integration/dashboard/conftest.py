"""One row of everything that an address of Oscar's dashboard may name, and the people who may not touch it."""

from types import SimpleNamespace

import pytest
from django.test import Client

from marketplace.accounts.enums import OfficerLevel
from marketplace.accounts.models import Officer, User
from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Membership
from marketplace.core import clock
from tests.factories.dashboard import make_rows


@pytest.fixture
def rows(db: None) -> SimpleNamespace:
    return make_rows()


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
