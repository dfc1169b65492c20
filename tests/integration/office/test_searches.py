"""What buyers looked for in vain, as a report: the page and the file say the same."""

import csv
import io
from datetime import date, timedelta

import pytest

from marketplace.core.scope import ScopeMissing
from marketplace.reporting.interface import Selection
from marketplace.reporting.periods import Period
from marketplace.reporting.reports import SEARCHES
from marketplace.search.models import SearchMiss
from tests.factories.reporting import signed_in
from tests.integration.office.conftest import TODAY

ADDRESS = "/en/office/reports/searches"


@pytest.fixture(autouse=True)
def misses(db: None) -> None:
    for text, ago, count in (
        ("mang kho", 0, 3),
        ("mang kho", 1, 4),
        ("nam huong", 0, 20),
        ("nam huong", 40, 1),
        ("mot nguoi", 0, 99),
    ):
        SearchMiss.objects.create(day=TODAY - timedelta(days=ago), text=text, count=count)


@pytest.mark.parametrize("who", ["national", "province", "reader"])
def test_every_officer_sees_the_same_page_and_file(house, who: str) -> None:
    client = signed_in(house.people[who])
    source = client.get(f"{ADDRESS}/").content.decode()
    assert source.index("nam huong") < source.index("mang kho")
    assert "mot nguoi" not in source
    body = b"".join(client.get(f"{ADDRESS}.csv")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert rows[1:] == [["nam huong", "21", "2"], ["mang kho", "7", "2"], ["Total", "28", ""]]
    assert client.get(f"{ADDRESS}.xlsx").status_code == 200


def test_only_the_days_of_the_period_count(house) -> None:
    source = signed_in(house.people["national"]).get(f"{ADDRESS}/?period=this_month").content.decode()
    assert "mang kho" in source
    assert "nam huong" not in source  # on one day of this month only


def test_without_a_scope_there_is_no_report() -> None:
    selection = Selection(period=Period(date(2026, 11, 1), TODAY), group="text", today=TODAY)
    with pytest.raises(ScopeMissing):
        SEARCHES.table(scope=None, selection=selection)  # type: ignore[arg-type]
