"""A load generator on raw sockets: of an answer it reads only where it ends, so it costs little of the machine."""

import selectors
import socket
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

HEADERS = "Accept: text/html\r\nAccept-Encoding: gzip\r\nAccept-Language: vi\r\nUser-Agent: bench\r\n"
PATIENCE = 120.0


@dataclass(frozen=True)
class Load:
    """`paths` are asked for in turn, all with the same cookies."""

    port: int
    paths: Sequence[str]
    cookie: str = ""

    def requests(self) -> Iterator[bytes]:
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        made = [
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{HEADERS}{cookie}\r\n".encode()
            for path in self.paths
        ]
        return (made[number % len(made)] for number in count())


@dataclass
class Measured:
    """`times` are seconds from the first byte sent to the last one received."""

    seconds: float = 0
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0

    @property
    def median_ms(self) -> float:
        return statistics.median(self.times) * 1000 if self.times else 0

    @property
    def is_clean(self) -> bool:
        return set(self.statuses) <= {200}


class _Line:
    """One connection and the answer that is coming in on it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._open()
        self.began = 0.0
        self.received = bytearray()

    def _open(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def ask(self, request: bytes) -> None:
        self.received.clear()
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def read(self) -> tuple[int, bool] | None:
        """Status, and whether the other side goes on listening; None while the answer is not complete."""
        chunk = self.socket.recv(262144)
        self.received += chunk
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return None if chunk else (0, False)
        head = bytes(self.received[:end]).lower()
        if not _is_complete(head, self.received, end + 4, closed=not chunk):
            return None
        return int(head[9:12]), b"connection: close" not in head and bool(chunk)

    def reopen(self) -> None:
        self.socket.close()
        self.socket = self._open()


def _is_complete(head: bytes, received: bytearray, start: int, *, closed: bool) -> bool:
    at = head.find(b"content-length:")
    if at >= 0:
        return len(received) - start >= int(head[at + 15 :].split(b"\r\n", 1)[0])
    if b"transfer-encoding: chunked" in head:
        return received.endswith(b"0\r\n\r\n")
    return closed


def measure(
    load: Load, *, connections: int = 8, seconds: float = 5, least: int = 1, most: int = 0, longest: float = 0
) -> Measured:
    """Ask for `seconds`, and on until `least` answers came in or `most` are there, but not for more than `longest`."""
    longest = longest or 5 * seconds
    found, requests = Measured(), load.requests()
    selector = selectors.DefaultSelector()
    lines = [_Line(load.port) for _number in range(connections)]
    started = time.perf_counter()
    for line in lines:
        selector.register(line.socket, selectors.EVENT_READ, line)
        line.ask(next(requests))
    waiting = connections
    while waiting:
        for key, _events in selector.select(PATIENCE):
            line: _Line = key.data
            answer = line.read()
            if answer is None:
                continue
            now = time.perf_counter()
            found.times.append(now - line.began)
            found.statuses[answer[0]] += 1
            if not answer[1]:
                selector.unregister(line.socket)
                line.reopen()
                selector.register(line.socket, selectors.EVENT_READ, line)
            if _goes_on(found, now - started, (seconds, longest), (least, most)):
                line.ask(next(requests))
            else:
                waiting -= 1
                selector.unregister(line.socket)
    found.seconds = time.perf_counter() - started
    for line in lines:
        line.socket.close()
    return found


def _goes_on(found: Measured, spent: float, seconds: tuple[float, float], counts: tuple[int, int]) -> bool:
    done, (least, most) = len(found.times), counts
    if most and done >= most:
        return False
    return spent < seconds[0] or (done < least and spent < seconds[1])
