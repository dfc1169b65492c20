"""The filters beside the goods: what may be chosen, how many goods that leaves, and what is chosen now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from marketplace.cooperatives.enums import SellerKind
from marketplace.search.interface import Facet, Page
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import STARS, Choice
from marketplace.web.templatetags.market import stars_label, vnd

AT_ONCE = 6  # options of one filter that are seen without unfolding


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """`folded` waits behind `more`, a sentence that says how many there are."""

    name: str
    title: str
    options: tuple[Option, ...]
    folded: tuple[Option, ...]
    more: str


@dataclass(frozen=True)
class Chip:
    """One thing that is chosen; `url` is the page without it."""

    label: str
    url: str


def groups(page: Page, choice: Choice) -> list[Group]:
    if page.is_fallback:
        return []
    found = (
        _group(Facet.CATEGORY, _("Shelf"), _shelves(page, choice)),
        _group(Facet.PROVINCE, _("Province"), _named(page, Facet.PROVINCE, choice.province, labels.provinces())),
        _group(Facet.STARS, _("OCOP stars"), _stars(page, choice)),
        _group(
            Facet.PEOPLE,
            pgettext("one of the 54", "People"),
            _named(page, Facet.PEOPLE, choice.people, labels.peoples()),
        ),
        _group(Facet.KIND, _("Seller"), _named(page, Facet.KIND, choice.kind, _kinds())),
        _group(Facet.SET, _("OCOP product set"), _named(page, Facet.SET, choice.set, labels.sets()), at_once=0),
    )
    return [group for group in found if len(group.options + group.folded) > 1 or _has_chosen(group)]


def _has_chosen(group: Group) -> bool:
    return any(option.is_chosen for option in group.options + group.folded)


def _group(facet: Facet, title: str, options: list[Option], *, at_once: int = AT_ONCE) -> Group:
    """What is chosen is never folded away."""
    shown = [option for at, option in enumerate(options) if at < at_once or option.is_chosen]
    folded = [option for option in options if option not in shown]
    if len(folded) == 1:
        shown, folded = options, []
    return Group(facet.value, title, tuple(shown), tuple(folded), _more(len(shown), len(folded)))


def _more(shown: int, folded: int) -> str:
    text = ngettext("%(count)d more", "%(count)d more", folded) if shown else _("Choose among %(count)d")
    return text % {"count": folded}


def _counts(page: Page, facet: Facet) -> dict[str, int]:
    return {found.value: found.count for found in page.facets.get(facet, ())}


def _named(page: Page, facet: Facet, chosen: tuple[str, ...], names: Mapping[str, object]) -> list[Option]:
    """Most frequent first, then what is chosen and has nothing."""
    counts = _counts(page, facet)
    values = [*(value for value in counts if value in names), *(value for value in chosen if value not in counts)]
    return [Option(value, str(names[value]), counts.get(value, 0), value in chosen) for value in values]


def _stars(page: Page, choice: Choice) -> list[Option]:
    counts = _counts(page, Facet.STARS)
    return [
        Option(value, stars_label(int(value)), counts.get(value, 0), value in choice.stars)
        for value in STARS
        if value in counts or value in choice.stars
    ]


def _shelves(page: Page, choice: Choice) -> list[Option]:
    """One level below where the buyer stands, in the order of the shop."""
    counts = _counts(page, Facet.CATEGORY)
    return [
        Option(shelf.path, str(shelf.name), counts.get(shelf.path, 0), shelf.path in choice.category)
        for shelf in labels.shelves().values()
        if (shelf.parent == choice.shelf and shelf.path in counts) or shelf.path in choice.category
    ]


def _kinds() -> dict[str, str]:
    return {kind.value: capfirst(str(kind.label)) for kind in SellerKind}


def chips(choice: Choice) -> list[Chip]:
    """In the order of the filters."""
    return [
        *_chosen(choice, "category", {path: shelf.name for path, shelf in labels.shelves().items()}),
        *_chosen(choice, "province", labels.provinces()),
        *_chosen(choice, "stars", {value: stars_label(int(value)) for value in STARS}),
        *_chosen(choice, "people", labels.peoples()),
        *_chosen(choice, "kind", _kinds()),
        *_chosen(choice, "set", labels.sets()),
        *_bounds(choice),
    ]


def _chosen(choice: Choice, name: str, names: Mapping[str, object]) -> Iterable[Chip]:
    return [Chip(str(names[value]), choice.without(name, value)) for value in getattr(choice, name)]


def _bounds(choice: Choice) -> Iterable[Chip]:
    if choice.min_price is not None:
        yield Chip(_("from %(price)s") % {"price": vnd(choice.min_price)}, choice.without("min_price"))
    if choice.max_price is not None:
        yield Chip(_("up to %(price)s") % {"price": vnd(choice.max_price)}, choice.without("max_price"))
    if choice.in_stock:
        yield Chip(_("In stock"), choice.without("in_stock"))
