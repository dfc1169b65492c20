"""The engine behind an address.

What it keeps in the cluster: indexes called `<index>-<schema>-<time>`; the alias `<index>-<schema>` of the living one;
the alias `<index>-<schema>-next` of the one that a rebuild is filling.
"""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from marketplace.search.backends.elasticsearch import reading
from marketplace.search.backends.elasticsearch.tree import new_index
from marketplace.search.batches import in_batches
from marketplace.search.interface import ListingDocument, Page, SearchFailed, SearchQuery, SearchUnavailable, Suggestion
from marketplace.search.rows import Row, row, schema
from marketplace.search.vocabulary import Lexicon, Vocabulary

BATCH = 500
READ_SECONDS = 3
WRITE_SECONDS = 30
GENERATION_SECONDS = 1.0
# A document without fields whose version counts the changes that searches have seen.
MARK = "generation"
_RETRYABLE = {404, 408, 429, 502, 503, 504}
_CONFLICT = 409

Action = tuple[int, Row | None]  # a listing and its row; None removes it
Lines = list[dict[str, Any]]


class Backend:
    def __init__(self, *, url: str, index: str) -> None:
        self._client = Elasticsearch(url, max_retries=0, request_timeout=READ_SECONDS, connections_per_node=32)
        self._writer = self._client.options(request_timeout=WRITE_SECONDS)
        self._index = index
        self._living = f"{index}-{schema()}"
        self._next = f"{self._living}-next"
        self._generation = (0.0, "")
        self._lexicon = Lexicon(self._vocabulary, self.generation)

    def index(self, documents: Sequence[ListingDocument]) -> None:
        with _engine_errors():
            for batch in in_batches(map(row, documents), BATCH):
                self._write([(found["id"], found) for found in batch])

    def remove(self, listing_ids: Sequence[int]) -> None:
        with _engine_errors():
            for batch in in_batches(listing_ids, BATCH):
                self._write([(listing_id, None) for listing_id in batch])

    def _write(self, actions: list[Action]) -> None:
        """A rebuild that begins after the look at its alias reads what the caller has read, or newer."""
        self._ensure_living()
        is_filling = bool(self._writer.indices.exists_alias(name=self._next))
        self._bulk(self._living, _writes(actions))
        if is_filling and not self._bulk(self._next, _lasting_writes(actions)):
            self._bulk(self._living, _writes(actions))  # it has just become the living one
        self._touch()

    def _bulk(self, alias: str, lines: Lines, *, refresh: bool = True) -> bool:
        """False when there is no such alias. A document that is there already is left as it is by `create`."""
        answer = self._writer.bulk(operations=lines, index=alias, require_alias=True, refresh=refresh)
        errors = [result for item in answer["items"] for result in item.values() if "error" in result]
        errors = [result for result in errors if result["status"] != _CONFLICT]
        if any(result["error"]["type"] == "index_not_found_exception" for result in errors):
            return False
        if errors:
            _refuse(errors[0])
        return True

    def _ensure_living(self) -> None:
        if self._writer.indices.exists_alias(name=self._living):
            return
        first = f"{self._living}-0"
        if not self._writer.indices.exists(index=first):
            self._create(first)
        self._writer.indices.put_alias(index=first, name=self._living)

    def _create(self, name: str) -> None:
        try:
            new_index(name).create(using=self._writer)
        except ApiError as error:
            if error.error != "resource_already_exists_exception":  # another process was first
                raise
        self._writer.index(index=name, id=MARK, document={})

    def _touch(self) -> None:
        self._writer.index(index=self._living, id=MARK, document={}, require_alias=True)
        self._generation = (0.0, "")

    def rebuild(self, documents: Iterable[ListingDocument]) -> int:
        fresh = f"{self._living}-{time.time_ns()}"
        with _engine_errors():
            self._create(fresh)
            self._take_over(fresh)
            try:
                count = self._fill(documents)
                self._writer.indices.refresh(index=fresh)
                self._swap(fresh)
            except BaseException:
                self._writer.indices.delete(index=fresh, ignore_unavailable=True)
                raise
            self._sweep_marks()
        return count

    def _take_over(self, fresh: str) -> None:
        """From now on writes go to `fresh` as well; a rebuild that died, or is still running, is dropped."""
        actions = [{"remove_index": {"index": name}} for name in self._behind(self._next)]
        self._writer.indices.update_aliases(actions=[*actions, {"add": {"index": fresh, "alias": self._next}}])

    def _fill(self, documents: Iterable[ListingDocument]) -> int:
        count = 0
        for batch in in_batches(map(row, documents), BATCH):
            lines = [line for found in batch for line in ({"create": {"_id": str(found["id"])}}, found)]
            if not self._bulk(self._next, lines, refresh=False):
                raise SearchUnavailable("another rebuild has taken over")
            count += len(batch)
        return count

    def _swap(self, fresh: str) -> None:
        others = [name for name in self._all() if name != fresh]
        actions: Lines = [
            {"remove": {"index": fresh, "alias": self._next, "must_exist": True}},
            {"add": {"index": fresh, "alias": self._living}},
            *({"remove_index": {"index": name}} for name in others),
        ]
        self._writer.indices.update_aliases(actions=actions)

    def _sweep_marks(self) -> None:
        """What was removed during the rebuild stands there as a document without fields."""
        marks = {"bool": {"must_not": [{"exists": {"field": "id"}}, {"ids": {"values": [MARK]}}]}}
        self._writer.delete_by_query(index=self._living, query=marks, conflicts="proceed", refresh=True)

    def _all(self) -> list[str]:
        names = self._writer.indices.get(index=f"{self._index}-*", features="aliases")
        return [name for name in names if re.fullmatch(rf"{re.escape(self._index)}-[0-9a-f]{{8}}-\d+", name)]

    def _behind(self, alias: str) -> list[str]:
        if not self._writer.indices.exists_alias(name=alias):
            return []
        return list(self._writer.indices.get_alias(name=alias))

    def search(self, query: SearchQuery) -> Page:
        with _engine_errors():
            return reading.page(self._client, self._living, query, self._lexicon)

    def _vocabulary(self) -> Vocabulary:
        with _engine_errors():
            return reading.vocabulary(self._client, self._living)

    def suggest(self, text: str, language: str, limit: int) -> tuple[Suggestion, ...]:
        with _engine_errors():
            return reading.suggestions(self._client, self._living, text, language, limit)

    def fingerprints(self) -> dict[int, int]:
        with _engine_errors():
            return reading.fingerprints(self._writer, self._living)

    def generation(self) -> str:
        """Asked at most once a second; it is part of every key of the page cache."""
        asked, known = self._generation
        if time.monotonic() - asked < GENERATION_SECONDS:
            return known
        with _engine_errors():
            mark = self._client.get(index=self._living, id=MARK, source=False)
        known = f"{mark['_index']}-{mark['_version']}"
        self._generation = (time.monotonic(), known)
        return known

    def has_index(self) -> bool:
        with _engine_errors():
            return bool(self._client.indices.exists_alias(name=self._living))

    def is_ready(self) -> bool:
        try:
            return bool(self._client.exists(index=self._living, id=MARK))
        except (ApiError, TransportError):
            return False


def _writes(actions: list[Action]) -> Lines:
    lines: Lines = []
    for listing_id, found in actions:
        lines += [{"delete": {"_id": str(listing_id)}}] if found is None else _put(listing_id, found)
    return lines


def _lasting_writes(actions: list[Action]) -> Lines:
    """Into an index that is being filled: a removal leaves an empty document, so that no older row comes after it."""
    return [line for listing_id, found in actions for line in _put(listing_id, found or {})]


def _put(listing_id: int, found: Row) -> Lines:
    return [{"index": {"_id": str(listing_id)}}, found]


def _refuse(result: dict[str, Any]) -> None:
    message = f"{result['error']['type']}: {result['error'].get('reason', '')}"
    raise (SearchUnavailable if result["status"] in _RETRYABLE else SearchFailed)(message)


@contextmanager
def _engine_errors() -> Iterator[None]:
    try:
        yield
    except TransportError as error:
        raise SearchUnavailable(f"Elasticsearch does not answer: {error}") from error
    except ApiError as error:
        if error.error == "index_not_found_exception":
            raise SearchUnavailable("there is no index of this form yet: run manage.py rebuild_search") from error
        kind = SearchUnavailable if error.status_code in _RETRYABLE else SearchFailed
        raise kind(f"{error.error}: {error.message}") from error
