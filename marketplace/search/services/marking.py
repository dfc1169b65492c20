"""Rows in the outbox, written in the transaction of the change; the index follows when somebody drains."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from marketplace.certification.events import CertificateChanged
from marketplace.cooperatives.events import SellerChanged
from marketplace.core import clock
from marketplace.core.events import Together
from marketplace.listings.events import ListingChanged, PopularityChanged
from marketplace.listings.models import Listing
from marketplace.search.batches import in_batches
from marketplace.search.models import OutboxEntry

BATCH = 1000


@Together
def mark_changed_listings(changes: Sequence[ListingChanged]) -> None:
    mark_listings_changed(change.listing_id for change in changes)


def mark_listings_changed(listing_ids: Iterable[int]) -> int:
    now = clock.now()
    count = 0
    for batch in in_batches(listing_ids, BATCH):
        OutboxEntry.objects.bulk_create(OutboxEntry(listing_id=pk, created_at=now) for pk in batch)
        count += len(batch)
    return count


def mark_popularity_changed(change: PopularityChanged) -> None:
    mark_listings_changed(change.listing_ids)


def mark_certificate_changed(change: CertificateChanged) -> None:
    """Its stars stand on the listings of its products, whether it names a listing's own product or a variant."""
    named = Q(product__in=change.product_ids) | Q(variants__product__in=change.product_ids)
    mark_listings_changed(Listing.objects.filter(named).values_list("pk", flat=True).distinct())


def mark_seller_changed(change: SellerChanged) -> None:
    mark_cooperative_changed(change.cooperative_id)


def mark_cooperative_changed(cooperative_id: int) -> int:
    """A seller's name, place or status stands on all its listings."""
    return mark_listings_changed(Listing.objects.filter(cooperative=cooperative_id).values_list("pk", flat=True))


def mark_shelf_changed(category_path: str) -> int:
    """A category was renamed, hidden, shown or moved; `category_path` is treebeard's, so all below it are meant too."""
    found = Listing.objects.filter(shelf__path__startswith=category_path)
    return mark_listings_changed(found.values_list("pk", flat=True))


def backlog() -> int:
    """How many changes the index does not have yet."""
    return OutboxEntry.objects.count()
