"""Kept pages of this process, the least asked for leaving first, and the queue of those who wait for a page."""

import threading
import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b

from marketplace.web.shared_pages.packing import joined, squeezed
from marketplace.web.shared_pages.slots import Cookies, cut, filled

MOST_BYTES = 64 * 1024 * 1024
OVERHEAD = 2048  # of one page beside its text, as measured
PATIENCE = 10.0  # seconds one visitor waits for another one's page


@dataclass(frozen=True)
class Kept:
    """A page with its slots open. `whole` is what a visitor without cookies gets; both forms in it are finished."""

    headers: Mapping[str, str]
    language: str
    plain: tuple[bytes, ...]
    packed: tuple[bytes, ...]
    slots: tuple[str, ...]
    etag: str

    @property
    def size(self) -> int:
        return sum(map(len, self.plain)) + sum(map(len, self.packed)) + OVERHEAD

    def pieces(self, cookies: Cookies, *, gzip: bool) -> tuple[str, bytes]:
        """The entity tag without its quotes, and the body."""
        own = [filled(name, cookies, self.language) for name in self.slots]
        tag = f"{self.etag}-{blake2b(b'|'.join(own), digest_size=4).hexdigest()}" if any(own) else self.etag
        plain = _woven(self.plain, own)
        if not gzip:
            return tag, b"".join(plain)
        return tag, joined(plain, _woven(self.packed, [squeezed(piece, 1) for piece in own]))


def keep(body: bytes, headers: Mapping[str, str], language: str) -> Kept:
    plain, slots = cut(body)
    etag = blake2b(b"|".join(plain), digest_size=12).hexdigest()
    return Kept(dict(headers), language, plain, tuple(map(squeezed, plain)), slots, etag)


def _woven(pieces: tuple[bytes, ...], between: list[bytes]) -> list[bytes]:
    woven = [pieces[0]]
    for own, piece in zip(between, pieces[1:], strict=True):
        woven += (own, piece)
    return woven


NOT_TO_SHARE = Kept({}, "", (), (), (), "")  # stands for a page that turned out to be somebody's own


@dataclass
class _Queue:
    lock: threading.Lock = field(default_factory=threading.Lock)
    waiting: int = 0


class Store:
    """Safe to share between threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, tuple[float, Kept]] = OrderedDict()
        self._queues: dict[Hashable, _Queue] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            if found[0] <= time.monotonic():
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return found[1]

    def put(self, key: Hashable, page: Kept, seconds: float) -> None:
        with self._lock:
            if key in self._kept:
                self._drop(key)
            self._kept[key] = (time.monotonic() + seconds, page)
            self._bytes += page.size
            while self._bytes > self._most:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        self._bytes -= self._kept.pop(key)[1].size

    @contextmanager
    def one_at_a_time(self, key: Hashable) -> Iterator[None]:
        """The first one draws the page, the others find it drawn; after ten seconds they draw it themselves."""
        with self._lock:
            queue = self._queues.setdefault(key, _Queue())
            queue.waiting += 1
        is_mine = queue.lock.acquire(timeout=PATIENCE)
        try:
            yield
        finally:
            if is_mine:
                queue.lock.release()
            with self._lock:
                queue.waiting -= 1
                if not queue.waiting:
                    self._queues.pop(key, None)

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)
