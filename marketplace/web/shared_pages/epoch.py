"""A number that staff raise by changing something: with it all kept pages of all processes are out of date."""

import time

from django.core.cache import cache

KEY = "shared-pages:epoch"
SECONDS_KNOWN = 1.0
_known: tuple[float, int] = (0.0, 0)


def epoch() -> int:
    """Asked of the shared cache at most once a second."""
    global _known  # noqa: PLW0603 - one number for the whole process
    asked, number = _known
    if time.monotonic() - asked >= SECONDS_KNOWN:
        number = cache.get(KEY) or 0
        _known = (time.monotonic(), number)
    return number


def end_epoch() -> None:
    """Other processes see it within a second, this one at once."""
    global _known  # noqa: PLW0603 - as above
    number = time.time_ns()
    cache.set(KEY, number, None)
    _known = (time.monotonic(), number)
