import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from marketplace.search.batches import in_batches
from marketplace.search.documents import BATCH, all_documents
from marketplace.search.interface import ListingDocument
from marketplace.search.models import OutboxEntry
from marketplace.search.rows import fingerprint
from marketplace.search.services.engine import engine
from marketplace.search.services.marking import mark_listings_changed

Progress = Callable[[int], None]
PROGRESS_STEP = 1000


@dataclass(frozen=True)
class Rebuilt:
    documents: int
    seconds: float

    @property
    def rate(self) -> int:
        """Documents a second."""
        return round(self.documents / max(self.seconds, 0.001))


def rebuild(*, progress: Progress | None = None) -> Rebuilt:
    """A new index from the database beside the living one, then in its place. Raises SearchUnavailable, SearchFailed.

    Changes that were waiting before it began are in it, so their entries go.
    """
    began = time.monotonic()
    waiting = list(OutboxEntry.objects.values_list("pk", flat=True))
    count = engine().rebuild(_told(all_documents(), progress))
    for entries in in_batches(waiting, BATCH):  # by key: a change that commits late may have a lower one
        OutboxEntry.objects.filter(pk__in=entries).delete()
    return Rebuilt(count, time.monotonic() - began)


def _told(found: Iterable[ListingDocument], progress: Progress | None) -> Iterator[ListingDocument]:
    for count, document in enumerate(found, 1):
        yield document
        if progress and count % PROGRESS_STEP == 0:
            progress(count)


def needs_rebuild() -> bool:
    return not engine().is_ready()


def sweep() -> int:
    """Mark every listing that the index has wrong, whatever kept the news from it; returns how many.

    It reads all listings: for a schedule of once a night. Stars that ran out are found here as well, though no search
    ever shows them.
    """
    known = engine().fingerprints()
    wrong = [found.listing_id for found in all_documents() if known.pop(found.listing_id, None) != fingerprint(found)]
    return mark_listings_changed([*wrong, *known])
