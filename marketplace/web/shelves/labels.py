"""Names of shelves, provinces, peoples and sets, kept in the process: a page that names them asks the database once.

They are read anew when the search index has changed, and every ten minutes: what staff rename reaches both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Any, TypeVar

from django.utils.text import capfirst
from django.utils.translation import get_language

from marketplace.classifications.models import People
from marketplace.classifications.queries import current_sets
from marketplace.cooperatives.queries import sellers_on_show
from marketplace.core import clock
from marketplace.core.text import slug
from marketplace.places.queries import current_communes, provinces_of_both_maps
from marketplace.search.documents import public_shelves
from marketplace.search.services import forget_turns, generation

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
class CommuneLabel:
    name: str
    province: str

    def __str__(self) -> str:
        return self.name


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
        return at(generation(), _period())

    _kept.append(at.cache_clear)
    return kept


def _period() -> int:
    return int(clock.now().timestamp()) // SECONDS_KEPT


def forget_also(clear: Callable[[], None]) -> None:
    """Whoever else keeps names in the process has them forgotten together with these."""
    _kept.append(clear)


def forget() -> None:
    forget_turns()
    _communes.cache_clear()
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
def _provinces() -> tuple[dict[str, Name], dict[str, str]]:
    """Today's names by code, and today's codes by every name there ever was; today's names win."""
    names: dict[str, Name] = {}
    codes: dict[str, str] = {}
    for province in sorted(provinces_of_both_maps(), key=lambda province: province.successor is None):
        today = province.successor or province
        called = (province.name, province.name_en, *filter(None, province.other_names.split("|")))
        codes |= {slug(name): today.code for name in called}
        if today is province:
            names[province.code] = Name(province.name, province.name)
    return names, codes


def provinces() -> dict[str, Name]:
    """Today's, by code; under their own name in both languages, as on the labels of the goods."""
    return _provinces()[0]


def province_code(text: str) -> str:
    """Today's province behind its code, or a name of any time with marks or without; empty when there is none."""
    names, codes = _provinces()
    return text if text in names else codes.get(slug(text), "")


def communes() -> dict[str, CommuneLabel]:
    """Today's, by code. Only a new decision changes them, so they outlive changes of the index."""
    return _communes(_period())


@lru_cache(maxsize=1)
def _communes(_at: int) -> dict[str, CommuneLabel]:
    rows = current_communes().values_list("code", "name", "province__code")
    return {code: CommuneLabel(name, province) for code, name, province in rows}


def words(enum: Any) -> Mapping[str, str]:
    """The values of a list of ours, in the language of the page."""
    return _words(enum, get_language())


@lru_cache(maxsize=64)
def _words(enum: Any, _language: str | None) -> Mapping[str, str]:
    return MappingProxyType({value: capfirst(str(label)) for value, label in enum.choices})


forget_also(_words.cache_clear)


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
