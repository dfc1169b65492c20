"""What somebody may mean who is still typing: goods from the engine, all else from names kept in the process.

Sellers and places are read every five minutes, not with each change of the index: at 8,000 sellers that takes a moment,
and a name that is five minutes old still leads to a page that says what is the case.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.cooperatives.queries import sellers_on_show
from marketplace.core import clock
from marketplace.listings.queries import listings_on_show
from marketplace.places.models import Commune
from marketplace.places.queries import current_provinces, old_names_by_commune, old_names_by_province
from marketplace.search.interface import SearchFailed, SearchUnavailable
from marketplace.search.services import generation, suggest
from marketplace.web.shelves import labels
from marketplace.web.shelves.labels import Name
from marketplace.web.shelves.names import Found, Names
from marketplace.web.templatetags.market import language

MOST = 8  # entries altogether
MOST_OF_A_KIND = 2  # of shelves, of sellers, of places
GOODS_FIRST = 4  # entries that goods have before the others share what is left
SECONDS_KEPT = 300

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """`note` says where a seller is, or under which old name a place was found; often it is empty."""

    label: str
    note: str
    url: str


@dataclass(frozen=True)
class Section:
    """`kind` is a word for programs, `title` one for people, in the language of the request."""

    kind: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class _Seller:
    slug: str
    name: Name
    place: str


@dataclass(frozen=True)
class _Place:
    """`parameter` is the facet by which its goods are found."""

    parameter: str
    code: str
    name: str
    above: str


@dataclass(frozen=True)
class _Directory:
    sellers: Names[_Seller]
    places: Names[_Place]


def suggestions(text: str) -> list[Section]:
    """At most MOST entries under heads, none that is empty; nothing restricted. The last word may be unfinished."""
    directory = _directory()
    others = [
        Section("shelves", _("Shelves"), tuple(_shelves(text))),
        Section("cooperatives", _("Cooperatives"), _sellers(directory.sellers.beginning(text, MOST_OF_A_KIND))),
        Section("places", _("Places"), _places(directory.places.beginning(text, MOST_OF_A_KIND))),
    ]
    goods = tuple(_goods(text, MOST))
    others = _shared(others, MOST - min(len(goods), GOODS_FIRST))
    left = MOST - sum(len(section.entries) for section in others)
    sections = [Section("products", _("Goods"), goods[:left]), *others]
    return [section for section in sections if section.entries]


def _shared(sections: list[Section], room: int) -> list[Section]:
    """The first of each, then the second of each, as far as there is room."""
    turns = [(turn, at) for turn in range(MOST_OF_A_KIND) for at, one in enumerate(sections) if turn < len(one.entries)]
    kept = [at for _turn, at in turns[:room]]
    return [replace(section, entries=section.entries[: kept.count(at)]) for at, section in enumerate(sections)]


def _goods(text: str, limit: int) -> Iterable[Entry]:
    """While the engine rests the other sections still help."""
    try:
        found = suggest(text, language=language(), limit=limit)
    except (SearchUnavailable, SearchFailed) as error:
        log.warning("no goods are suggested: %s", error)
        return []
    return [Entry(one.text, "", reverse("shop:product", args=(one.slug or "-", one.product_id))) for one in found]


def _shelves(text: str) -> Iterable[Entry]:
    for found in _shelf_names(generation()).beginning(text, MOST_OF_A_KIND):
        shelf = found.thing
        above = labels.shelves().get(shelf.parent)
        yield Entry(str(shelf.name), str(above.name) if above else "", reverse("shop:category", args=(shelf.path,)))


@lru_cache(maxsize=1)
def _shelf_names(_generation: str) -> Names[labels.ShelfLabel]:
    shelves = sorted(labels.shelves().values(), key=lambda shelf: bool(shelf.parent))
    return Names((shelf, (shelf.name.vi, shelf.name.en)) for shelf in shelves)


def _sellers(found: Iterable[Found[_Seller]]) -> tuple[Entry, ...]:
    return tuple(
        Entry(str(one.thing.name), one.thing.place, reverse("shop:cooperative", args=(one.thing.slug,)))
        for one in found
    )


def _places(found: Iterable[Found[_Place]]) -> tuple[Entry, ...]:
    return tuple(_place(one.thing, one.text) for one in found)


def _place(place: _Place, matched: str) -> Entry:
    """`Lùng Tám` beside `Tuyên Quang`; who typed an old name sees which."""
    note = place.above
    if matched != place.name:
        old = _("formerly %(name)s") % {"name": matched}
        note = f"{place.above} · {old}" if place.above else old
    return Entry(place.name, note, f"{reverse('shop:search')}?{urlencode({place.parameter: place.code})}")


def _directory() -> _Directory:
    return _read(int(clock.now().timestamp()) // SECONDS_KEPT)


@lru_cache(maxsize=1)
def _read(_period: int) -> _Directory:
    return _Directory(Names(_known_sellers()), Names(_known_places()))


def _known_sellers() -> Iterable[tuple[_Seller, tuple[str, str]]]:
    """Short names first: of two that fit equally the plainer one."""
    sellers = sellers_on_show().only("slug", "name_vi", "name_en", "commune__name", "commune__province__name")
    for seller in sorted(sellers, key=lambda seller: (len(seller.name_vi), seller.name_vi)):
        name = Name(seller.name_vi, seller.name_en)
        yield _Seller(seller.slug, name, seller.commune.label), (seller.name_vi, seller.name_en)


def _known_places() -> Iterable[tuple[_Place, tuple[str, ...]]]:
    """Provinces, then communes, that goods come from; each under its own name first, then under those it had."""
    with_goods = listings_on_show().order_by().values("origin_commune")
    communes = list(Commune.objects.filter(pk__in=with_goods).select_related("province").order_by("folded", "code"))
    here = {commune.province_id for commune in communes}
    former = old_names_by_province()
    gone = {name for names in former.values() for name in names}
    for province in current_provinces():
        if province.pk in here:
            yield _Place("province", province.code, province.name, ""), (province.name, *former.get(province.pk, ()))
    old = old_names_by_commune(commune.pk for commune in communes)
    for commune in communes:
        # An old province leads to the province that it went into, not to each of its communes.
        names = (name for name in old.get(commune.pk, ()) if name not in gone)
        yield _Place("commune", commune.code, commune.name, commune.province.name), (commune.name, *names)


def _forget() -> None:
    _read.cache_clear()
    _shelf_names.cache_clear()


labels.forget_also(_forget)
