"""News goes up: publish an event, and the steps that the flow lists for it run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Event:
    """Past tense, ids only."""


News = TypeVar("News", bound=Event)
Step = Callable[[Any], object]
Flow = Mapping[type[Event], Sequence[Step]]


@dataclass(frozen=True)
class Together(Generic[News]):
    """Marks a step that takes all the events published at once in one call: what it costs does not grow with them."""

    step: Callable[[Sequence[News]], object]

    def __call__(self, events: Sequence[News]) -> object:
        return self.step(events)


@cache
def _flow() -> Flow:
    flow: Flow = import_string(settings.FLOW)
    return flow


def publish(*events: Event) -> None:
    """Run the steps of these events, which are of one kind, in the order of the flow, in the caller's transaction.

    Each step is done with all of them before the next begins. Raises RuntimeError outside a transaction: a step that
    fails must undo what it follows.
    """
    kinds = {type(event) for event in events}
    if not kinds:
        return
    if len(kinds) > 1:
        raise ValueError("events of several kinds were published at once")
    (kind,) = kinds
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{kind.__name__} was published outside a transaction")
    for step in _flow().get(kind, ()):
        if isinstance(step, Together):
            step(events)
        else:
            for event in events:
                step(event)
