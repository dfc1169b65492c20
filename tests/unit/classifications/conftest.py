from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[3] / "catalog_fixtures"


@pytest.fixture
def people_rows() -> Any:
    return yaml.safe_load((FOLDER / "peoples.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def ocop_rows() -> Any:
    return yaml.safe_load((FOLDER / "ocop.yaml").read_text(encoding="utf-8"))
