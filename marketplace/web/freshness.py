"""Until when a process may keep what it read: as long as a kept page would stand, and not a moment longer."""

import time

from django.conf import settings

from marketplace.search.services import generation
from marketplace.search.services.engine import UNAVAILABLE
from marketplace.web.shared_pages.epoch import epoch

SECONDS_KEPT = 60
Fresh = tuple[str, str, str, int, int]


def freshness() -> Fresh | None:
    """For keys: another one after each change of the index, of what staff change in the office, and each minute.

    None while the engine rests: then nothing tells of changes, and nothing is kept.
    """
    search, state = settings.SEARCH, generation()
    if state == UNAVAILABLE:
        return None
    return search["URL"], search["INDEX"], state, epoch(), int(time.monotonic()) // SECONDS_KEPT
