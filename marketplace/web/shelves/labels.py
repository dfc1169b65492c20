"""Names of shelves, provinces, peoples and sets, kept in the process: a page that names them asks the database once.

They are read anew when the search index has changed, and every ten minutes: what staff rename reaches both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import TypeVar

from django.utils.translation import get_language

from marketplace.classifications.models import People
from marketplace.classifications.queries import current_sets
from marketplace.cooperatives.queries import sellers_on_show
from marketplace.core import clock
from marketplace.places.queries import current_provinces
from marketplace.search.documents import public_shelves
from marketplace.search.services import generation

SECONDS_KEPT = 600
R = TypeVar("R")


@dataclass(frozen=True)
class Name:
    """In the language of the page."""

    vi: str
    en: str

    def __str__(self) -> str:
        return (self.en if (get_language() or "vi").startswith("en") else "") or self.vi


@dataclass(frozen=True)
class ShelfLabel:
    """`path` is the address of the category; `parent` is empty for those of the first level."""

    path: str
    parent: str
    name: Name


_kept: list[Callable[[], None]] = []


def _keep(read: Callable[[], R]) -> Callable[[], R]:
    @lru_cache(maxsize=1)
    def at(_generation: str, _period: int) -> R:
        return read()

    @wraps(read)
    def kept() -> R:
        return at(generation(), int(clock.now().timestamp()) // SECONDS_KEPT)

    _kept.append(at.cache_clear)
    return kept


def forget() -> None:
    for clear in _kept:
        clear()


@_keep
def shelves() -> dict[str, ShelfLabel]:
    """Those that may be seen, by path, in the order of the shop."""
    found = {shelf.path: shelf.names for shelf in public_shelves().values()}
    labels = {}
    for path, names in found.items():
        parent = path.rpartition("/")[0]
        own = names[len(found.get(parent, ())) :]
        labels[path] = ShelfLabel(path, parent, Name(own[0], own[-1]))
    return labels


@_keep
def provinces() -> dict[str, Name]:
    """Today's, by code; under their own name in both languages, as on the labels of the goods."""
    return {province.code: Name(province.name, province.name) for province in current_provinces()}


@_keep
def peoples() -> dict[str, Name]:
    return {people.slug: Name(people.name_vi, people.name_en) for people in People.objects.all()}


@_keep
def sets() -> dict[str, Name]:
    """Sets of the decision in force, by number."""
    return {str(found.number): Name(found.name_vi, found.name_en) for found in current_sets()}


@_keep
def seller_count() -> int:
    return sellers_on_show().count()
