from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marketplace.classifications.models import SetRule
from marketplace.search.services.engine import engine
from tests.factories.catalogue import make_rule


@pytest.fixture(autouse=True)
def search_folder(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test has an index of its own, inside the process."""
    settings.SEARCH = {
        "BACKEND": "marketplace.search.backends.tantivy",
        "URL": f"tantivy://{tmp_path}/search",
        "INDEX": "test",
    }
    settings.REDIS_URL = ""
    return


@pytest.fixture
def index() -> Any:
    return engine()


@pytest.fixture
def rule(db: None) -> SetRule:
    """Without one, goods of the set count as restricted."""
    return make_rule()
