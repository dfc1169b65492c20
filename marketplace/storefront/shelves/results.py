"""A page of goods: from the engine, or from the database while the engine does not answer."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from marketplace.search.interface import Facet, Page, SearchFailed, SearchQuery, SearchUnavailable, Sort
from marketplace.search.services import fallback_page, search
from marketplace.storefront.age.hint import hints_at_age
from marketplace.storefront.shelves import facets
from marketplace.storefront.shelves.goods import goods_of
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import Choice
from marketplace.web.shelves.values import names_of
from marketplace.web.tallies import tallies

SORTS = {
    Sort.RELEVANCE: gettext_lazy("Best match first"),
    Sort.NEWEST: gettext_lazy("Newest first"),
    Sort.PRICE: gettext_lazy("Lowest price first"),
    Sort.PRICE_DOWN: gettext_lazy("Highest price first"),
    Sort.POPULAR: gettext_lazy("Best selling first"),
    Sort.PROVINCE: gettext_lazy("By province, A to Z"),
}
LOOKING_AROUND = gettext_lazy("New and seldom seen")
NEIGHBOURS = 2  # pages named on either side of this one
EAGER = 4  # two rows of a phone
INSTEAD = 4  # goods shown where nothing fits

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    is_current: bool = False


def found(query: SearchQuery) -> Page:
    try:
        return search(query)
    except SearchUnavailable as error:
        log.warning("search does not answer: %s", error)
    except SearchFailed:
        log.exception("search refused %s", query)
    return fallback_page(query)


def results(choice: Choice) -> dict[str, Any]:
    """What the template of a page of goods needs."""
    page = found(choice.query())
    _count(choice, page)
    return shown(choice, page)


def shown(choice: Choice, page: Page, *, eager: int = EAGER) -> dict[str, Any]:
    groups = facets.groups(page, choice)
    return {
        "choice": choice,
        "found": page,
        "goods": goods_of(page.hits, eager=eager),
        "groups": groups,
        "chips": facets.chips(choice),
        "clear_url": choice.cleared(),
        "hints_at_age": hints_at_age(choice, page),
        "sorts": _sorts(choice),
        "pager": pager(page.page, page.pages, lambda number: choice.address(page=number)),
        **({} if page.total else _instead(choice)),
        "heading": heading(replace(choice, q=page.searched_for) if page.searched_for else choice),
        **_meant(choice, page),
        "crumbs": crumbs(choice.shelf),
        "search_text": choice.q,
        "shelf_path": choice.shelf,
    }


def _meant(choice: Choice, page: Page) -> dict[str, str]:
    """Where a text that was corrected leads: to what was typed, or to what was meant."""
    if page.searched_for:
        return {"as_typed_url": choice.address(as_typed=True)}
    return {"meant_url": choice.address(q=page.did_you_mean, as_typed=False)} if page.did_you_mean else {}


def _count(choice: Choice, page: Page) -> None:
    """A question to the whole market of which nothing holds all the words; and whose goods were seen."""
    is_missed = (page.total == 0 or (page.is_widened and not page.whole)) and not page.is_fallback
    if is_missed and choice.q and not choice.shelf and not choice.is_narrowed and choice.page == 1:
        tallies.miss(choice.q)
    tallies.seen(page.hits)


def _sorts(choice: Choice) -> list[Link]:
    """Where nothing was typed nothing matches better: what is new comes first, on a bare shelf some places by turns."""
    names = dict(SORTS)
    if not choice.q:
        names[Sort.RELEVANCE] = SORTS[Sort.NEWEST] if choice.is_narrowed else LOOKING_AROUND
        if choice.is_narrowed:  # two names for one order
            del names[Sort.NEWEST]
    current = choice.sort if choice.sort in names else Sort.RELEVANCE
    return [Link(str(name), choice.address(sort=sort), sort is current) for sort, name in names.items()]


def heading(choice: Choice) -> str:
    """`Trà từ Lào Cai, Tuyên Quang`: at most two places are named, the chips name all."""
    shelf = str(labels.shelves()[choice.shelf].name) if choice.shelf else ""
    what = _("Results for “%(text)s”") % {"text": choice.q} if choice.q else shelf or _("All goods")
    facet = Facet.COMMUNE if choice.commune else Facet.PROVINCE
    named = [str(names_of(facet)[code]) for code in choice.commune or choice.province]
    if not 1 <= len(named) <= 2:
        return what
    places = ", ".join(named)
    return _("%(what)s from %(places)s") % {"what": what, "places": places}


def crumbs(shelf: str) -> list[Link]:
    """The shelves above, then this one."""
    trail = [Link(_("All goods"), reverse("shop:products"))]
    steps = shelf.split("/") if shelf else []
    for end in range(1, len(steps) + 1):
        label = labels.shelves().get("/".join(steps[:end]))
        if label:
            trail.append(Link(str(label.name), reverse("shop:category", args=(label.path,))))
    return trail


def pager(current: int, last: int, address: Callable[[int], str]) -> dict[str, Any]:
    """Nothing when one page holds all; else the first, the last, and what lies around this one."""
    if last == 1:
        return {}
    around = range(current - NEIGHBOURS, current + NEIGHBOURS + 1)
    shown = {1, last, *(number for number in around if 1 <= number <= last)}
    links: list[Link | None] = []
    for number in sorted(shown):
        if links and number - 1 not in shown:
            links.append(None)
        links.append(Link(str(number), address(number), number == current))
    return {
        "links": links,
        "before": address(current - 1) if current > 1 else "",
        "after": address(current + 1) if current < last else "",
    }


def first_level() -> list[labels.ShelfLabel]:
    return [shelf for shelf in labels.shelves().values() if not shelf.parent]


def _instead(choice: Choice) -> dict[str, Any]:
    """Where nothing fits: wider questions, the shelves, and goods of this shelf or else of the whole shop."""
    choices = [Choice(shelf=choice.shelf), Choice()] if choice.shelf else [Choice()]
    queries = (replace(other.query(), page_size=INSTEAD, facets=()) for other in choices)
    return {
        "nearest": _nearest(choice),
        "shelves_near": first_level(),
        "goods_instead": goods_of(next((page.hits for page in map(found, queries) if page.hits), ())),
    }


def _nearest(choice: Choice) -> list[Link]:
    """Where nothing fits: the same question with less asked, as far as that has goods."""
    wider = []
    if choice.is_narrowed:
        wider.append((Choice(shelf=choice.shelf, q=choice.q), ""))
    if choice.q and choice.shelf:
        wider.append((Choice(q=choice.q), reverse("shop:search")))
    links = []
    for other, path in wider:
        total = found(other.query()).total
        if total:
            label = pgettext("nearest", "%(what)s: %(count)d without filters") % {
                "what": heading(other),
                "count": total,
            }
            links.append(Link(label, f"{path}{other.address()}"))
    return links
