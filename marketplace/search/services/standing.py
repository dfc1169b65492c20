"""A shelf straight from the database, for when the engine does not answer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from marketplace.core.oscar import oscar_model
from marketplace.listings.models import Listing, ListingPicture
from marketplace.listings.queries import listings_on_show
from marketplace.search.documents import documents, public_shelves
from marketplace.search.interface import Page, PriceBand, SearchQuery
from marketplace.search.rows import card_of

StockRecord = oscar_model("partner", "StockRecord")


def fallback_page(query: SearchQuery) -> Page:
    """Newest first, without counts.

    It keeps every choice but text, stars, technique, material and colour, which only the index can find quickly.
    """
    found = _standing(query)
    total = found.count()
    pages = max(1, -(-total // query.page_size))
    query = replace(query, page=min(max(1, query.page), pages))
    chosen = found.order_by("-live_since", "-pk")[query.offset : query.offset + query.page_size]
    listing_ids = list(chosen.values_list("pk", flat=True))
    cards = {document.listing_id: card_of(document) for document in documents(listing_ids)}
    return Page(
        hits=tuple(cards[listing_id] for listing_id in listing_ids if listing_id in cards),
        total=total,
        page=query.page,
        page_size=query.page_size,
        is_fallback=True,
    )


def _standing(query: SearchQuery) -> QuerySet[Listing]:
    found = listings_on_show(is_adult=not query.exclude_restricted).filter(
        _is_offered(),
        Exists(ListingPicture.objects.filter(listing=OuterRef("pk"))),
        *_conditions(query),
        shelf__in=_shelves(query),
    )
    return found.filter(**{column: values for column, values in _columns(query).items() if values})


def _shelves(query: SearchQuery) -> list[int]:
    return [
        pk
        for pk, shelf in public_shelves().items()
        if not query.categories
        or any(shelf.path == path or shelf.path.startswith(f"{path}/") for path in query.categories)
    ]


def _columns(query: SearchQuery) -> dict[str, Any]:
    return {
        "origin_commune__province__code__in": query.provinces,
        "origin_commune__code__in": query.communes,
        "cooperative__slug": query.cooperative,
        "cooperative__kind__in": query.kinds,
        "people__slug__in": query.peoples,
        "product_set__number__in": query.sets,
        "making__in": query.makings,
        "supply__in": query.supplies,
        "is_gift": query.is_gift,
    }


def _is_offered(*conditions: Q) -> Q:
    """Two questions instead of one with OR in it, which no index could answer."""
    offered = StockRecord.objects.filter(*conditions, product__is_public=True, price__isnull=False)
    own = offered.filter(product=OuterRef("product"))
    return Q(Exists(own) | Exists(offered.filter(product__variant__listing=OuterRef("pk"))))


def _conditions(query: SearchQuery) -> Iterator[Q]:
    """As the index has them: a listing of several prices fits when one of them does."""
    if query.min_price is not None:
        yield _is_offered(Q(price__gte=query.min_price))
    if query.max_price is not None:
        yield _is_offered(Q(price__lte=query.max_price))
    if query.prices:
        yield _is_offered(_in_bands(query.prices))
    if query.in_stock:
        yield _is_offered(Q(num_in_stock__gt=Coalesce(F("num_allocated"), 0)))


def _in_bands(names: tuple[str, ...]) -> Q:
    found = Q(pk__in=[])
    for band in map(PriceBand, names):
        inside = Q(price__gte=band.start)
        found |= inside if band.end is None else inside & Q(price__lt=band.end)
    return found
