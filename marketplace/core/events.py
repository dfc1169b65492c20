"""News goes up: publish an event, and the steps that the flow lists for it run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Event:
    """Past tense, ids only."""


Step = Callable[[Any], object]
Flow = Mapping[type[Event], Sequence[Step]]


@cache
def _flow() -> Flow:
    flow: Flow = import_string(settings.FLOW)
    return flow


def publish(event: Event) -> None:
    """Run the event's steps, in the order of the flow, in the caller's transaction.

    Raises RuntimeError outside a transaction: a step that fails must undo what it follows.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} was published outside a transaction")
    for step in _flow().get(type(event), ()):
        step(event)
