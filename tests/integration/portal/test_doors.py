"""Who may open what. Whoever has no business at an address is told that there is nothing."""

import pytest
from django.test import Client

from marketplace.accounts.enums import OfficerLevel
from marketplace.accounts.models import Officer, User
from marketplace.fulfilment.services import confirm, pack
from marketplace.listings.enums import ListingState
from marketplace.notices.models import Notice
from tests.factories.catalogue import make_listing
from tests.factories.portal import make_member, signed_in

pytestmark = pytest.mark.django_db

# address: GET as packer, as manager or owner, as owner of another cooperative
LOOKING = {
    "": (200, 200, 200),
    "consignments/": (200, 200, 200),
    "consignments/{number}/": (200, 200, 404),
    "consignments/{number}/slip/": (200, 200, 404),
    "consignments/{number}/accept/": (404, 302, 404),
    "consignments/{number}/pack/": (302, 302, 404),
    "consignments/{number}/ship/": (200, 200, 404),
    "consignments/{number}/deliver/": (302, 302, 404),
    "consignments/{number}/decline/": (404, 302, 404),
    "consignments/{number}/returned/": (404, 302, 404),
    "consignments/CPZZZZZZZZ-1/": (404, 404, 404),
    "listings/": (200, 200, 200),
    "listings/new/": (404, 200, 200),
    "listings/{listing}/": (200, 200, 404),
    "listings/{listing}/edit/": (404, 302, 404),
    "listings/{draft}/edit/": (404, 200, 404),
    "listings/{draft}/submit/": (404, 302, 404),
    "listings/{listing}/prices/": (404, 302, 404),
    "listings/{listing}/hide/": (404, 302, 404),
    "listings/{listing}/show/": (404, 302, 404),
    "listings/999999/": (404, 404, 404),
    "notices/": (200, 200, 200),
    "notices/read/": (302, 302, 302),
    "notices/{notice}/open/": (404, 302, 404),
    "shop/": (200, 200, 200),
    "shop/switch/": (302, 302, 302),
}
# address: POST as packer, as owner, as owner of another cooperative; the order is packed
DOING = {
    "consignments/{number}/accept/": (404, 302, 404),
    "consignments/{number}/pack/": (302, 302, 404),
    "consignments/{number}/ship/": (200, 200, 404),
    "consignments/{number}/deliver/": (302, 302, 404),
    "consignments/{number}/decline/": (404, 302, 404),
    "consignments/{number}/returned/": (404, 302, 404),
    "listings/new/": (404, 200, 200),
    "listings/{draft}/edit/": (404, 200, 404),
    "listings/{draft}/submit/": (404, 302, 404),
    "listings/{listing}/prices/": (404, 200, 404),
    "listings/{listing}/hide/": (404, 302, 404),
    "listings/{listing}/show/": (404, 302, 404),
    "notices/{notice}/open/": (404, 302, 404),
    "shop/switch/": (404, 404, 404),
}


@pytest.fixture
def names(shop):
    """The order is packed, so that the page for sending it off is open."""
    pack(consignment=confirm(consignment=shop.consignment))
    return {
        "number": shop.consignment.number,
        "listing": shop.listing.pk,
        "draft": make_listing(shop.cooperative, state=ListingState.DRAFT).pk,
        "notice": Notice.objects.get(recipient=shop.owner, channel="portal").pk,
    }


def statuses(client: Client, addresses, names, method: str = "get") -> dict[str, int]:
    return {one: getattr(client, method)("/portal/" + one.format(**names)).status_code for one in addresses}


def test_what_members_may_look_at(shop, other_shop, names):
    seen = zip(
        statuses(shop.at_packer, LOOKING, names).items(),
        statuses(shop.at_owner, LOOKING, names).values(),
        statuses(other_shop.at_owner, LOOKING, names).values(),
        strict=True,
    )
    assert {one: (packer, owner, other) for (one, packer), owner, other in seen} == LOOKING


def test_a_manager_sees_what_the_owner_sees(shop, names):
    wanted = {one: row[1] for one, row in LOOKING.items() if "notice" not in one}
    assert statuses(signed_in(shop.manager), wanted, names) == wanted


def test_what_members_may_do(shop, other_shop, names):
    wanted = [{one: row[place] for one, row in DOING.items()} for place in range(3)]
    assert statuses(other_shop.at_owner, DOING, names, "post") == wanted[2]
    assert statuses(shop.at_packer, DOING, names, "post") == wanted[0]
    assert statuses(shop.at_owner, DOING, names, "post") == wanted[1]


def test_looking_changes_nothing(shop, names):
    statuses(shop.at_owner, LOOKING, names)
    assert shop.state() == "packed"
    shop.listing.refresh_from_db()
    assert shop.listing.state == "live"
    assert Notice.objects.get(pk=names["notice"]).read_at is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_signed_out_is_asked_to_sign_in(names, method):
    client = Client()
    for one in LOOKING:
        path = "/portal/" + one.format(**names)
        response = getattr(client, method)(path)
        assert (response.status_code, response.url) == (302, f"/account/sign-in/?next={path}")


@pytest.mark.parametrize("who", ["buyer", "officer", "staff"])
def test_others_find_nothing(names, who):
    user = User.objects.create_user(f"{who}@example.com", "market-day", is_staff=who == "staff")
    if who == "officer":
        Officer.objects.create(user=user, level=OfficerLevel.NATIONAL, is_approving=True)
    assert set(statuses(signed_in(user), LOOKING, names).values()) == {404}
    assert set(statuses(signed_in(user), DOING, names, "post").values()) == {404}


def test_a_form_without_its_token_is_refused(shop):
    client = Client(enforce_csrf_checks=True)
    client.force_login(shop.owner)
    assert client.post(f"{shop.place}accept/").status_code == 403
    assert shop.state() == "new"


def test_a_member_of_two_works_for_the_one_that_was_chosen(shop, other_shop):
    make_member(shop.cooperative)
    other_shop.cooperative.memberships.create(user=shop.owner, role="packer", created_at=shop.cooperative.created_at)
    client = shop.at_owner
    assert client.get(other_shop.place).status_code == 404

    answer = client.post("/en/portal/shop/switch/", {"cooperative": other_shop.cooperative.pk})

    assert (answer.status_code, answer.url) == (302, "/en/portal/")
    assert client.get(other_shop.place).status_code == 200
    assert client.get(shop.place).status_code == 404
    assert client.post(f"{other_shop.place}accept/").status_code == 404  # a packer there


@pytest.mark.parametrize("asked", ["", "x", "-1", "999999"])
def test_nobody_switches_to_a_cooperative_of_others(shop, other_shop, asked):
    client = shop.at_owner
    assert client.post("/portal/shop/switch/", {"cooperative": asked}).status_code == 404
    assert client.post("/portal/shop/switch/", {"cooperative": other_shop.cooperative.pk}).status_code == 404
    assert client.get(shop.place).status_code == 200
