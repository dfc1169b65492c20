"""Who may open which door: every address of portal, office and dashboard, for every kind of person, from one table.

A row is (name, method, what the address needs, expected status by role). Roles that a row does not name get what
`CLOSED` says: signed out is asked to sign in, everybody else gets 404. `test_every_address_has_a_row` fails when an
address is added without one. Seen to fail: with `@member_required` taken off one view, its row ends in an error.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from marketplace.accounts.enums import OfficerLevel
from marketplace.accounts.models import Officer, User
from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Cooperative, Membership
from marketplace.core import clock
from marketplace.fulfilment.models import Consignment
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Listing
from marketplace.notices.models import Notice
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_province, make_rule
from tests.factories.dashboard import addresses as dashboard_addresses
from tests.factories.dashboard import make_rows
from tests.factories.orders import make_order

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),  # Oscar's list of offers
]
ROLES = ("signed out", "buyer", "packer", "owner", "other owner", "province", "other province", "national", "staff")
CLOSED = {role: 302 if role == "signed out" else 404 for role in ROLES}


def members(status: int = 200, *, packer: int | None = None, other: int = 404) -> dict[str, int]:
    """Open to the cooperative; `other` is what the owner of another cooperative gets."""
    return {"owner": status, "packer": status if packer is None else packer, "other owner": other}


def officers(status: int = 200, *, elsewhere: int = 404, reading: int | None = None) -> dict[str, int]:
    """`elsewhere`: an officer of another province; `reading`: the province's read-only officer."""
    province = status if reading is None else reading
    return {"national": status, "province": province, "other province": elsewhere}


GONE = {"signed out": 404}
LIST = members(other=200)  # lists are everybody's own
DOORS: list[tuple[str, str, str, dict[str, int]]] = [
    ("portal:board", "get", "", LIST),
    ("portal:consignments", "get", "", LIST),
    ("portal:consignment", "get", "consignment", members()),
    ("portal:slip", "get", "consignment", members()),
    ("portal:accept", "post", "consignment", members(302, packer=404)),
    ("portal:pack", "post", "consignment", members(302)),
    ("portal:ship", "get", "consignment", members(302)),  # not packed yet: back to the consignment
    ("portal:ship", "post", "consignment", members(302)),
    ("portal:deliver", "post", "consignment", members(302)),
    ("portal:decline", "get", "consignment", members(packer=404)),
    ("portal:returned", "get", "consignment", members(302, packer=404)),
    ("portal:listings", "get", "", LIST),
    ("portal:new-listing", "get", "", members(packer=404, other=200)),
    ("portal:listing", "get", "listing", members()),
    ("portal:edit-listing", "get", "draft", members(packer=404)),
    ("portal:submit-listing", "post", "draft", members(302, packer=404)),
    ("portal:prices", "post", "listing", members(200, packer=404)),
    ("portal:hide", "get", "listing", members(302, packer=404)),
    ("portal:show", "post", "listing", members(302, packer=404)),
    ("portal:searches", "get", "", LIST),
    ("portal:notices", "get", "", LIST),
    ("portal:read-notices", "post", "", members(302, other=302)),
    ("portal:open-notice", "post", "notice", {"owner": 302}),
    ("portal:shop", "get", "", LIST),
    ("portal:switch", "post", "", members(404, other=404)),
    ("office:home", "get", "", officers(elsewhere=200)),
    ("office:listings", "get", "", officers(elsewhere=200)),
    ("office:listing", "get", "submitted", officers()),
    ("office:approve", "post", "submitted", officers(302, reading=404)),
    ("office:ask-changes", "post", "submitted", officers(400, reading=404)),  # no reason was given
    ("office:cooperatives", "get", "", officers(elsewhere=200)),
    ("office:cooperative", "get", "cooperative", officers()),
    ("office:consignments", "get", "", officers(elsewhere=200)),
    ("office:reports", "get", "", officers(elsewhere=200)),
    ("office:report", "get", "report", officers(elsewhere=200)),
    ("office:report-csv", "get", "report", officers(elsewhere=200)),
    ("office:report-xlsx", "get", "report", officers(elsewhere=200)),
    # Of Oscar's screens staff reach these; the rest is no address for anybody, signed out included.
    ("dashboard:index", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-category-list", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-category-detail-list", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-category-create", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-category-create-child", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-category-update", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-category-delete", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-class-create", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-class-list", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-class-update", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-class-delete", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-attribute-option-group-create", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-attribute-option-group-list", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-attribute-option-group-update", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-attribute-option-group-delete", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-option-list", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-option-create", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-option-update", "get", "row", {"staff": 200}),
    ("dashboard:catalogue-option-delete", "get", "row", {"staff": 200}),
    ("dashboard:users-index", "get", "row", {"staff": 200}),
    ("dashboard:user-detail", "get", "row", {"staff": 200}),
    ("dashboard:offer-list", "get", "row", {"staff": 200}),
    ("dashboard:offer-metadata", "get", "row", {"staff": 200}),
    ("dashboard:offer-condition", "get", "new", {"staff": 302}),  # a new one begins with its first step
    ("dashboard:offer-condition", "get", "row", {"staff": 200}),
    ("dashboard:offer-benefit", "get", "new", {"staff": 302}),  # a new one begins with its first step
    ("dashboard:offer-benefit", "get", "row", {"staff": 200}),
    ("dashboard:offer-restrictions", "get", "new", {"staff": 302}),  # a new one begins with its first step
    ("dashboard:offer-restrictions", "get", "row", {"staff": 200}),
    ("dashboard:offer-delete", "get", "row", {"staff": 200}),
    ("dashboard:offer-detail", "get", "row", {"staff": 200}),
    ("dashboard:range-list", "get", "row", {"staff": 200}),
    ("dashboard:range-create", "get", "row", {"staff": 200}),
    ("dashboard:range-update", "get", "row", {"staff": 200}),
    ("dashboard:range-delete", "get", "row", {"staff": 200}),
    ("dashboard:range-products", "get", "row", {"staff": 200}),
    ("dashboard:range-reorder", "get", "row", {"staff": 405}),
    ("dashboard:reviews-list", "get", "row", {"staff": 200}),
    ("dashboard:reviews-update", "get", "row", {"staff": 200}),
    ("dashboard:reviews-delete", "get", "row", {"staff": 200}),
    ("dashboard:voucher-list", "get", "row", {"staff": 200}),
    ("dashboard:voucher-create", "get", "row", {"staff": 200}),
    ("dashboard:voucher-update", "get", "row", {"staff": 200}),
    ("dashboard:voucher-delete", "get", "row", {"staff": 200}),
    ("dashboard:voucher-stats", "get", "row", {"staff": 200}),
    ("dashboard:voucher-set-list", "get", "row", {"staff": 200}),
    ("dashboard:voucher-set-create", "get", "row", {"staff": 200}),
    ("dashboard:voucher-set-update", "get", "row", {"staff": 200}),
    ("dashboard:voucher-set-detail", "get", "row", {"staff": 200}),
    ("dashboard:voucher-set-download", "get", "row", {"staff": 200}),
    ("dashboard:voucher-set-delete", "get", "row", {"staff": 200}),
    ("dashboard:comms-list", "get", "row", {"staff": 200}),
    ("dashboard:comms-update", "get", "row", {"staff": 200}),
    ("dashboard:logout", "get", "row", {"staff": 405}),
    ("dashboard:catalogue-product-bulk-action", "get", "row", GONE),
    ("dashboard:catalogue-product", "get", "row", GONE),
    ("dashboard:catalogue-product-create", "get", "row", GONE),
    ("dashboard:catalogue-product-create-child", "get", "row", GONE),
    ("dashboard:catalogue-product-delete", "get", "row", GONE),
    ("dashboard:catalogue-product-list", "get", "row", GONE),
    ("dashboard:stock-alert-list", "get", "row", GONE),
    ("dashboard:catalogue-product-lookup", "get", "row", GONE),
    ("dashboard:reports-index", "get", "row", GONE),
    ("dashboard:order-list", "get", "row", GONE),
    ("dashboard:order-stats", "get", "row", GONE),
    ("dashboard:order-detail", "get", "row", GONE),
    ("dashboard:order-detail-note", "get", "row", GONE),
    ("dashboard:order-line-detail", "get", "row", GONE),
    ("dashboard:order-shipping-address", "get", "row", GONE),
    ("dashboard:user-password-reset", "get", "row", GONE),
    ("dashboard:user-alert-list", "get", "row", GONE),
    ("dashboard:user-alert-delete", "get", "row", GONE),
    ("dashboard:user-alert-update", "get", "row", GONE),
    ("dashboard:page-list", "get", "row", GONE),
    ("dashboard:page-create", "get", "row", GONE),
    ("dashboard:page-update", "get", "row", GONE),
    ("dashboard:page-delete", "get", "row", GONE),
    ("dashboard:partner-list", "get", "row", GONE),
    ("dashboard:partner-create", "get", "row", GONE),
    ("dashboard:partner-manage", "get", "row", GONE),
    ("dashboard:partner-delete", "get", "row", GONE),
    ("dashboard:partner-user-create", "get", "row", GONE),
    ("dashboard:partner-user-select", "get", "row", GONE),
    ("dashboard:partner-user-link", "get", "row", GONE),
    ("dashboard:partner-user-unlink", "get", "row", GONE),
    ("dashboard:partner-user-update", "get", "row", GONE),
    ("dashboard:shipping-method-list", "get", "row", GONE),
    ("dashboard:shipping-method-create", "get", "row", GONE),
    ("dashboard:shipping-method-detail", "get", "row", GONE),
    ("dashboard:shipping-method-edit", "get", "row", GONE),
    ("dashboard:shipping-method-delete", "get", "row", GONE),
    ("dashboard:shipping-method-band-edit", "get", "row", GONE),
    ("dashboard:shipping-method-band-delete", "get", "row", GONE),
    ("dashboard:login", "get", "row", GONE),
]


@dataclass
class World:
    people: dict[str, User | None]
    cooperative: Cooperative
    listing: Listing
    draft: Listing
    submitted: Listing
    consignment: Consignment
    notice: Notice
    dashboard: dict[str, list[str]]

    def address(self, name: str, needs: str) -> str:
        if name.startswith("dashboard:"):
            return self.dashboard[name][0 if needs == "new" else -1]
        arguments: dict[str, dict[str, Any]] = {
            "": {},
            "consignment": {"number": self.consignment.number},
            "listing": {"pk": self.listing.pk},
            "draft": {"pk": self.draft.pk},
            "submitted": {"pk": self.submitted.pk},
            "notice": {"pk": self.notice.pk},
            "cooperative": {"slug": self.cooperative.slug},
            "report": {"name": "sales"},
        }
        return reverse(name, kwargs=arguments[needs])


def person(name: str, **values: Any) -> User:
    return User.objects.create_user(f"{name}@example.com", "x", **values)


def officer(name: str, level: OfficerLevel, *, approving: bool, provinces: tuple[Any, ...] = ()) -> User:
    user = person(name)
    found = Officer.objects.create(user=user, level=level, is_approving=approving)
    found.provinces.set(provinces)
    return user


@pytest.fixture
def world() -> World:
    make_rule()
    here, there = make_province(), make_province("Lâm Đồng", "68")
    ours = make_cooperative("HTX Ta", commune=make_commune(province=here))
    theirs = make_cooperative("HTX Người", commune=make_commune("Đơn Dương", "24000", there))
    people: dict[str, User | None] = {
        "signed out": None,
        "buyer": person("buyer"),
        "packer": person("packer"),
        "owner": person("owner"),
        "other owner": person("other"),
        "province": officer("province", OfficerLevel.PROVINCE, approving=False, provinces=(here,)),
        "other province": officer("elsewhere", OfficerLevel.PROVINCE, approving=True, provinces=(there,)),
        "national": officer("national", OfficerLevel.NATIONAL, approving=True),
        "staff": person("staff", is_staff=True),
    }
    for role, cooperative, what in (
        ("packer", ours, Role.PACKER),
        ("owner", ours, Role.OWNER),
        ("other owner", theirs, Role.OWNER),
    ):
        Membership.objects.create(user=people[role], cooperative=cooperative, role=what, created_at=clock.now())
    listing = make_listing(ours)
    make_listing(theirs)
    order = make_order((listing, 1))
    notice = Notice.objects.create(
        kind="test", channel="portal", recipient=people["owner"], subject="a", body="b", created_at=clock.now()
    )
    dashboard: dict[str, list[str]] = {}
    for name, path in dashboard_addresses(make_rows()):
        dashboard.setdefault(f"dashboard:{name}", []).append(path)
    return World(
        people,
        ours,
        listing,
        make_listing(ours, state=ListingState.DRAFT),
        make_listing(ours, state=ListingState.SUBMITTED),
        order.consignments.get(),
        notice,
        dashboard,
    )


@pytest.mark.parametrize("role", ROLES)
def test_doors_open_to_whom_the_table_says(world: World, role: str) -> None:
    client = Client()
    if world.people[role] is not None:
        client.force_login(world.people[role])
    differing = {}
    for name, method, needs, open_to in DOORS:
        expected = {**CLOSED, **open_to}[role]
        ask: Callable[..., Any] = getattr(client, method)
        with transaction.atomic():
            found = ask(world.address(name, needs)).status_code
            transaction.set_rollback(True)
        if found != expected:
            differing[f"{method} {name}"] = (found, expected)

    assert differing == {}


def test_every_address_has_a_row() -> None:
    rows = {name for name, _method, _needs, _open in DOORS}
    for room in ("portal", "office", "dashboard"):
        names = {f"{room}:{name}" for name in _names(room)}
        assert names - rows == set()


def _names(room: str) -> set[str]:
    _app, resolver = get_resolver().namespace_dict[room]
    return {name for name in resolver.reverse_dict if isinstance(name, str)}


def test_the_table_names_no_address_that_is_gone(world: World) -> None:
    for name, _method, needs, _open in DOORS:
        try:
            world.address(name, needs)
        except (NoReverseMatch, KeyError):
            pytest.fail(f"{name} is no address")
