"""What the pages show, and that no number of statements grows with the rows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from marketplace.certification.enums import CertificateStatus, IssuerLevel
from marketplace.certification.models import Certificate
from marketplace.classifications.models import SetRule
from marketplace.fulfilment.enums import State
from marketplace.listings.enums import ListingState
from marketplace.reporting.enums import FactKind
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_set
from tests.factories.reporting import at_noon, make_consignment, make_fact, signed_in
from tests.integration.office.conftest import TODAY, waiting


def make_certificate(seller, ends, code):
    certificate = Certificate.objects.create(
        code=code, cooperative=seller, decision_number=f"DEMO-{code}", decision_date=date(2025, 1, 1),
        issuer_level=IssuerLevel.PROVINCE, issuer="UBND tỉnh", stars=4, status=CertificateStatus.RECOGNISED,
        expires_on=ends,
    )  # fmt: skip
    certificate.products.set(seller.listings.values_list("product", flat=True))
    return certificate


def statements(client, url, **params):
    response = client.get(url, params)
    assert response.status_code == 200
    return int(response["X-Query-Count"])


def test_home_counts_what_waits(house):
    make_certificate(house.seller, TODAY + timedelta(days=90), "soon")
    make_certificate(house.seller, TODAY + timedelta(days=91), "later")
    make_certificate(house.neighbour, TODAY - timedelta(days=1), "over")
    make_consignment(make_listing(house.seller), placed=at_noon(date(2026, 11, 1)), state=State.CONFIRMED)
    make_cooperative("Im lặng", commune=make_commune())
    context = signed_in(house.people["national"]).get(reverse("office:home")).context
    # The two sales of the house were due on the 22nd as well.
    assert [task.number for task in context["tasks"]] == [2, 3, 1, 1]
    context = signed_in(house.people["other province"]).get(reverse("office:home")).context
    assert [task.number for task in context["tasks"]] == [1, 1, 0, 0]


def test_each_task_leads_to_what_it_counts(house):
    make_certificate(house.seller, TODAY + timedelta(days=5), "soon")
    make_cooperative("Im lặng", commune=make_commune())
    client = signed_in(house.people["national"])
    for task in client.get(reverse("office:home")).context["tasks"]:
        assert client.get(task.url).context["rows"].paginator.count == task.number


def test_home_compares_this_month_with_as_much_of_the_last(house):
    old = make_consignment(make_listing(house.seller))
    make_fact(old, FactKind.SOLD, date(2026, 10, 23), pieces=1, goods=350_000, shipping=30_000)
    make_fact(old, FactKind.SOLD, date(2026, 10, 24), pieces=1, goods=999_999, sequence=1)
    net, orders, sellers, _on_time = signed_in(house.people["national"]).get(reverse("office:home")).context["kpis"]
    assert (net.value, net.note, net.trend) == ("760.000\xa0₫", "+100,0%", "up")
    assert (orders.value, orders.note) == ("2", "+100,0%")
    assert (sellers.value, sellers.note) == ("2", "+100,0%")


def test_a_cooperative_shows_identity_goods_sales_and_fulfilment(house):
    make_certificate(house.seller, TODAY + timedelta(days=5), "soon")
    page = signed_in(house.people["province"]).get(reverse("office:cooperative", args=[house.seller.slug]))
    body = page.content.decode()
    for text in (house.seller.registered_name, house.seller.registration_number, house.seller.head_office, "DEMO-soon"):
        assert text in body
    assert dict(page.context["listings"])[ListingState.SUBMITTED.label] == 1
    assert page.context["accounts"] == 1
    assert page.context["chart"].figures[-1].net == 530_000
    assert page.context["fulfilment"].rows[0][2].text == "1"


@pytest.mark.parametrize(
    ("text", "found"),
    [("lung tam", 1), ("Lùng Tám", 1), ("LÙNG TÁM", 1), ("bac ha", 1), ("DEMO-", 2), ("không có", 0), ("%", 0)],
)
def test_cooperatives_are_found_with_or_without_tone_marks(house, text, found):
    rows = signed_in(house.people["national"]).get(reverse("office:cooperatives"), {"q": text}).context["rows"]
    assert rows.paginator.count == found


def test_a_cooperatives_counts(house):
    (row,) = signed_in(house.people["province"]).get(reverse("office:cooperatives")).context["rows"]
    assert (row.live, row.waiting, row.to_send, row.overdue) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    ("params", "number"),
    [
        ({}, 5),
        ({"state": "shipped"}, 2),
        ({"late": "now"}, 2),
        ({"late": "any"}, 3),
        ({"from": "2026-11-20"}, 2),
        ({"from": "2026-11-01", "to": "2026-11-19"}, 3),
        ({"by": "sold"}, 2),
        ({"by": "sold", "set": "22"}, 2),
        ({"by": "sold", "set": "6"}, 0),
        ({"by": "sold", "stars": "0"}, 2),
        ({"by": "sold", "stars": "5"}, 0),
        ({"by": "cancelled"}, 0),
        ({"kind": "group"}, 0),
        ({"province": "15"}, 1),
        ({"q": "CP"}, 5),
        ({"state": "nowhere"}, 5),
        ({"from": "2026-11-20", "to": "2026-11-01"}, 5),
    ],
)
def test_parcels_are_filtered(house, params, number):
    make_set(6, "Mật ong", "Honey")
    listing = make_listing(house.seller)
    placed = at_noon(date(2026, 11, 3))
    make_consignment(listing, placed=placed, shipped=at_noon(date(2026, 11, 5)), state=State.SHIPPED)
    make_consignment(listing, placed=placed, shipped=at_noon(date(2026, 11, 6)), state=State.SHIPPED)
    make_consignment(listing, placed=placed, state=State.CANCELLED)
    rows = signed_in(house.people["national"]).get(reverse("office:consignments"), params).context["rows"]
    assert rows.paginator.count == number


def grow(house):
    for number in range(3):
        seller = make_cooperative(commune=make_commune("Bắc Hà", "02855"))
        waiting(seller, pictures=2)
        make_certificate(seller, TODAY + timedelta(days=5), f"grown{number}")
        consignment = make_consignment(make_listing(seller), shipped=at_noon(date(2026, 11, 11)), state=State.SHIPPED)
        make_fact(consignment, FactKind.SOLD, date(2026, 11, 10), pieces=1, goods=10_000)


@pytest.mark.parametrize(
    ("name", "args", "params", "most"),
    [
        ("home", [], {}, 11),
        ("listings", [], {}, 7),
        ("cooperatives", [], {}, 5),
        ("cooperatives", [], {"show": "expiring"}, 5),
        ("consignments", [], {}, 5),
        ("consignments", [], {"by": "sold"}, 5),
        ("reports", [], {}, 3),
        ("report", ["sales"], {}, 9),
        ("report", ["sales"], {"group": "cooperative", "province": "08"}, 9),
        ("report", ["sales"], {"group": "month"}, 9),
        ("report", ["fulfilment"], {}, 8),
        ("report-csv", ["sales"], {"group": "cooperative"}, 9),
        ("report-xlsx", ["fulfilment"], {}, 9),
    ],
)
def test_statements_do_not_grow_with_the_rows(house, name, args, params, most):
    client = signed_in(house.people["national"])
    make_certificate(house.seller, TODAY + timedelta(days=5), "first")
    url = reverse(f"office:{name}", args=args)
    statements(client, url, **params)
    before = statements(client, url, **params)
    grow(house)
    assert statements(client, url, **params) == before
    assert before <= most


def test_a_listing_costs_the_same_with_more_pictures_and_variants(house):
    SetRule.objects.create(
        product_set=make_set(), valid_from=date(2026, 1, 1), kinds_allowed=["cooperative"], vat_basis_points=800
    )
    client = signed_in(house.people["national"])
    plain, rich = house.waiting, waiting(house.seller, pictures=4)
    first = statements(client, reverse("office:listing", args=[plain.pk]))
    assert statements(client, reverse("office:listing", args=[rich.pk])) == first


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_in_both_languages_hold_no_inline_script_or_style(house, language):
    client = signed_in(house.people["national"])
    names = ["", "listings/", f"listings/{house.waiting.pk}/", "cooperatives/", f"cooperatives/{house.seller.slug}/",
             "consignments/", "reports/", "reports/sales/", "reports/fulfilment/"]  # fmt: skip
    for name in names:
        body = client.get(f"{language}/office/{name}").content.decode()
        assert f'lang="{"en" if language else "vi"}"' in body
        assert body.count("<h1") == 1
        assert "style=" not in body
        assert "<script" not in body
