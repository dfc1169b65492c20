"""The stall of one cooperative: who they are, where, with which papers, and their goods with the shelf's filters."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst

from marketplace.certification.queries import valid_certificates
from marketplace.content.queries import stories
from marketplace.cooperatives.enums import SellerKind
from marketplace.cooperatives.models import Cooperative
from marketplace.cooperatives.queries import sellers_on_show
from marketplace.core import clock
from marketplace.listings.queries import listings_behind_age
from marketplace.search.interface import Facet
from marketplace.storefront.pages.addresses import people_url
from marketplace.storefront.pages.tales import Tale, tales
from marketplace.storefront.shelves.results import Link, found, shown
from marketplace.web.shelves.choice import choice_of
from marketplace.web.templatetags.market import in_language

CERTIFICATES = 60
STORIES = 3


@dataclass
class Paper:
    """A certificate that is valid today, and the goods that it names."""

    code: str
    stars: int
    decision_number: str
    issuer: str
    expires_on: date
    goods: list[str] = field(default_factory=list)


def shown_cooperative(slug: str) -> Cooperative | None:
    return sellers_on_show().filter(slug=slug).first()


def cooperative(seller: Cooperative, parameters: QueryDict, *, is_adult: bool = False) -> dict[str, Any]:
    choice = choice_of(parameters, is_adult=is_adult)
    page = found(replace(choice.query(cooperative=seller.slug), takes_turns=False))
    papers = _papers(seller, is_adult=is_adult)
    return {
        **shown(choice, page, eager=0),  # who they are comes first
        "cooperative": seller,
        "place": seller.commune,
        "kind": capfirst(str(SellerKind(seller.kind).label)),
        "peoples": _peoples_of(seller),
        "starred": sum(count.count for count in page.facets.get(Facet.STARS, ())),
        "papers": papers,
        "stories": _stories_of(seller),
    }


def _papers(seller: Cooperative, *, is_adult: bool) -> list[Paper]:
    """In one statement, best and longest first."""
    found_papers = valid_certificates(on=clock.today()).filter(cooperative=seller)
    if not is_adult:
        asking = listings_behind_age().filter(cooperative=seller)
        found_papers = found_papers.exclude(products__listing__in=asking).exclude(products__variant__listing__in=asking)
    rows = found_papers.order_by("-stars", "-expires_on", "pk").values(
        "code", "stars", "decision_number", "issuer", "expires_on", *_TITLES
    )
    papers: dict[str, Paper] = {}
    for row in rows:
        names = {name: row.pop(f"products__{path}") for path, name in _PATHS.items()}
        title = in_language(_Named(names), "title")
        paper = papers.setdefault(row["code"], Paper(**row))
        if title and title not in paper.goods:
            paper.goods.append(title)
    return list(papers.values())[:CERTIFICATES]


# A certificate names a product with a listing of its own, or one variant of a listing.
_PATHS = {
    "listing__title_vi": "own_vi",
    "listing__title_en": "own_en",
    "variant__listing__title_vi": "variant_vi",
    "variant__listing__title_en": "variant_en",
}
_TITLES = tuple(f"products__{path}" for path in _PATHS)


class _Named:
    def __init__(self, names: dict[str, str | None]) -> None:
        self.title_vi = names["own_vi"] or names["variant_vi"] or ""
        self.title_en = names["own_en"] or names["variant_en"] or ""


def _peoples_of(seller: Cooperative) -> list[Link]:
    """The peoples of a seller's villages, never of a person."""
    return [Link(people.name, people_url(people.slug)) for people in seller.peoples.order_by("name_vi")]


def _stories_of(seller: Cooperative) -> list[Tale]:
    told = stories(on=clock.today()).filter(goods__listing__cooperative=seller).distinct()
    return tales(told[:STORIES])
