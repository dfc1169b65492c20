"""The shelves as data: what the shop's search answers, for the same parameters."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from marketplace.api.answering import LANGUAGES
from marketplace.api.shapes import (
    Cooperative,
    FacetValue,
    Links,
    People,
    Picture,
    Place,
    Product,
    Products,
    Shelf,
)
from marketplace.search.interface import Card, Facet, FacetCount, Page
from marketplace.search.services import search
from marketplace.web.shelves import labels
from marketplace.web.shelves.choice import PARAMETERS, Choice, choice_of
from marketplace.web.shelves.values import names_of
from marketplace.web.templatetags.market import language, picture_url, unit_name

LANGUAGE = "lang"
PICTURE_WIDTH = 800
MOST_IGNORED, LONGEST_IGNORED = 20, 60


def products(request: HttpRequest) -> Products:
    """Raises SearchUnavailable, SearchFailed: a program that asked for filters gets no shelf without them."""
    choice = choice_of(request.GET)
    page = search(choice.query())
    site = request.build_absolute_uri("/").rstrip("/")
    return Products(
        total=page.total,
        page=page.page,
        pages=page.pages,
        page_size=page.page_size,
        sort=choice.sort.value,
        language=language(),
        currency="VND",
        is_widened=page.is_widened,
        whole=page.whole,
        searched_for=page.searched_for,
        did_you_mean=page.did_you_mean,
        ignored=_ignored(request),
        links=_links(request, replace(choice, page=page.page), page, site),
        products=tuple(_product(card, site) for card in page.hits),
        facets={facet.value: tuple(_values(facet, page.facets[facet], choice)) for facet in choice.facets},
    )


def _ignored(request: HttpRequest) -> tuple[str, ...]:
    unknown = [name[:LONGEST_IGNORED] for name in request.GET if name not in (*PARAMETERS, LANGUAGE)]
    return tuple(unknown[:MOST_IGNORED])


def _links(request: HttpRequest, choice: Choice, page: Page, site: str) -> Links:
    asked = request.GET.get(LANGUAGE, "")

    def link(number: int) -> str:
        query = choice.address(page=number)
        if asked in LANGUAGES:
            query += f"{'' if query == '?' else '&'}{LANGUAGE}={asked}"
        return f"{site}{reverse('api:products')}{query if query != '?' else ''}"

    return Links(
        self=link(page.page),
        prev=link(page.page - 1) if page.page > 1 else None,
        next=link(page.page + 1) if page.page < page.pages else None,
    )


def _product(card: Card, site: str) -> Product:
    spoken = language()
    return Product(
        id=card.product_id,
        title=card.title(spoken),
        summary=card.summary(spoken),
        url=site + reverse("shop:product", args=(card.slug or "-", card.product_id)),
        price_min=card.price_min,
        price_max=card.price_max,
        unit=unit_name(card.unit),
        in_stock=card.in_stock,
        stars=card.stars,
        stars_until=card.stars_until,
        shelf=Shelf(path=card.shelf, name=_shelf_name(card.shelf)),
        set=card.set_number,
        making=card.making,
        people=People(slug=card.people_slug, name=card.people_name(spoken)) if card.people_slug else None,
        live_since=card.live_since,
        **_origin(card, site, spoken),
    )


def _shelf_name(path: str) -> str:
    label = labels.shelves().get(path)
    return str(label.name) if label else path


def _origin(card: Card, site: str, spoken: str) -> dict[str, Any]:
    return {
        "cooperative": Cooperative(
            slug=card.cooperative_slug,
            name=card.cooperative_name(spoken),
            kind=card.seller_kind,
            url=site + reverse("shop:cooperative", args=(card.cooperative_slug,)),
        ),
        "province": Place(code=card.province_code, name=card.province_name),
        "commune": Place(code=card.commune_code, name=card.commune_name),
        "picture": Picture(
            url=site + picture_url(card.picture_key, PICTURE_WIDTH),
            width=card.picture_width,
            height=card.picture_height,
            alt=card.alt(spoken),
            is_illustration=card.is_illustration,
        ),
    }


def _values(facet: Facet, counts: Iterable[FacetCount], choice: Choice) -> Iterable[FacetValue]:
    """Most frequent first, then what is chosen and has nothing; what has no name is not for the public."""
    names = names_of(facet)
    counted = {count.value: count.count for count in counts}
    chosen = chosen_of(choice, facet)
    for value in (*counted, *(value for value in chosen if value not in counted)):
        if value in names:
            yield FacetValue(
                value=value, label=str(names[value]), count=counted.get(value, 0), is_chosen=value in chosen
            )


def chosen_of(choice: Choice, facet: Facet) -> tuple[str, ...]:
    """Of a facet that is a question, its one value where it was answered."""
    return choice.query().chosen().get(facet, ())
