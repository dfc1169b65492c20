"""The folder on disk: which index is the living one, who may write, and what was written during a rebuild.

It holds indexes, folders called `<schema>-<time>`; `current-<schema>`, a link to the living one; `journal`, the writes
made while a rebuild runs, one JSON object a line; `writing` and `rebuilding`, locks held by one
thread of one process.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from marketplace.search.interface import SearchUnavailable
from marketplace.search.rows import schema

WAIT_TO_WRITE = 20.0  # seconds
WAIT_TO_REBUILD = 2.0
_PAUSE = 0.02

Entry = dict[str, Any]
Stamp = tuple[int, int, int]


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path
        self._pointer = path / f"current-{schema()}"
        self._journal = path / "journal"

    def stamp(self) -> Stamp | None:
        """Changes with every commit and every swap; None without an index. One look at the disk."""
        try:
            seen = (self._pointer / "meta.json").stat()
        except OSError:
            return None
        return seen.st_ino, seen.st_mtime_ns, seen.st_size

    def living(self) -> Path | None:
        try:
            return self.path / self._pointer.readlink()
        except OSError:
            return None

    def new_index(self) -> Path:
        self.path.mkdir(parents=True, exist_ok=True)
        fresh = self.path / f"{schema()}-{time.time_ns()}"
        fresh.mkdir()
        return fresh

    def publish(self, index: Path) -> None:
        """Put `index` in the living one's place, in one step; needs the writing lock."""
        link = self.path / "next"
        link.unlink(missing_ok=True)
        link.symlink_to(index.name)
        link.replace(self._pointer)

    def clear(self) -> None:
        """Remove the journal and every index but the living one; needs both locks. Readers keep what they opened."""
        living = self.living()
        self._journal.unlink(missing_ok=True)
        for path in self.path.iterdir():
            if path.is_dir() and not path.is_symlink() and path != living:
                shutil.rmtree(path, ignore_errors=True)
            elif path.is_symlink() and path != self._pointer:
                path.unlink(missing_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._lock("writing", WAIT_TO_WRITE, "another process is writing to the index"):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        with self._lock("rebuilding", WAIT_TO_REBUILD, "another rebuild is running"):
            yield

    @contextmanager
    def _lock(self, name: str, patience: float, refusal: str) -> Iterator[None]:
        with self._lock_file(name) as file:
            until = time.monotonic() + patience
            while not _taken(file):
                if time.monotonic() > until:
                    raise SearchUnavailable(f"{refusal}; waited {patience:.0f} s")
                time.sleep(_PAUSE)
            yield

    def _lock_file(self, name: str) -> IO[str]:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            return (self.path / name).open("a")
        except OSError as error:
            raise SearchUnavailable(f"the index folder cannot be written: {error}") from error

    def open_journal(self) -> None:
        self._journal.write_text("", encoding="utf-8")

    def note(self, entries: Iterable[Entry]) -> None:
        """Keep writes for the rebuild that is running, if one is; needs the writing lock."""
        if not self._journal.exists():
            return
        if not self._is_rebuilding():
            self._journal.unlink(missing_ok=True)  # of a rebuild that died
            return
        with self._journal.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
            file.flush()
            os.fsync(file.fileno())

    def noted(self) -> list[Entry]:
        """The last write of each document since the rebuild began."""
        lines = self._journal.read_text(encoding="utf-8").splitlines()
        last = {entry["id"]: entry for entry in map(json.loads, lines)}
        return list(last.values())

    def _is_rebuilding(self) -> bool:
        with self._lock_file("rebuilding") as file:
            return not _taken(file)


def _taken(file: IO[str]) -> bool:
    """The lock goes when the file is closed, or with the process."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
