"""The engine. Readers are shared by all threads; a writer is opened for each write and closed after it."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index, IndexWriter, Searcher, TextAnalyzerBuilder, Tokenizer

from marketplace.search.backends.tantivy import reading
from marketplace.search.backends.tantivy.folder import Entry, Folder, Stamp
from marketplace.search.backends.tantivy.tree import SPACES, document, index_schema
from marketplace.search.interface import ListingDocument, Page, SearchFailed, SearchQuery, SearchUnavailable, Suggestion
from marketplace.search.rows import row
from marketplace.search.vocabulary import Lexicon, Vocabulary

SMALL_HEAP = 15_000_000  # bytes, the least that Tantivy takes
REBUILD_HEAP = 96_000_000
_ATTEMPTS = 5


class Backend:
    def __init__(self, *, url: str, index: str) -> None:
        self._folder = Folder(Path("/" + url.removeprefix("tantivy://").lstrip("/")) / index)
        self._opening = threading.Lock()
        self._opened: tuple[Stamp, Searcher] | None = None
        self._lexicon = Lexicon(self._vocabulary, self.generation)

    def index(self, documents: Sequence[ListingDocument]) -> None:
        rows = [row(found) for found in documents]
        self._write([{"id": found["id"], "row": found} for found in rows])

    def remove(self, listing_ids: Sequence[int]) -> None:
        self._write([{"id": listing_id} for listing_id in listing_ids])

    def _write(self, entries: list[Entry]) -> None:
        if not entries:
            return
        with self._folder.writing(), _engine_errors():
            living = self._folder.living()
            if living is None:
                living = self._folder.new_index()
                _open(living, create=True)
            with _writer(_open(living), SMALL_HEAP) as writer:
                _apply(writer, entries)
            if self._folder.living() is None:
                self._folder.publish(living)
            self._folder.note(entries)

    def rebuild(self, documents: Iterable[ListingDocument]) -> int:
        with self._folder.rebuilding():
            with self._folder.writing(), _engine_errors():
                self._folder.clear()
                fresh = self._folder.new_index()
                self._folder.open_journal()
            try:
                count = self._fill(fresh, documents)
                with self._folder.writing(), _engine_errors():
                    with _writer(_open(fresh), SMALL_HEAP) as writer:
                        _apply(writer, self._folder.noted())
                    self._folder.publish(fresh)
                    self._folder.clear()
            except BaseException:
                with self._folder.writing():
                    self._folder.clear()
                raise
        return count

    def _fill(self, fresh: Path, documents: Iterable[ListingDocument]) -> int:
        count = 0
        with _writer(_open(fresh, create=True), REBUILD_HEAP) as writer:
            for found in documents:
                with _engine_errors():  # an error of the reader of `documents` is not the engine's
                    writer.add_document(document(row(found)))
                count += 1
        return count

    def search(self, query: SearchQuery) -> Page:
        searcher = self._searcher()
        with _engine_errors():
            return reading.page(searcher, query, self._lexicon)

    def _vocabulary(self) -> Vocabulary:
        return reading.vocabulary(self._searcher())

    def suggest(self, text: str, language: str, limit: int) -> tuple[Suggestion, ...]:
        searcher = self._searcher()
        with _engine_errors():
            return reading.suggestions(searcher, text, language, limit)

    def fingerprints(self) -> dict[int, int]:
        searcher = self._searcher()
        with _engine_errors():
            return reading.fingerprints(searcher)

    def generation(self) -> str:
        return "-".join(map(str, self._folder.stamp() or ("none",)))

    def has_index(self) -> bool:
        return self._folder.stamp() is not None

    def is_ready(self) -> bool:
        try:
            self._searcher()
        except SearchUnavailable:
            return False
        return True

    def _searcher(self) -> Searcher:
        """The newest commit of any process: one look at the disk, and another reader only after a change."""
        stamp = self._folder.stamp()
        opened = self._opened
        if stamp is None:
            raise SearchUnavailable("there is no index of this form yet: run manage.py rebuild_search")
        if opened and opened[0] == stamp:
            return opened[1]
        with self._opening:
            return self._reopened()

    def _reopened(self) -> Searcher:
        for _attempt in range(_ATTEMPTS):
            # The stamp is taken first: what is committed after it makes the next search open again.
            stamp, living = self._folder.stamp(), self._folder.living()
            if self._opened and self._opened[0] == stamp:
                return self._opened[1]
            if stamp is None or living is None:
                break
            try:
                searcher = _open(living).searcher()
            except (OSError, ValueError):  # a rebuild has just taken it away
                continue
            self._opened = (stamp, searcher)
            return searcher
        raise SearchUnavailable("the index cannot be opened: run manage.py rebuild_search")


def _open(path: Path, *, create: bool = False) -> Index:
    index = Index(index_schema(), path=str(path)) if create else Index.open(str(path))
    index.register_tokenizer(SPACES, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    index.config_reader("manual", 0)
    return index


@contextmanager
def _writer(index: Index, heap: int) -> Iterator[IndexWriter]:
    with _engine_errors():
        writer = index.writer(heap, 1)
    try:
        yield writer
    except BaseException:
        writer.rollback()
        raise
    else:
        with _engine_errors():
            writer.commit()
    finally:
        writer.wait_merging_threads()


def _apply(writer: IndexWriter, entries: Iterable[Entry]) -> None:
    for entry in entries:
        writer.delete_documents_by_term("id", entry["id"])
        if "row" in entry:
            writer.add_document(document(entry["row"]))


@contextmanager
def _engine_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SearchUnavailable(f"the index folder cannot be read or written: {error}") from error
    except ValueError as error:  # Tantivy's own
        raise SearchFailed(str(error)) from error
