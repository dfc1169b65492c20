"""A real server with the demonstration data, on whichever engines the environment names, and a real browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PASSWORD = "cho-phien-demo"
WIDTHS = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1280, "height": 900}}


@dataclass(frozen=True)
class Shop:
    """A running server; `manage` runs a command beside it and returns (exit code, output)."""

    url: str
    environment: dict[str, str]

    def manage(self, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def fresh_database(environment: dict[str, str]) -> Iterator[None]:
    """On PostgreSQL a database of its own beside the one that the environment names."""
    url = environment.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield
        return
    name = f"e2e_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/{name}"
        yield
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def process(environment: dict[str, str], log: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as file:
        started = subprocess.Popen(arguments, cwd=ROOT, env=environment, stdout=file, stderr=file)  # noqa: S603
        yield started
        started.terminate()
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            started.kill()


def wait_for(url: str, log: Path) -> None:
    for _try in range(120):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"{url} does not answer:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("shop")
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.dev",
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SEARCH_INDEX": f"e2e-{uuid.uuid4().hex[:8]}",
        "WEB_CONCURRENCY": "1",
        "DEBUG": "1",
    }
    with ExitStack() as stack:
        stack.enter_context(fresh_database(environment))
        found = Shop(f"http://127.0.0.1:{port}", environment)
        code, said = found.manage("prepare", "--without-pictures")
        assert code == 0, said
        log = folder / "server.log"
        stack.enter_context(
            process(environment, log, str(BIN / "gunicorn"), "--config", "deploy/gunicorn.py", "marketplace.wsgi")
        )
        if environment.get("REDIS_URL"):
            worker = [str(BIN / "celery"), "--app", "marketplace.celery", "worker", "--concurrency", "1"]
            stack.enter_context(process(environment, folder / "worker.log", *worker))
        wait_for(f"{found.url}/healthz", log)
        yield found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    flags = "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update"
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": [f"--{flag}" for flag in (*flags.split(), "disable-sync")],
    }


@pytest.fixture
def visit(browser: Browser, shop: Shop) -> Iterator[Any]:
    """`visit("phone")` is a new visitor with a clean browser; `visit("desk", account)` one who has signed in."""
    contexts: list[BrowserContext] = []

    def new(screen: str = "phone", account: str = "") -> Page:
        context = browser.new_context(viewport=WIDTHS[screen], base_url=shop.url, locale="vi-VN")
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        if account:
            page.goto("/account/sign-in/")
            page.fill("input[name=username]", f"{account}@chophien.example")
            page.fill("input[name=password]", PASSWORD)
            with page.expect_navigation():
                page.click("main button[type=submit]")
        return page

    yield new
    for context in contexts:
        context.close()
