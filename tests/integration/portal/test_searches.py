from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.search.models import SearchMiss

ADDRESS = "/en/portal/searches/"


def miss(text: str, *counts: int) -> None:
    """So often on as many days, today first."""
    for ago, count in enumerate(counts):
        SearchMiss.objects.create(day=clock.today() - timedelta(days=ago), text=text, count=count)


def shown(client) -> list[tuple[str, int, int]]:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return [(row["text"], row["times"], row["days"]) for row in response.context["texts"]]


def test_members_see_what_many_looked_for_in_vain(shop, other_shop) -> None:
    miss("mang kho", 4, 3)
    miss("nam huong", 2, 9)
    miss("mot nguoi", 40)
    assert shown(shop.at_owner) == [("nam huong", 11, 2), ("mang kho", 7, 2)]
    assert shown(shop.at_packer) == shown(other_shop.at_owner) == shown(shop.at_owner)
    source = shop.at_owner.get(ADDRESS).content.decode()
    assert "mang kho" in source
    assert "mot nguoi" not in source
    assert ADDRESS in shop.at_owner.get("/en/portal/listings/").content.decode()


def test_the_first_twenty_of_ninety_days(shop) -> None:
    for number in range(25):
        miss(f"chu {chr(97 + number)}", 10 + number, 1)
    SearchMiss.objects.create(day=clock.today() - timedelta(days=90), text="xua", count=900)
    SearchMiss.objects.create(day=clock.today() - timedelta(days=91), text="xua", count=900)
    found = shown(shop.at_owner)
    assert len(found) == 20
    assert found[0] == ("chu y", 35, 2)
    assert "xua" not in [text for text, _times, _days in found]


@pytest.mark.parametrize("count", [1, 6])
def test_statements_do_not_grow(shop, count: int) -> None:
    for number in range(count):
        miss(f"chu {chr(97 + number)}", 5, 5)
    assert int(shop.at_owner.get(ADDRESS)["X-Query-Count"]) == 4


def test_says_so_when_there_is_nothing(shop) -> None:
    assert shown(shop.at_owner) == []
    assert 'class="empty"' in shop.at_owner.get(ADDRESS).content.decode()
