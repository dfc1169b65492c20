"""The bench's own tools: what it counts as an answer, and how its table reads."""

import importlib.util
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


def module(name: str) -> ModuleType:
    """The bench is a folder of scripts, no package."""
    spec = importlib.util.spec_from_file_location(f"bench_{name}", BENCH / f"{name}.py")
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = found
    spec.loader.exec_module(found)
    return found


load, table = module("load"), module("table")


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers.get("Cookie", "")))
        body = b"x" * 70_000
        self.send_response(200 if self.path != "/gone/" else 404)
        if self.path == "/chunks/":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"11170\r\n" + body + b"\r\n0\r\n\r\n")
            return
        if self.path == "/closes/":
            self.send_header("Connection", "close")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Nothing beside the tests' own output."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Answering.asked = []
    found = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=found.serve_forever)
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


def measured(server: ThreadingHTTPServer, *paths: str, cookie: str = "") -> Any:
    return load.measure(load.Load(server.server_port, paths, cookie), connections=1, seconds=5, most=6)


def test_every_answer_is_counted_once_and_whole(server: ThreadingHTTPServer) -> None:
    found = measured(server, "/a/", "/chunks/", "/closes/", cookie="sessionid=1")
    assert dict(found.statuses) == {200: 6}
    assert Answering.asked == [(path, "sessionid=1") for path in ("/a/", "/chunks/", "/closes/")] * 2
    assert len(found.times) == 6
    assert found.is_clean
    assert found.rate > 0
    assert found.median_ms > 0


def test_an_answer_of_another_kind_is_not_clean(server: ThreadingHTTPServer) -> None:
    found = measured(server, "/a/", "/gone/")
    assert dict(found.statuses) == {200: 3, 404: 3}
    assert not found.is_clean


def test_a_row_begins_with_its_name_and_ends_with_its_ratio() -> None:
    rows = [
        table.Row("empty view", table.Cell(0, 0.5, 2000.0, 0.4), None),
        table.Row("home", table.Cell(0, 0.51, 1500.0, 0.61), table.Cell(126, 1400.0, 1.5, 650.4)),
    ]
    lines = table.printed(rows, products=10_000, orders=2_000).splitlines()
    assert lines[-2] == "| empty view | 0 | 0.50 | 2,000 | 0.40 | 100% |  |  |  |  |  |"
    assert lines[-1] == "| home | 0 | 0.51 | 1,500 | 0.61 | 75% | 126 | 1,400 | 1.50 | 650 | 1000.0x |"
    assert lines[0].startswith("10,000 products, 2,000 orders;")
    assert len({line.count("|") for line in lines[2:]}) == 1
