"""What the pages of a set, a people, a technique and a place have in common: a text, goods from search, stories."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from marketplace.content.enums import Subject
from marketplace.content.models import Landing
from marketplace.content.queries import landing
from marketplace.core import clock
from marketplace.search.interface import Facet, SearchQuery
from marketplace.storefront.pages.tales import told_about
from marketplace.storefront.shelves.goods import goods_of
from marketplace.storefront.shelves.results import Link, found
from marketplace.web.templatetags.market import language

GOODS = 12
EAGER = 2


@dataclass(frozen=True)
class Entry:
    """A line of an index. `count` is 0 where nobody could count."""

    name: str
    url: str
    count: int
    note: str = ""


def asked(**fixed: Any) -> SearchQuery:
    """What everybody may see of it, newest first."""
    return SearchQuery(today=clock.today(), language=language(), exclude_restricted=True, page_size=GOODS, **fixed)


def counts(facet: Facet, **fixed: Any) -> dict[str, int]:
    """How many goods each value has; empty while the engine does not answer."""
    page = found(replace(asked(**fixed), page_size=1, facets=(facet,)))
    return {count.value: count.count for count in page.facets.get(facet, ())}


def goods(query: SearchQuery, **parameters: str) -> dict[str, Any]:
    """The newest goods, and the address where all of them stand with filters."""
    page = found(query)
    # The plain listing that stands in for the engine knows provinces only; of all else it would show other goods.
    is_known = not page.is_fallback or (bool(query.provinces) and not query.communes)
    return {
        "goods": goods_of(page.hits if is_known else (), eager=EAGER),
        "total": page.total if is_known else 0,
        "is_fallback": page.is_fallback,
        "all_url": f"{reverse('shop:search')}?{urlencode(parameters)}",
        "facet_counts": page.facets,
    }


def about(subject: Subject, key: str) -> dict[str, Any]:
    """The text and the stories of one subject; `text` is None where there is none."""
    text: Landing | None = landing(subject, key)
    return {"text": text, "stories": told_about(subject, key)}


def crumb(label: str, name: str) -> Link:
    return Link(label, reverse(name))
