from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def in_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lazily, in order."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
