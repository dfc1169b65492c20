"""What is bought most: counted elsewhere, kept here."""

from collections.abc import Mapping

from django.db import transaction

from marketplace.core.bulk import BATCH
from marketplace.core.events import publish
from marketplace.listings.events import PopularityChanged
from marketplace.listings.models import Popularity


@transaction.atomic(savepoint=False)
def keep_popularity(*, buyers: Mapping[int, int]) -> list[int]:
    """`buyers` maps listings to how many bought them lately; 0 forgets one. Returns those that changed."""
    changed = write_popularity(buyers=buyers)
    if changed:
        publish(PopularityChanged(tuple(changed)))
    return changed


@transaction.atomic(savepoint=False)
def write_popularity(*, buyers: Mapping[int, int]) -> list[int]:
    """As `keep_popularity`, and the caller tells the index."""
    known = dict(Popularity.objects.filter(listing__in=list(buyers)).values_list("listing", "buyers"))
    changed = [listing_id for listing_id, count in buyers.items() if known.get(listing_id, 0) != count]
    Popularity.objects.filter(listing__in=[pk for pk in changed if not buyers[pk]]).delete()
    Popularity.objects.bulk_create(
        [Popularity(listing_id=pk, buyers=buyers[pk]) for pk in changed if buyers[pk]],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["listing"],
        update_fields=["buyers"],
    )
    return changed


@transaction.atomic(savepoint=False)
def recount_popularity(*, buyers: Mapping[int, int]) -> list[int]:
    """As `keep_popularity`, for the whole shop: what is not in `buyers` has none any more."""
    forgotten = set(Popularity.objects.values_list("listing", flat=True)) - buyers.keys()
    return keep_popularity(buyers={**dict.fromkeys(forgotten, 0), **buyers})
