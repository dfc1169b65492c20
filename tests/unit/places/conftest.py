import csv
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "catalog_fixtures" / "places"


@pytest.fixture(scope="session")
def place_files() -> dict[str, list[dict[str, str]]]:
    found = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.DictReader(file))
    return found
