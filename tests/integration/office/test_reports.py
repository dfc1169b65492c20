"""One report, three dresses: the page, the CSV file and the spreadsheet say the same."""

import csv
import io
import re
from datetime import date, datetime
from html.parser import HTMLParser

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marketplace.core.models import AuditRecord
from marketplace.fulfilment.enums import State
from marketplace.office import selecting
from marketplace.office.views import reports
from marketplace.reporting.enums import FactKind
from tests.factories.catalogue import make_commune, make_cooperative, make_listing
from tests.factories.reporting import at_noon, make_consignment, make_fact, signed_in

GROUPS = [("sales", group) for group in ("province", "cooperative", "month", "set")] + [
    ("fulfilment", group) for group in ("cooperative", "province")
]


class Tables(HTMLParser):
    """The cells of each table on a page, row by row, with their links."""

    def __init__(self, body):
        super().__init__()
        self.tables, self.links, self.inside = [], {}, False
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("th", "td"):
            self.tables[-1][-1].append("")
            self.inside = True
        elif tag == "a" and self.inside:
            row = self.tables[-1][-1]
            self.links[len(self.tables) - 1, row[0].strip(), len(row) - 1] = dict(attrs)["href"]

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("th", "td")

    def handle_data(self, data):
        if self.inside:
            self.tables[-1][-1][-1] += data


def page_table(client, report, **params):
    """The report's own table: the last one; the chart's stands before it."""
    body = client.get(reverse("office:report", args=[report]), params).content.decode()
    found = Tables(body)
    return [[cell.strip() for cell in row] for row in found.tables[-1]], found


def plain(cell):
    """A number of a Vietnamese page as a CSV file writes it; a month and a word as they are."""
    if re.fullmatch(r"−?[\d.]+(,\d)?", cell):
        return cell.replace(".", "").replace(",", ".").replace("−", "-")
    month = re.fullmatch(r"(\d+)/(\d{4})", cell)
    return f"{month[2]}-{int(month[1]):02}" if month else cell.replace("–", "")


def csv_rows(client, report, **params):
    response = client.get(reverse("office:report-csv", args=[report]), params)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""))), response


def xlsx_rows(client, report, **params):
    response = client.get(reverse("office:report-xlsx", args=[report]), params)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()], book, response


def same(value, text):
    """A spreadsheet's value and what a CSV file says: days as days, numbers as numbers, the rest as text."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m}" == text
    if isinstance(value, int | float):
        return float(value) == float(text)
    return (value or "") == text


@pytest.fixture
def busy(house):
    """Cancelled, returned, discounted, late and early; a name that a spreadsheet would run."""
    trap = make_cooperative('=HYPERLINK("http://example.com")', commune=make_commune())
    for number in range(3):
        consignment = make_consignment(make_listing(trap), placed=at_noon(date(2026, 10, 1 + number)))
        make_fact(
            consignment, FactKind.SOLD, date(2026, 10, 3), pieces=2, goods=1_234_567, shipping=30_000, discount=4_567
        )
        if number:
            make_fact(consignment, FactKind.CANCELLED, date(2026, 11, 4), pieces=2, goods=1_234_567, shipping=30_000)
    make_consignment(
        make_listing(house.neighbour), placed=at_noon(date(2026, 11, 3)), shipped=at_noon(date(2026, 11, 9)),
        state=State.SHIPPED,
    )  # fmt: skip
    return house


@pytest.mark.parametrize(("report", "group"), GROUPS)
def test_the_csv_file_and_the_spreadsheet_are_the_page(busy, report, group):
    client = signed_in(busy.people["national"])
    page, _found = page_table(client, report, group=group)
    lines, _response = csv_rows(client, report, group=group)
    cells, _book, _response = xlsx_rows(client, report, group=group)
    assert len(page) > 2
    # Text columns hold words and codes; all others are numbers, or empty.
    for at, (shown, line, cell) in enumerate(zip(page, lines, cells, strict=True)):
        guarded = [text.removeprefix("'") for text in line]
        assert ([plain(text) for text in shown] if at else shown) == guarded
        assert [same(value, text) for value, text in zip(cell, guarded, strict=True)] == [True] * len(guarded)


def test_a_formula_is_written_as_text(busy):
    client = signed_in(busy.people["national"])
    lines, _response = csv_rows(client, "sales", group="cooperative")
    assert '\'=HYPERLINK("http://example.com")' in [line[0] for line in lines]
    _rows, book, _response = xlsx_rows(client, "sales", group="cooperative")
    kinds = {cell.value: cell.data_type for cell in book.worksheets[1]["A"]}
    assert kinds['=HYPERLINK("http://example.com")'] == "s"
    assert "f" not in {cell.data_type for row in book.worksheets[1].iter_rows() for cell in row}


def test_files_say_what_they_are(busy):
    client = signed_in(busy.people["province"])
    november = {"from": "2026-11-01", "to": "2026-11-30", "kind": "cooperative"}
    _lines, response = csv_rows(client, "sales", **november)
    assert response["Content-Disposition"] == 'attachment; filename="ban-hang-2026-11.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    _rows, book, response = xlsx_rows(client, "sales", **november)
    assert response["Content-Disposition"] == 'attachment; filename="ban-hang-2026-11.xlsx"'
    said = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows() if row[1].value}
    assert "Tuyên Quang" in said.values()  # the scope
    assert "tháng 11/2026" in said.values()
    assert datetime(2026, 11, 23, 12, 0) in said.values()  # noqa: DTZ001 - Vietnam's clock
    assert any(str(text).startswith("Cán bộ") for text in said.values())
    assert any("Hợp tác xã" in str(text) or "hợp tác xã" in str(text) for text in said.values())


def test_each_export_leaves_a_record(busy):
    client = signed_in(busy.people["province"])
    client.get(reverse("office:report", args=["sales"]))
    assert not AuditRecord.objects.filter(action="report.exported").exists()
    csv_rows(client, "sales", group="cooperative", province="08")
    xlsx_rows(client, "fulfilment")
    first, second = AuditRecord.objects.filter(action="report.exported").order_by("pk")
    assert first.actor == busy.people["province"]
    assert first.after == {
        "report": "sales",
        "format": "csv",
        "filters": {"from": "2025-12-01", "to": "2026-11-30", "group": "cooperative", "province": "08"},
        "rows": 2,
    }
    assert (second.after["report"], second.after["format"]) == ("fulfilment", "xlsx")


@pytest.mark.parametrize(("report", "group"), GROUPS)
def test_every_number_leads_to_as_many_parcels(busy, report, group):
    client = signed_in(busy.people["national"])
    page, found = page_table(client, report, group=group)
    head = page[0]
    followed = 0
    for (table, name, at), url in found.links.items():
        if table != len(found.tables) - 1 or at == 0:
            continue
        response = client.get(url)
        assert response.status_code == 200
        row = next(row for row in page if row[0] == name)
        if head[at] == head[_parcels(head)]:
            assert response.context["rows"].paginator.count == int(plain(row[at]))
            followed += 1
    assert followed == len([row for row in page[1:] if row[_parcels(head)] != "0"]) > 1


def _parcels(head):
    return next(at for at, text in enumerate(head) if text in ("Parcels", "Kiện hàng"))


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"from": "2026-13-01"}, "from"),
        ({"from": "hôm qua"}, "from"),
        ({"from": "1999-01-01"}, "from"),
        ({"from": "2026-11-02", "to": "2026-11-01"}, "to"),
        ({"from": "2001-01-01", "to": "2026-11-01"}, "to"),
        ({"stars": "9"}, "stars"),
        ({"kind": "bank"}, "kind"),
        ({"set": "999"}, "set"),
    ],
)
def test_a_wrong_filter_is_named_at_its_field_and_nothing_is_shown(house, params, field):
    client = signed_in(house.people["national"])
    response = client.get(reverse("office:report", args=["sales"]), params)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert "table" not in response.context
    for name in ("report-csv", "report-xlsx"):
        back = client.get(reverse(f"office:{name}", args=["sales"]), params)
        assert back.status_code == 302
        assert back.url.startswith(reverse("office:report", args=["sales"]) + "?")
    assert not AuditRecord.objects.filter(action="report.exported").exists()


def test_an_unknown_period_grouping_or_report(house):
    client = signed_in(house.people["national"])
    strange = client.get(reverse("office:report", args=["sales"]), {"period": "x", "group": "y", "page": "z"})
    assert strange.status_code == 200
    assert strange.context["form"].selection.group == "province"
    assert client.get("/office/reports/wages/").status_code == 404
    assert client.get("/office/reports/wages.csv").status_code == 404


def test_presets(house):
    client = signed_in(house.people["national"])
    for preset, first in [("this_month", 1), ("last_month", 1)]:
        form = client.get(reverse("office:report", args=["sales"]), {"period": preset}).context["form"]
        assert form.selection.period.first.day == first
        assert form.preset_shown == preset


def test_no_buyer_stands_on_a_list_of_parcels(house):
    order = house.sold.order
    client = signed_in(house.people["national"])
    with CaptureQueriesContext(connection) as read:
        body = client.get(reverse("office:consignments"), {"by": "sold"}).content.decode()
    assert house.sold.number in body
    assert order.phone.removeprefix("+84") not in body
    for query in read.captured_queries:
        assert "order_order" not in query["sql"]
        assert "shippingaddress" not in query["sql"]


def test_with_very_many_sellers_a_province_is_chosen_first(house, monkeypatch):
    monkeypatch.setattr(selecting, "MOST_SELLERS", 1)
    client, url = signed_in(house.people["national"]), reverse("office:report", args=["sales"])
    field = client.get(url).context["form"].fields["cooperative"]
    assert ([value for value, _label in field.choices], bool(field.help_text)) == ([""], True)
    chosen = client.get(url, {"cooperative": house.seller.slug}).context["form"]
    assert [value for value, _label in chosen.fields["cooperative"].choices] == ["", house.seller.slug]
    assert chosen.selection.cooperative == house.seller
    here = client.get(url, {"province": "08"}).context["form"].fields["cooperative"]
    assert ([value for value, _label in here.choices], bool(here.help_text)) == (["", house.seller.slug], False)


def test_rows_beyond_the_first_page_stand_in_the_files(house, monkeypatch):
    monkeypatch.setattr(reports, "ROWS_PER_PAGE", 1)
    client = signed_in(house.people["national"])
    shown = [page_table(client, "sales", group="cooperative", page=page)[0] for page in ("1", "2")]
    lines, _response = csv_rows(client, "sales", group="cooperative")
    assert [len(table) for table in shown] == [3, 3]  # head, one row, total
    assert [shown[0][1][0], shown[1][1][0]] == [lines[1][0], lines[2][0]]
    assert shown[0][-1] == shown[1][-1]
