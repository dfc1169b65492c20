"""Whether the services that the environment names answer; asked once, before anything else is done."""

from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from redis.exceptions import RedisError

from marketplace.search import services as search


def first_complaint() -> str:
    """One line that names the variable and says what to do; empty when all answer."""
    return _database() or _redis() or _search()


def _database() -> str:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        return f"DATABASE_URL: the database does not answer ({reason}). Start it, or correct the address."
    return ""


def _redis() -> str:
    if not settings.REDIS_URL:
        return ""
    try:
        cache.get("startup")
    except (RedisError, OSError) as error:
        return f"REDIS_URL: Redis does not answer ({error}). Start it, or correct the address."
    return ""


def _search() -> str:
    """Only an engine of its own is asked; the embedded one is a folder."""
    if settings.SEARCH_URL.startswith("tantivy:") or search.answers():
        return ""
    return (
        "SEARCH_URL: Elasticsearch does not answer. Start it, correct the address, or unset it to use the embedded one."
    )
