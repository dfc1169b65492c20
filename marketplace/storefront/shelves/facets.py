"""The filters beside the goods: what may be chosen, how many goods that leaves, and what is chosen now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.files.enums import Swatch
from marketplace.search.interface import YES, Facet, Page
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import Choice
from marketplace.web.shelves.values import names_of
from marketplace.web.templatetags.market import vnd

AT_ONCE = 6  # options of one filter that are ticked; a list holds the others, for a page is one round trip
OPEN = (Facet.CATEGORY, Facet.PROVINCE, Facet.COMMUNE, Facet.PRICE, Facet.STARS)


@dataclass(frozen=True)
class Option:
    """`name` and `value` are those of the address."""

    name: str
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """`listed` stand in a list to choose one more from."""

    name: str
    title: str
    options: tuple[Option, ...]
    listed: tuple[Option, ...] = ()
    is_open: bool = False

    @property
    def has_chosen(self) -> bool:
        return any(option.is_chosen for option in self.options)

    @property
    def is_useful(self) -> bool:
        return len(self.options + self.listed) > 1 or self.has_chosen or self.name == Facet.PRICE


@dataclass(frozen=True)
class Chip:
    """One thing that is chosen; `url` is the page without it."""

    label: str
    url: str


# These have an order of their own; the others stand by how many goods they have.
_IN_ORDER = (Facet.CATEGORY, Facet.STARS, Facet.PRICE, Facet.MAKING, Facet.IN_STOCK, Facet.SUPPLY, Facet.GIFT)


def groups(page: Page, choice: Choice) -> list[Group]:
    if page.is_fallback:
        return []
    found = (
        _group(page, choice, Facet.CATEGORY, _("Shelf")),
        _group(page, choice, Facet.PROVINCE, _("Province")),
        _group(page, choice, Facet.COMMUNE, _("Commune")),
        _group(page, choice, Facet.PRICE, _("Price")),
        _group(page, choice, Facet.STARS, _("OCOP stars")),
        _ready_and_gift(page, choice),
        _group(page, choice, Facet.COLOUR, pgettext("of cloth", "Colour")),
        _group(page, choice, Facet.MAKING, _("By hand or machine")),
        _group(page, choice, Facet.PEOPLE, pgettext("one of the 54", "People")),
        _group(page, choice, Facet.TECHNIQUE, _("Technique")),
        _group(page, choice, Facet.MATERIAL, _("Material")),
        _group(page, choice, Facet.KIND, _("Seller")),
        _group(page, choice, Facet.SET, _("OCOP product set")),
    )
    return [group for group in found if group.is_useful]


def _group(page: Page, choice: Choice, facet: Facet, title: str) -> Group:
    """What is chosen is always ticked, never in the list."""
    options = _options(page, choice, facet)
    most = len(Swatch) if facet is Facet.COLOUR else AT_ONCE
    shown = [option for at, option in enumerate(options) if at < most or option.is_chosen]
    listed = [option for option in options if option not in shown]
    if len(listed) == 1:
        shown, listed = options, []
    is_open = facet in OPEN or any(option.is_chosen for option in shown)
    return Group(facet.value, title, tuple(shown), tuple(listed), is_open)


def _ready_and_gift(page: Page, choice: Choice) -> Group:
    """Short questions that share one place."""
    facets = (Facet.IN_STOCK, Facet.SUPPLY, Facet.GIFT)
    options = tuple(option for facet in facets for option in _options(page, choice, facet))
    return Group("wishes", _("Ready, or as a gift"), options, is_open=any(option.is_chosen for option in options))


def _options(page: Page, choice: Choice, facet: Facet) -> list[Option]:
    """Those that have goods, and those that are chosen."""
    counts = {found.value: found.count for found in page.facets.get(facet, ())}
    chosen = _chosen_in(choice, facet)
    names = names_of(facet) if counts or chosen else {}
    values = list(names) if facet in _IN_ORDER else [*counts, *(value for value in chosen if value not in counts)]
    return [
        Option(facet.value, value, str(names[value]), counts.get(value, 0), value in chosen)
        for value in values
        if value in chosen or (value in counts and value in names and _is_near(facet, value, choice))
    ]


def _chosen_in(choice: Choice, facet: Facet) -> tuple[str, ...]:
    chosen: tuple[str, ...] | bool = getattr(choice, facet.value)
    if isinstance(chosen, bool):
        return (YES,) if chosen else ()
    return chosen


def _is_near(facet: Facet, value: str, choice: Choice) -> bool:
    """Of shelves, those one level below where the buyer stands."""
    return facet is not Facet.CATEGORY or labels.shelves()[value].parent == choice.shelf


def chips(choice: Choice) -> list[Chip]:
    """In the order of the filters."""
    return [chip for facet in Facet for chip in _chips(choice, facet)] + list(_bounds(choice))


def _chips(choice: Choice, facet: Facet) -> Iterable[Chip]:
    chosen = _chosen_in(choice, facet)
    names = names_of(facet) if chosen else {}
    for value in chosen:
        is_question = isinstance(getattr(choice, facet.value), bool)
        yield Chip(capfirst(str(names[value])), choice.without(facet.value, "" if is_question else value))


def _bounds(choice: Choice) -> Iterable[Chip]:
    if choice.min_price is not None:
        yield Chip(_("from %(price)s") % {"price": vnd(choice.min_price)}, choice.without("min_price"))
    if choice.max_price is not None:
        yield Chip(_("up to %(price)s") % {"price": vnd(choice.max_price)}, choice.without("max_price"))
