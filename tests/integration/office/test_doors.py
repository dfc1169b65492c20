"""Who may open what: every address of the office for everybody who may knock."""

import pytest
from django.urls import get_resolver, reverse

from marketplace.office.urls import urlpatterns
from marketplace.places.models import Province
from tests.factories.reporting import make_officer, signed_in

OFFICERS = ("national", "reader", "province", "other province")
EVERYWHERE = ("home", "listings", "cooperatives", "consignments", "reports")
OF_REPORT = ("report", "report-csv", "report-xlsx")
OF_SELLER = ("listing", "cooperative")
DECISIONS = ("approve", "ask-changes")


def address(name, house):
    if name in OF_REPORT:
        return reverse(f"office:{name}", args=["sales"])
    if name == "cooperative":
        return reverse("office:cooperative", args=[house.seller.slug])
    return reverse(f"office:{name}", args=[house.waiting.pk] if name in (*OF_SELLER, *DECISIONS) else [])


def expected(name, who):
    if who == "signed out":
        return 302
    if who not in OFFICERS:
        return 404
    if name in EVERYWHERE or name in OF_REPORT:
        return 200
    if name in OF_SELLER:
        return 404 if who == "other province" else 200
    return 404 if who in ("reader", "other province") else 302


def test_every_address_is_in_the_table():
    assert {pattern.name for pattern in urlpatterns} == {*EVERYWHERE, *OF_REPORT, *OF_SELLER, *DECISIONS}
    assert "office" in get_resolver().namespace_dict


@pytest.mark.parametrize(
    "who", ["signed out", "buyer", "member", "staff", "national", "reader", "province", "other province"]
)
def test_doors(house, who):
    client = signed_in(house.people[who])
    for name in (*EVERYWHERE, *OF_REPORT, *OF_SELLER):
        response = client.get(address(name, house))
        assert (name, response.status_code) == (name, expected(name, who))
        if who == "signed out":
            assert response.url == f"/account/sign-in/?next={address(name, house)}"
    for name in reversed(DECISIONS):  # approving last: it succeeds only once
        response = client.post(address(name, house), {"seen": "long ago", "reasons": ["price"]})
        assert (name, response.status_code) == (name, expected(name, who))
    assert house.waiting.__class__.objects.get(pk=house.waiting.pk).state == "submitted"


def test_an_officer_without_a_province_finds_no_office(house):
    user = make_officer(house.here)
    user.officer.provinces.clear()
    assert signed_in(user).get(reverse("office:home")).status_code == 404


def test_a_decision_is_never_taken_by_a_link(house):
    client = signed_in(house.people["national"])
    for name in DECISIONS:
        assert client.get(address(name, house)).status_code == 405


@pytest.mark.parametrize("name", ["listings", "cooperatives", "consignments"])
def test_lists_hold_the_officers_province_only(house, name):
    body = signed_in(house.people["province"]).get(reverse(f"office:{name}")).content.decode()
    assert "Lùng Tám" in body
    assert "Bắc Hà" not in body
    assert "Lào Cai" not in body  # nor among the choices of a filter
    everywhere = signed_in(house.people["national"]).get(reverse(f"office:{name}")).content.decode()
    assert "Bắc Hà" in everywhere
    assert "Lào Cai" in everywhere


@pytest.mark.parametrize("name", [*OF_REPORT, "listings", "cooperatives", "consignments"])
def test_asking_for_another_province_finds_nothing(house, name):
    client = signed_in(house.people["province"])
    assert client.get(address(name, house), {"province": "15"}).status_code == 404
    assert client.get(address(name, house), {"province": "08"}).status_code == 200
    assert client.get(address(name, house), {"province": "nowhere"}).status_code == 404
    if name not in ("listings", "cooperatives"):
        assert client.get(address(name, house), {"cooperative": house.neighbour.slug}).status_code == 404


@pytest.mark.parametrize("group", ["province", "cooperative", "month", "set"])
@pytest.mark.parametrize("report", ["sales", "fulfilment"])
def test_reports_and_files_hold_the_officers_province_only(house, report, group):
    client = signed_in(house.people["other province"])
    page = client.get(reverse("office:report", args=[report]), {"group": group}).content.decode()
    file = b"".join(
        client.get(reverse("office:report-csv", args=[report]), {"group": group}).streaming_content
    ).decode()
    for text in (page, file):
        assert "Tuyên Quang" not in text
        assert "Lùng Tám" not in text
    if report == "sales":
        assert "230.000" in page
        assert ",230000," in file
        assert "530.000" not in page


def test_choices_are_todays_provinces_within_the_scope(house):
    old = Province.objects.create(
        version="2024", code="02", name="Hà Giang", name_en="Ha Giang", kind="province", region="north", position=1,
        folded="ha giang", successor=house.here,
    )  # fmt: skip
    body = signed_in(house.people["national"]).get(reverse("office:report", args=["sales"])).content.decode()
    assert old.name not in body
