"""The environment, read once. A missing or malformed variable ends the process with one line."""

import sys
from pathlib import Path
from typing import NoReturn

import environ

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


def stop(variable: str, advice: str) -> NoReturn:
    """Exit 1 with the one line an operator needs."""
    sys.stderr.write(f"{variable}: {advice}\n")
    sys.exit(1)


def required(variable: str, advice: str) -> str:
    value = str(env.str(variable, default=""))
    return value or stop(variable, advice)


def database(default: str) -> dict[str, object]:
    url = env.str("DATABASE_URL", default="") or default
    if not url.startswith(("sqlite:", "postgres:", "postgresql:")):
        stop("DATABASE_URL", "must begin with postgres:// (production) or sqlite:/// (development)")
    return dict(environ.Env.db_url_config(url))


def integer(variable: str, default: int) -> int:
    try:
        return int(env.str(variable, default=str(default)))
    except ValueError:
        stop(variable, f"must be a whole number, not {env.str(variable)!r}")
