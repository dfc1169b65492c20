"""The page on the order of goods says what the program does: it is made from the same numbers."""

from dataclasses import fields, replace

import pytest
from django.test import Client

from marketplace.search import ranking
from marketplace.search.ranking import Worth, Worths
from marketplace.storefront.shelves import order
from tests.integration.storefront.shelves.reading import addresses, page, statements, text

pytestmark = pytest.mark.django_db
ADDRESS = "/help/ranking/"


def cells(client: Client) -> list[int]:
    return [line.points[0] if line.points else line.whole for line in _lines(client)]


def _lines(client: Client) -> list[order.Line]:
    context = client.get(ADDRESS).context
    return [*context["typed_plain"], *context["typed_marked"], *context["more"]]


def test_a_weight_that_changes_changes_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = text(page(client, ADDRESS))
    assert "977" not in before
    monkeypatch.setattr(ranking, "PLAIN", replace(ranking.PLAIN, exact=Worth(title=977, names=2, text=1)))
    assert "977 2 1" in text(page(client, ADDRESS))
    monkeypatch.setattr(ranking, "PAIR_EXACT", 978)
    assert "978" in text(page(client, ADDRESS))


def test_the_share_of_turns_is_that_of_the_shelves(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "One place in 8 goes by turns: 3 of the 24" in text(page(client, f"/en{ADDRESS}"))
    monkeypatch.setattr(ranking, "TURN_IN", 5)
    assert "One place in 5 goes by turns: 4 of the 24" in text(page(client, f"/en{ADDRESS}"))


def test_every_number_that_gives_points_stands_there_with_words(client: Client) -> None:
    """Seen to fail with one of the words taken away, and for a new number in the module."""
    named = {field.name for field in fields(Worths)}
    named |= {
        name
        for name, value in vars(ranking).items()
        if name.isupper() and isinstance(value, int | Worth) and not name.startswith(order.NO_POINTS)
    }
    assert named == set(order.WORDS)
    assert len(_lines(client)) == 2 * len(fields(Worths)) + len(named) - len(fields(Worths))
    for prefix in ("", "/en"):
        source = page(client, prefix + ADDRESS)
        assert source.count("<h1") == 1
        assert all(name not in source for name in named if name.isupper())


def test_results_and_every_foot_lead_there(client: Client) -> None:
    for address in ("/", "/products/", "/help/"):
        assert ADDRESS in addresses(page(client, address))


def test_it_costs_nothing(client: Client) -> None:
    assert statements(client, ADDRESS) == 0
