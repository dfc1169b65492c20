"""What the values of each facet are called, in the language of the page: for filters, and for programs."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from django.utils.translation import gettext as _

from marketplace.cooperatives.enums import SellerKind
from marketplace.files.enums import Swatch
from marketplace.listings.enums import Making, Material, Supply, Technique
from marketplace.search.interface import YES, Facet, PriceBand
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import SELLING_KINDS, STARS
from marketplace.web.templatetags.market import language, number, stars_label, vnd


def names_of(facet: Facet) -> Mapping[str, object]:
    """Names by value, in their proper order; a value without one is no choice."""
    return _NAMES[facet]()


def _shelves() -> dict[str, object]:
    return {path: shelf.name for path, shelf in labels.shelves().items()}


def _communes() -> dict[str, object]:
    return {code: commune.name for code, commune in labels.communes().items()}


def _stars() -> dict[str, str]:
    return {value: stars_label(int(value)) for value in STARS}


def _kinds() -> dict[str, str]:
    return {value: name for value, name in labels.words(SellerKind).items() if value in SELLING_KINDS}


def _price_bands() -> Mapping[str, str]:
    return _spoken_bands(language())


@lru_cache(maxsize=4)
def _spoken_bands(_language: str) -> Mapping[str, str]:
    return {band.value: _band(band) for band in PriceBand}


labels.forget_also(_spoken_bands.cache_clear)


def _band(band: PriceBand) -> str:
    if not band.start:
        return _("Under %(price)s") % {"price": vnd(band.end)}
    if band.end is None:
        return _("%(price)s and more") % {"price": vnd(band.start)}
    return f"{number(band.start)}–{vnd(band.end)}"


_NAMES: dict[Facet, Callable[[], Mapping[str, object]]] = {
    Facet.CATEGORY: _shelves,
    Facet.PROVINCE: labels.provinces,
    Facet.COMMUNE: _communes,
    Facet.STARS: _stars,
    Facet.PRICE: _price_bands,
    Facet.MAKING: lambda: labels.words(Making),
    Facet.PEOPLE: labels.peoples,
    Facet.TECHNIQUE: lambda: labels.words(Technique),
    Facet.MATERIAL: lambda: labels.words(Material),
    Facet.COLOUR: lambda: labels.words(Swatch),
    Facet.KIND: _kinds,
    Facet.SET: labels.sets,
    Facet.IN_STOCK: lambda: {YES: _("In stock")},
    Facet.SUPPLY: lambda: labels.words(Supply),
    Facet.GIFT: lambda: {YES: _("Good as a gift")},
}
