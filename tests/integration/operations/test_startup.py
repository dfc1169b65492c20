"""What is missing or half-configured is said in one line that names the variable; the process ends with 1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
NOBODY = "127.0.0.1:9"  # the discard port: nothing listens there


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"DATABASE_URL": f"postgres://nobody@{NOBODY}/none"}, "DATABASE_URL: the database does not answer ("),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL: must begin with postgres://"),
        ({"REDIS_URL": f"redis://{NOBODY}/0"}, "REDIS_URL: Redis does not answer ("),
        ({"REDIS_URL": "localhost"}, "REDIS_URL: must begin with redis://"),
        ({"SEARCH_URL": f"http://{NOBODY}"}, "SEARCH_URL: Elasticsearch does not answer."),
        ({"SEARCH_URL": "solr://x"}, "SEARCH_URL: must be tantivy:///folder or"),
        ({"PORT": "eighty"}, "PORT: must be a whole number"),
        ({"DATA_DIR": "/proc/none"}, "DATA_DIR: /proc/none cannot be made"),
        ({"DJANGO_SETTINGS_MODULE": "marketplace.settings.production"}, "SECRET_KEY: set it to 50 random characters"),
        (
            {"DJANGO_SETTINGS_MODULE": "marketplace.settings.production", "SECRET_KEY": "x" * 50},
            "ALLOWED_HOSTS: set it to the names of this site",
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_service_that_is_missing_is_named_in_one_line(tmp_path: Path, variables: dict[str, str], said: str) -> None:
    clean = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "REDIS_URL", "SEARCH_URL", "SECRET_KEY", "ALLOWED_HOSTS", "PORT"}
    }
    environment = {
        **clean,
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.dev",
        "DATA_DIR": str(tmp_path),
        **variables,
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1), done.stderr
    assert done.stderr.startswith(said)
    assert done.stdout == ""
