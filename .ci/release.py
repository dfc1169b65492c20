#!/usr/bin/env python3
"""The production set, step by step, where no Docker engine runs.

Builds what the image holds (the files that .dockerignore lets in, an environment of requirements/base.txt
alone), then starts the services of docker-compose.yml with their own commands, environment and health
checks through deploy/entrypoint. Only PostgreSQL, Redis and Elasticsearch are other ones: those named by
DATABASE_URL, REDIS_URL and SEARCH_URL, with a database and an index made for this run and removed after it.
"""

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import psycopg
import redis
import yaml

ROOT = Path(__file__).resolve().parents[1]
NAME = f"release_{os.getpid()}"
PREPARE_LIMIT_S = 420
STOP_LIMIT_S = 40
TOKEN = secrets.token_hex(16)

failures: list[str] = []
passed = 0


def say(text: str) -> None:
    print(f"release: {text}", flush=True)


def check(name: str, problem: str = "") -> None:
    global passed  # noqa: PLW0603
    if problem:
        failures.append(name)
    else:
        passed += 1
    say(f"{'FAILED' if problem else 'ok'}  {name}{': ' if problem else ''}{problem}")


# --- what the image holds ----------------------------------------------------------------


def build_image(folder: Path) -> Path:
    """The folder /app and the environment /venv of the image; returns the environment's bin."""
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        if not line.startswith("!"):
            continue
        source, target = ROOT / line[1:], folder / "app" / line[1:]
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy2(source, target)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    pip = [folder / "venv/bin/pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*pip, "--requirement", ROOT / "requirements/base.txt"], check=True)
    return folder / "venv/bin"


# --- docker-compose.yml ------------------------------------------------------------------

VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::?-(?P<default>[^}]*)|:\?(?P<message>[^}]*))?\}")


def compose(given: dict[str, str]) -> dict[str, dict]:
    """The services of docker-compose.yml, its variables filled in from `given`."""

    def fill(match: re.Match[str]) -> str:
        value = given.get(match["name"], match["default"])
        if value is None:
            sys.exit(f"release: docker-compose.yml asks for {match['name']}: {match['message']}")
        return value

    return yaml.safe_load(VARIABLE.sub(fill, (ROOT / "docker-compose.yml").read_text()))["services"]


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))


# --- processes ---------------------------------------------------------------------------


class Container:
    """One service of docker-compose.yml as a process group, its output in a file."""

    def __init__(self, name: str, service: dict, folder: Path, environment: dict[str, str]) -> None:
        self.name, self.service, self.app = name, service, folder / "app"
        self.environment = environment
        self.log = folder / f"{name}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                ["deploy/entrypoint", *service["command"]],
                cwd=self.app,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def tail(self) -> str:
        return "\n".join(["", *self.log.read_text(errors="replace").splitlines()[-40:]])

    def wait(self, limit: int) -> str:
        """Why it did not end well within the limit, or nothing."""
        try:
            code = self.process.wait(limit)
        except subprocess.TimeoutExpired:
            return f"still running after {limit} s{self.tail()}"
        return f"exit code {code}{self.tail()}" if code else ""

    def become_healthy(self) -> str:
        """Its own health check, asked each second for as long as Docker would wait."""
        health = self.service["healthcheck"]
        patience = seconds(health["start_period"]) + seconds(health["interval"]) * health["retries"]
        deadline = time.monotonic() + patience
        said = "never asked"
        while time.monotonic() < deadline and self.process.poll() is None:
            asked = subprocess.run(
                health["test"][1:],
                cwd=self.app,
                env=self.environment,
                capture_output=True,
                text=True,
                timeout=seconds(health["timeout"]) + 5,
                check=False,
            )
            if asked.returncode == 0:
                return ""
            said = asked.stderr.strip()
            time.sleep(1)
        return f"not healthy ({said}){self.tail()}"

    def say(self, pattern: str, patience: int) -> str:
        """What is wrong when its output does not show the pattern within so many seconds."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if re.search(pattern, self.log.read_text(errors="replace")):
                return ""
            time.sleep(0.5)
        return f"no line {pattern}{self.tail()}"

    def stop(self) -> str:
        if self.process.poll() is not None:
            return f"had ended by itself with {self.process.returncode}{self.tail()}"
        self.process.terminate()
        return self.wait(STOP_LIMIT_S)

    def kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


# --- a database, an index and a cache for this run ----------------------------------------


def administer(statement: str) -> None:
    server = urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def own_engines() -> Iterator[dict[str, str]]:
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{NAME}").geturl()
    cache = urlsplit(os.environ["REDIS_URL"])._replace(path="/15").geturl()
    search = os.environ["SEARCH_URL"].rstrip("/")
    redis.Redis.from_url(cache).flushdb()
    administer(f"CREATE DATABASE {NAME}")
    try:
        yield {"DATABASE_URL": database, "REDIS_URL": cache, "SEARCH_URL": f"{search}/{NAME}"}
    finally:
        administer(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        redis.Redis.from_url(cache).flushdb()
        with urlopen(f"{search}/_cat/indices/{NAME}*?h=index") as answer:  # noqa: S310
            indices = answer.read().decode().split()
        for index in indices:
            urlopen(Request(f"{search}/{index}", method="DELETE")).close()  # noqa: S310


# --- what a visitor and the monitoring see ------------------------------------------------


def get(port: int, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": "localhost", **headers})
    answer = connection.getresponse()
    return answer, answer.read()


def page(port: int, path: str, *expected: str, **headers: str) -> str:
    """What is wrong with the page, or nothing."""
    answer, body = get(port, path, **headers)
    if answer.status != 200:
        return f"status {answer.status}"
    text = body.decode(errors="replace").casefold()
    absent = [word for word in expected if word.casefold() not in text]
    return f"lacks {', '.join(absent)}" if absent else ""


def files_of(port: int, path: str, attribute: str) -> str:
    """The first local file that the page's `attribute` pattern names is served."""
    found = re.search(attribute, get(port, path)[1].decode())
    return page(port, found[1]) if found else f"the page names no {attribute}"


def visit(port: int) -> None:
    check("/healthz", page(port, "/healthz"))
    check("/readyz", page(port, "/readyz"))
    refused = get(port, "/metrics")[0].status
    check("/metrics without the token is refused", "" if refused in {401, 403, 404} else f"status {refused}")
    check("/metrics with the token", page(port, "/metrics", "# TYPE", Authorization=f"Bearer {TOKEN}"))
    check("/ shows products", page(port, "/", "/product/", "<h1"))
    check("/search/?q=tho+cam finds cloth", page(port, "/search/?q=tho+cam", "/product/", "thổ cẩm"))
    check("/en/ is English", page(port, "/en/", '<html lang="en'))
    check("a style sheet of the home page", files_of(port, "/", r'href="(/static/[^"]+\.css)"'))
    check("a picture of the home page", files_of(port, "/", r'src="(/pictures/[^"]+)"'))
    answer, body = get(port, "/no-such-page/")
    wrong = answer.status != 404 or b"Traceback" in body or b"DEBUG = True" in body
    check("an unknown address gives a plain 404", f"status {answer.status}" if wrong else "")


# --- the whole ----------------------------------------------------------------------------


def refuses_half_a_configuration(image: Path, environment: dict[str, str]) -> str:
    """Without its secret the web process must say so in one line and end."""
    lacking = {name: value for name, value in environment.items() if name != "SECRET_KEY"}
    run = subprocess.run(
        ["deploy/entrypoint", "web"],
        cwd=image / "app",
        env=lacking,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    lines = run.stderr.strip().splitlines()
    if run.returncode == 1 and len(lines) == 1 and "SECRET_KEY" in lines[0]:
        return ""
    return f"exit code {run.returncode}, {len(lines)} lines: {' '.join(lines)[-300:]}"


def prepare_twice(start: Callable[[str, str], Container]) -> bool:
    """Two containers at once: one works, the other waits, both end well."""
    began = time.monotonic()
    both = [start("init", "init"), start("init", "init-2")]
    problems = ["", ""]
    for number, container in enumerate(both):
        problems[number] = container.wait(max(1, PREPARE_LIMIT_S - int(time.monotonic() - began)))
    for container in both:
        for line in re.findall(r"^prepare: (.*)", container.log.read_text(errors="replace"), re.MULTILINE):
            say(f"    {container.name}: {line}")
    check("two containers prepare at once", "".join(problems))
    return not any(problems)


def run(folder: Path, engines: dict[str, str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "POSTGRES_PASSWORD": "replaced",
        "METRICS_TOKEN": TOKEN,
    }
    services = compose(given)
    system = {"PATH": f"{folder}/venv/bin:{os.environ['PATH']}", "HOME": str(folder), "LANG": "C.UTF-8"}
    started: list[Container] = []

    def environment(service: dict) -> dict[str, str]:
        written = {name: "" if value is None else str(value) for name, value in service["environment"].items()}
        return {**written, **engines, **system, "DATA_DIR": f"{folder}/data", "PORT": str(port)}

    def start(name: str, log_name: str) -> Container:
        service = services[name]
        started.append(Container(log_name, service, folder, environment(service)))
        return started[-1]

    try:
        check(
            "without SECRET_KEY it says so and ends", refuses_half_a_configuration(folder, environment(services["web"]))
        )
        if not prepare_twice(start):
            return
        running = [start(name, name) for name in ("web", "worker", "beat")]
        for container in running:
            check(f"{container.name} becomes healthy", container.become_healthy())
        if not failures:
            visit(port)
            # Loading the catalogue has queued this.
            check("the worker does what was queued", running[1].say(r"Task search\.drain\[\S+ succeeded", 30))
        for container in running:
            check(f"{container.name} stops when asked", container.stop())
    finally:
        for container in started:
            container.kill()


def main() -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SEARCH_URL"):
        if not os.environ.get(name):
            sys.exit(f'{name}: not set; start the services and run eval "$(.ci/services env)"')
    folder = Path(tempfile.mkdtemp(prefix="cho-phien-release-"))
    try:
        began = time.monotonic()
        build_image(folder)
        (folder / "data").mkdir()
        say(f"built in {time.monotonic() - began:.0f} s")
        with own_engines() as engines:
            run(folder, engines)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"release: {passed} passed, {len(failures)} failed", flush=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
