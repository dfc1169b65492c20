"""News goes up: all of one kind that is published at once meets each step of the flow in turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from marketplace.core import events
from marketplace.core.events import Event, Together, publish


@dataclass(frozen=True)
class Rang(Event):
    bell: int


@dataclass(frozen=True)
class Faded(Event):
    bell: int


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the steps were called with; the flow is one of this test's own."""
    calls: list[Any] = []

    @Together
    def hear_all(news: Sequence[Rang]) -> None:
        calls.append([event.bell for event in news])

    flow = {Rang: [lambda event: calls.append(event.bell), hear_all, lambda event: calls.append(-event.bell)]}
    monkeypatch.setattr(events, "_flow", lambda: flow)
    return calls


@pytest.mark.django_db
def test_each_step_is_done_with_all_of_them_before_the_next(heard: list[Any]) -> None:
    publish(Rang(1), Rang(2))
    assert heard == [1, 2, [1, 2], -1, -2]


@pytest.mark.django_db
def test_one_alone_is_a_group_of_one(heard: list[Any]) -> None:
    publish(Rang(3))
    assert heard == [3, [3], -3]


@pytest.mark.django_db
def test_nothing_published_runs_nothing(heard: list[Any]) -> None:
    publish()
    assert heard == []


@pytest.mark.django_db
def test_two_kinds_at_once_are_refused(heard: list[Any]) -> None:
    with pytest.raises(ValueError, match="several kinds"):
        publish(Rang(1), Faded(1))
    assert heard == []


def test_outside_a_transaction_nothing_is_published(heard: list[Any], flushing: None, transactional_db: None) -> None:
    with pytest.raises(RuntimeError, match="Rang was published outside"):
        publish(Rang(1))
    with transaction.atomic():
        publish(Rang(1))
    assert heard == [1, [1], -1]
