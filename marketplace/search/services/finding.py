from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from marketplace.core.oscar import oscar_model
from marketplace.listings.models import Listing, ListingPicture
from marketplace.listings.queries import live_listings
from marketplace.search.documents import documents, public_shelves, restricted_sets
from marketplace.search.interface import Page, SearchQuery, Suggestion
from marketplace.search.rows import card_of
from marketplace.search.services.engine import engine

StockRecord = oscar_model("partner", "StockRecord")


def search(query: SearchQuery) -> Page:
    """Hits and counts; a page past the end is answered with the last one. Raises SearchUnavailable, SearchFailed."""
    query = replace(query, page=max(1, query.page))
    page = engine().search(query)
    if page.hits or page.total == 0:
        return page
    return engine().search(replace(query, page=page.pages))


def suggest(text: str, *, language: str, limit: int = 8) -> tuple[Suggestion, ...]:
    return engine().suggest(text, language, limit)


def fallback_page(query: SearchQuery) -> Page:
    """A shelf from the database, newest first, for when the engine does not answer.

    It knows shelf, province, seller and restricted goods; text and the other choices are left out.
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
    shelves = [
        pk
        for pk, shelf in public_shelves().items()
        if not query.categories
        or any(shelf.path == path or shelf.path.startswith(f"{path}/") for path in query.categories)
    ]
    offered = StockRecord.objects.filter(
        Q(product=OuterRef("product")) | Q(product__variant__listing=OuterRef("pk")),
        product__is_public=True,
        price__isnull=False,
    )
    found = live_listings().filter(
        Exists(offered), Exists(ListingPicture.objects.filter(listing=OuterRef("pk"))), shelf__in=shelves
    )
    if query.provinces:
        found = found.filter(origin_commune__province__code__in=query.provinces)
    if query.cooperative:
        found = found.filter(cooperative__slug=query.cooperative)
    if query.exclude_restricted:
        found = found.exclude(product_set__in=restricted_sets())
    return found
