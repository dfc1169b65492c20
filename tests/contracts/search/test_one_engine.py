"""What one engine does in its own way."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from marketplace.search.backends.elasticsearch import Backend as Elasticsearch
from marketplace.search.backends.tantivy import Backend as Tantivy
from marketplace.search.backends.tantivy import folder as tantivy_folder
from marketplace.search.backends.tantivy.tree import WEIGHT, document
from marketplace.search.interface import ListingDocument, SearchQuery, SearchUnavailable
from marketplace.search.ranking import MOST_POINTS
from marketplace.search.rows import RANKS, row, schema
from tests.contracts.search.conftest import elasticsearch_url
from tests.factories.documents import make_document

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[3]
QUERY = SearchQuery(today=date(2026, 11, 23))
WRITER = """
from marketplace.search.backends.tantivy import Backend
from tests.factories.documents import make_document
backend = Backend(url={url!r}, index="shared")
backend.index([make_document(2)])
print(backend.rebuild([make_document(1), make_document(2), make_document(3)]))
"""


def ids(backend: Any) -> list[int]:
    return [card.listing_id for card in backend.search(QUERY).hits]


class TestTantivy:
    @pytest.fixture
    def backend(self, tmp_path: Path) -> Tantivy:
        found = Tantivy(url=f"tantivy://{tmp_path}", index="shared")
        found.index([make_document(1)])
        return found

    def test_an_open_reader_sees_what_another_process_writes(self, backend: Tantivy, tmp_path: Path) -> None:
        assert ids(backend) == [1]
        script = WRITER.format(url=f"tantivy://{tmp_path}")
        done = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == "3\n"
        assert ids(backend) == [3, 2, 1]

    def test_a_second_writer_waits(self, backend: Tantivy) -> None:
        held = backend._folder.writing()
        held.__enter__()
        thread = threading.Thread(target=backend.index, args=([make_document(2)],))
        thread.start()
        thread.join(timeout=0.2)
        assert thread.is_alive()
        assert ids(backend) == [1]
        held.__exit__(None, None, None)
        thread.join(timeout=10)
        assert ids(backend) == [2, 1]

    def test_who_waits_too_long_says_so(self, backend: Tantivy, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tantivy_folder, "WAIT_TO_WRITE", 0.05)
        with backend._folder.writing(), pytest.raises(SearchUnavailable, match="another process is writing"):
            backend.index([make_document(2)])

    def test_a_second_rebuild_says_so(self, backend: Tantivy, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tantivy_folder, "WAIT_TO_REBUILD", 0.05)
        refusals: list[str] = []

        def documents() -> Iterator[ListingDocument]:
            with pytest.raises(SearchUnavailable) as refused:
                backend.rebuild([])
            refusals.append(str(refused.value))
            yield make_document(2)

        assert backend.rebuild(documents()) == 1
        assert refusals == ["another rebuild is running; waited 0 s"]
        assert ids(backend) == [2]

    def test_what_a_rebuild_that_died_left_is_cleared(self, backend: Tantivy) -> None:
        folder = backend._folder
        orphan = folder.new_index()
        folder.open_journal()
        backend.index([make_document(2)])
        assert not (folder.path / "journal").exists()
        backend.rebuild([make_document(3)])
        assert not orphan.exists()
        assert ids(backend) == [3]
        assert len([path for path in folder.path.iterdir() if path.is_dir() and not path.is_symlink()]) == 1

    def test_an_index_of_another_form_is_as_good_as_none(self, backend: Tantivy) -> None:
        (backend._folder.path / f"current-{schema()}").rename(backend._folder.path / "current-00000000")
        assert not backend.has_index()
        with pytest.raises(SearchUnavailable, match="rebuild_search"):
            ids(backend)

    def test_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(SearchUnavailable, match="cannot be written"):
            Tantivy(url=f"tantivy://{tmp_path}/file", index="x").index([make_document(1)])

    @pytest.mark.parametrize("points", [1, 3, 100, MOST_POINTS])
    def test_ranks_order_equal_points_and_lift_none_over_the_next(self, points: int) -> None:
        """In the 32-bit floats that Tantivy reckons with."""
        numpy: Any = pytest.importorskip("numpy")
        rows = [row(make_document(1)) | {"rank": rank} for rank in range(RANKS)]
        weights = [document(found).to_dict()[WEIGHT][0] for found in rows]
        factors = numpy.log2(2.0 + numpy.array(weights)).astype("float32")
        scores = numpy.float32(points) * factors
        assert len(set(scores.tolist())) == RANKS
        assert (numpy.diff(scores) > 0).all()
        assert scores[-1] < points + 1


class TestElasticsearch:
    @pytest.fixture
    def new(self, elasticsearch_index: Callable[[], str]) -> Callable[[], Elasticsearch]:
        name = elasticsearch_index()
        return lambda: Elasticsearch(url=elasticsearch_url(), index=name)

    def test_a_later_rebuild_takes_over_from_one_that_died(self, new: Callable[[], Elasticsearch]) -> None:
        first, second = new(), new()
        first.index([make_document(1)])

        def documents() -> Iterator[ListingDocument]:
            yield make_document(1)
            assert second.rebuild([make_document(2)]) == 1

        with pytest.raises(SearchUnavailable):
            first.rebuild(documents())
        assert ids(first) == [2]
        assert len(first._all()) == 1

    def test_a_rebuild_leaves_one_index_and_only_listings(self, new: Callable[[], Elasticsearch]) -> None:
        backend = new()
        backend.index([make_document(1), make_document(2)])

        def documents() -> Iterator[ListingDocument]:
            yield make_document(1)
            backend.remove([1, 2])
            yield make_document(2)

        backend.rebuild(documents())
        assert len(backend._all()) == 1
        assert ids(backend) == []
        marks = backend._client.count(index=backend._living)["count"]
        assert marks == 1  # the generation

    def test_nobody_there(self) -> None:
        backend = Elasticsearch(url="http://127.0.0.1:9", index="nobody")
        assert not backend.is_ready()
        for call in (
            backend.has_index,
            backend.generation,
            lambda: backend.index([make_document(1)]),
            lambda: ids(backend),
        ):
            with pytest.raises(SearchUnavailable, match="does not answer"):
                call()
