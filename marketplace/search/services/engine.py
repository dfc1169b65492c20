from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from marketplace.search.interface import SearchBackend, SearchUnavailable

UNAVAILABLE = "unavailable"


def engine() -> SearchBackend:
    """The one of the settings, shared by all threads."""
    return _engine(settings.SEARCH["BACKEND"], settings.SEARCH["URL"], settings.SEARCH["INDEX"])


@cache
def _engine(path: str, url: str, index: str) -> SearchBackend:
    backend: SearchBackend = import_string(f"{path}.Backend")(url=url, index=index)
    return backend


def is_ready() -> bool:
    return engine().is_ready()


def answers() -> bool:
    """Whether the engine is there at all, with an index or without."""
    try:
        engine().has_index()
    except SearchUnavailable:
        return False
    return True


def generation() -> str:
    """For keys of the page cache: another word after each change of the index, and one for an engine that is down."""
    try:
        return engine().generation()
    except SearchUnavailable:
        return UNAVAILABLE
