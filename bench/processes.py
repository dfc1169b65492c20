"""Servers that the bench starts, and the processor time that they and their databases use."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
WORKERS = 2
Ticks = dict[int, int]  # by process


@dataclass(frozen=True)
class Server:
    """`helpers` are words of the command lines of processes that work for it: database backends, search engine."""

    process: subprocess.Popen[bytes]
    port: int
    helpers: tuple[str, ...] = ()

    def ticks(self) -> Ticks:
        own = {pid: used for pid, parent, used in _processes() if self.process.pid in (pid, parent)}
        return own | ticks_of_commands(self.helpers)


def ticks_of_commands(words: tuple[str, ...]) -> Ticks:
    """Processor time so far of the running processes with one of these words in their command line."""
    found = [word for word in words if word]
    if not found:
        return {}
    return {pid: used for pid, _parent, used in _processes() if any(word in _command(pid) for word in found)}


def seconds_between(before: Ticks, after: Ticks) -> float:
    """What a process used that ended meanwhile is not known, so it is left out."""
    return sum(used - before.get(pid, 0) for pid, used in after.items()) / TICKS


def _processes() -> Iterator[tuple[int, int, int]]:
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        yield int(folder.name), int(fields[1]), int(fields[11]) + int(fields[12])


def _command(pid: int) -> str:
    try:
        return (Path("/proc") / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


@contextmanager
def serving(
    gunicorn: Path, application: str, *, folder: Path, environment: Mapping[str, str], port: int, log: Path
) -> Iterator[Server]:
    """Two workers of four threads, the same for everybody that is measured."""
    command = [str(gunicorn), application, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    command += ["--worker-class", "gthread", "--threads", "4", "--timeout", "300", "--log-level", "warning"]
    command += ["--no-control-socket"]
    with log.open("ab") as output:
        started = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=output, stderr=output)  # noqa: S603
    try:
        _wait(started, port, log)
        yield Server(started, port, tuple(environment.get("BENCH_HELPERS", "").split("|")))
    finally:
        started.terminate()
        try:
            started.wait(20)
        except subprocess.TimeoutExpired:
            started.kill()


def _wait(started: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _try in range(240):
        if started.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/nowhere-at-all/", timeout=60)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise SystemExit(f"the server on port {port} did not start; its last words:\n{log.read_text()[-3000:]}")
