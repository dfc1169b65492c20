"""Chợ Phiên beside stock django-oscar: the same goods, orders, database and web server, in one run, as one table.

How the figures come about is in README.md beside this file.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from load import Load, Measured, measure
from processes import Server, seconds_between, serving
from table import Cell, Row, printed

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VAR = HERE / "var"
BIN = Path(sys.executable).parent
OSCAR = HERE / ".venv-oscar"
PAGES = ("home", "category", "search", "product")
CONNECTIONS = 8
# Requests for each address before it is measured: each worker has then kept its page, with some certainty.
KEPT, UNKEPT, LONGEST_WARMING = 6, 2, 45.0
ALONE = 20  # requests of one client, of whose times the median is taken
LOADED = 525  # goods of the demonstration, which are always there
GOODS_OF_ONE = 16  # of an invented seller, on average
PORTS = {"empty": 8810, "oscar": 8811, "market": 8812}
ENGINES = ("Tantivy", "Elasticsearch")


@dataclass(frozen=True)
class Wanted:
    products: int = int(os.environ.get("BENCH_PRODUCTS") or 10_000)
    orders: int = int(os.environ.get("BENCH_ORDERS") or 2_000)
    seconds: float = float(os.environ.get("BENCH_SECONDS") or 6)
    with_peer: bool = os.environ.get("BENCH_PEER", "1") != "0"
    keeps: bool = os.environ.get("BENCH_KEEP", "0") == "1"


def say(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")
    sys.stderr.flush()


@contextmanager
def step(text: str) -> Iterator[None]:
    began = time.perf_counter()
    say(f"{text} …")
    yield
    say(f"{text}: {time.perf_counter() - began:.0f} s")


def services() -> dict[str, str]:
    """PostgreSQL, Redis and Elasticsearch: those that the environment names, else those of CI."""
    named = {name: os.environ.get(f"BENCH_{name}", "") for name in ("DATABASE_URL", "REDIS_URL", "SEARCH_URL")}
    if all(named.values()):
        return named
    subprocess.run([str(ROOT / ".ci/services"), "start"], check=True, stdout=sys.stderr)  # noqa: S603 - our own
    said = subprocess.run([str(ROOT / ".ci/services"), "env"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    found = dict(line.removeprefix("export ").split("=", 1) for line in said.splitlines() if "=" in line)
    return {name: value or found[name].strip("'\"") for name, value in named.items()}


def fresh_database(url: str, name: str, *, keeps: bool) -> str:
    found = urlsplit(url)._replace(path=f"/{name}").geturl()
    if keeps:
        return found
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return found


def helper_of(url: str) -> str:
    """How PostgreSQL names the processes that serve a database."""
    parts = urlsplit(url)
    return f"postgres: {parts.username} {parts.path.strip('/')} "


def fresh_folder(name: str) -> Path:
    folder = VAR / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def run(python: Path, *arguments: str, environment: dict[str, str], folder: Path = ROOT) -> None:
    log = VAR / "output.log"
    with log.open("ab") as output:
        done = subprocess.run(  # noqa: S603 - our own commands
            [str(python), *arguments], cwd=folder, env=environment, stdout=output, stderr=output, check=False
        )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed; the last words of {log}:\n{log.read_text()[-3000:]}")


# --- the two shops ---------------------------------------------------------------------


def market_environment(found: dict[str, str], database: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("SEARCH_URL", "DEBUG", "PAGE_CACHE")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.production",
        "DATABASE_URL": database,
        "REDIS_URL": f"{found['REDIS_URL'].rsplit('/', 1)[0]}/6",
        "DATA_DIR": str(VAR / "market"),
        "SECRET_KEY": "bench",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{PORTS['market']}",
        "BENCH_HELPERS": helper_of(database),
    }


def on_elasticsearch(environment: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    url = urlsplit(found["SEARCH_URL"])
    helpers = f"{environment['BENCH_HELPERS']}|org.elasticsearch"
    return environment | {"SEARCH_URL": f"{url.scheme}://{url.netloc}/bench", "BENCH_HELPERS": helpers}


def load_market(wanted: Wanted, environment: dict[str, str], other: dict[str, str]) -> None:
    """What an earlier run loaded is brought up to date only, where that is wanted."""
    python = BIN / "python"

    def manage(*arguments: str, environment: dict[str, str] = environment) -> None:
        run(python, "manage.py", *arguments, environment=environment)

    with step(f"loading {wanted.products} goods and {wanted.orders} orders here"):
        manage("migrate", "--verbosity", "0")
        if not wanted.keeps:
            manage("load_catalog", "--without-pictures")
            more = max(0, wanted.products - LOADED)
            sellers, orders = str(-(-more // GOODS_OF_ONE)), str(wanted.orders)
            manage("simulate", "--cooperatives", sellers, "--products", str(more), "--orders", orders, "--seed", "7")
        manage("collectstatic", "--noinput", "--verbosity", "0")
    with step("indexing on Tantivy"):
        manage("rebuild_search")
    with step("indexing on Elasticsearch"):
        manage("rebuild_search", environment=other)
    run(python, str(HERE / "market/export.py"), str(VAR / "export.jsonl"), environment=environment)
    with step("counting and placing orders here"):
        probe = (str(HERE / "market/probe.py"), str(VAR / "export.jsonl"), str(VAR / "market.json"))
        run(python, *probe, environment=environment)


def make_oscar() -> Path:
    """An environment of its own, made anew when what it holds should change."""
    wanted = HERE / "requirements-oscar.txt"
    digest, stamp = hashlib.sha256(wanted.read_bytes()).hexdigest(), OSCAR / "complete"
    python = OSCAR / "bin/python"
    if not stamp.exists() or stamp.read_text() != digest:
        with step("installing stock Oscar"):
            shutil.rmtree(OSCAR, ignore_errors=True)
            environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
            run(BIN / "python", "-m", "venv", str(OSCAR), environment=environment)
            packages = ("-r", str(wanted), "dj-database-url")
            run(python, "-m", "pip", "install", "--quiet", *packages, environment=environment)
            stamp.write_text(digest)
    return python


def load_oscar(wanted: Wanted, python: Path, environment: dict[str, str]) -> None:
    folder = HERE / "oscar"
    if not wanted.keeps:
        _fill_oscar(python, environment, folder)
    with step("counting and placing orders there"):
        probe = ("probe.py", str(VAR / "export.jsonl"), str(VAR / "oscar.json"))
        run(python, *probe, environment=environment, folder=folder)


def _fill_oscar(python: Path, environment: dict[str, str], folder: Path) -> None:
    with step("loading the same into stock Oscar, with its index"):
        for arguments in (("migrate", "--verbosity", "0"), ("collectstatic", "--noinput", "--verbosity", "0")):
            run(python, "-m", "django", *arguments, environment=environment, folder=folder)
        run(python, "load.py", str(VAR / "export.jsonl"), environment=environment, folder=folder)


# --- measuring -------------------------------------------------------------------------


def cell(server: Server, load: Load, seconds: float, statements: int | None = None, *, warming: int = UNKEPT) -> Cell:
    """Warm it, then one client, then eight."""
    rounds = warming * len(load.paths)
    measure(load, connections=CONNECTIONS, seconds=seconds / 6, least=rounds, longest=LONGEST_WARMING)
    alone = measure(load, connections=1, seconds=seconds / 6, least=ALONE)
    before = server.ticks()
    found = measure(load, connections=CONNECTIONS, seconds=seconds, least=2 * CONNECTIONS)
    used = seconds_between(before, server.ticks())
    _complain(load, found)
    return Cell(statements, used / len(found.times) * 1000, found.rate, alone.median_ms)


def _complain(load: Load, found: Measured) -> None:
    if not found.is_clean:
        raise SystemExit(f"{load.paths[0]} was answered with {dict(found.statuses)}")


def measure_empty(environment: dict[str, str], seconds: float) -> Cell:
    log = VAR / "empty.log"
    with serving(
        BIN / "gunicorn", "empty:application", folder=HERE, environment=environment, port=PORTS["empty"], log=log
    ) as server:
        return cell(server, Load(server.port, ["/"]), seconds, 0)


def measure_oscar(environment: dict[str, str], seconds: float) -> dict[str, Cell]:
    facts = json.loads((VAR / "oscar.json").read_text())
    cells, log = {}, VAR / "oscar.log"
    with serving(
        OSCAR / "bin/gunicorn",
        "wsgi:application",
        folder=HERE / "oscar",
        environment=environment,
        port=PORTS["oscar"],
        log=log,
    ) as server:
        for page, paths in facts["pages"].items():
            with step(f"stock Oscar: {page}"):
                cells[page] = cell(server, Load(server.port, paths), seconds, facts["statements"][page])
                signed = Load(server.port, paths, facts["signed_in"])
                cells[f"{page} signed in"] = cell(server, signed, seconds, facts["statements_signed_in"][page])
        basket = Load(server.port, ["/basket/"], facts["guest"])
        cells["basket"] = cell(server, basket, seconds, facts["statements"]["basket"])
    return cells | {"place-order": placed(facts)}


def measure_market(environment: dict[str, str], seconds: float) -> dict[str, Cell]:
    """With kept pages: strangers, and buyers who are signed in and carry five lines."""
    facts, cells = json.loads((VAR / "market.json").read_text()), {}
    with serving_market(environment) as server, step("here, with kept pages"):
        for page, paths in facts["pages"].items():
            cells[page] = cell(server, Load(server.port, paths), seconds, facts["statements"][page], warming=KEPT)
            signed = Load(server.port, paths, facts["signed_in"])
            cells[f"{page} signed in"] = cell(
                server, signed, seconds, facts["statements_signed_in"][page], warming=KEPT
            )
        basket = Load(server.port, ["/basket/"], facts["guest"])
        cells["basket"] = cell(server, basket, seconds, facts["statements"]["basket"])
    return cells | {"place-order": placed(facts)}


def measure_uncached(environment: dict[str, str], seconds: float, engine: str) -> dict[str, Cell]:
    facts, cells = json.loads((VAR / "market.json").read_text()), {}
    with serving_market(environment | {"PAGE_CACHE": "0"}) as server, step(f"here, every page anew, {engine}"):
        for page, paths in facts["pages"].items():
            statements = facts["statements_uncached"][page]
            cells[f"{page} uncached {engine}"] = cell(server, Load(server.port, paths), seconds, statements)
    return cells


@contextmanager
def serving_market(environment: dict[str, str]) -> Iterator[Server]:
    log = VAR / "market.log"
    with serving(
        BIN / "gunicorn",
        "marketplace.wsgi",
        folder=ROOT,
        environment=environment,
        port=PORTS["market"],
        log=log,
    ) as server:
        yield server


def placed(facts: dict[str, Any]) -> Cell:
    """One after the other inside one process, so a rate is what one process reaches."""
    found = facts["place-order"]
    return Cell(int(found["statements"]), found["cpu_ms"], 1 / found["seconds"], found["seconds"] * 1000)


def rows(here: dict[str, Cell], there: dict[str, Cell], empty: Cell) -> Iterator[Row]:
    """Uncached pages beside the peer's as it is; those of signed-in buyers beside its own signed-in ones."""
    yield Row("empty view", empty, None)
    kinds = ("", *(f" uncached {engine}" for engine in ENGINES), " signed in")
    for page in PAGES:
        for kind in kinds:
            peer = there.get(f"{page} signed in" if kind == " signed in" else page)
            if found := here.get(f"{page}{kind}"):
                yield Row(f"{page}{kind}", found, peer)
    for name in ("basket", "place-order"):
        yield Row(name, here[name], there.get(name))


def main() -> None:
    wanted = Wanted()
    VAR.mkdir(exist_ok=True)
    (VAR / "output.log").unlink(missing_ok=True)
    if not wanted.keeps:
        fresh_folder("market")
    found = services()
    environment = market_environment(found, fresh_database(found["DATABASE_URL"], "bench_market", keeps=wanted.keeps))
    elastic = on_elasticsearch(environment, found)
    load_market(wanted, environment, elastic)
    there: dict[str, Cell] = {}
    oscar = {}
    if wanted.with_peer:
        database = fresh_database(found["DATABASE_URL"], "bench_oscar", keeps=wanted.keeps)
        folder = VAR / "oscar" if wanted.keeps else fresh_folder("oscar")
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        oscar = kept | {"DATABASE_URL": database, "BENCH_VAR": str(folder), "PYTHONPATH": str(HERE / "oscar")}
        oscar |= {"DJANGO_SETTINGS_MODULE": "settings", "BENCH_HELPERS": helper_of(database)}
        load_oscar(wanted, make_oscar(), oscar)
    empty = measure_empty(dict(os.environ), wanted.seconds)
    here = measure_market(environment, wanted.seconds)
    for engine, of_engine in zip(ENGINES, (environment, elastic), strict=True):
        here |= measure_uncached(of_engine, wanted.seconds, engine)
    if wanted.with_peer:
        there = measure_oscar(oscar, wanted.seconds)
    table = printed(list(rows(here, there, empty)), products=wanted.products, orders=wanted.orders)
    (VAR / f"table-{wanted.products}.md").write_text(table)
    sys.stdout.write(table)


if __name__ == "__main__":
    main()
