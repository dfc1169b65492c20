from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marketplace.classifications.models import SetRule
from marketplace.search import services as search
from marketplace.search.interface import SearchUnavailable
from marketplace.web.shelves import labels
from tests.factories.catalogue import make_rule


@pytest.fixture(autouse=True)
def shelves(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test has an index and picture files of its own, and remembers no names from the test before."""
    settings.SEARCH = {
        "BACKEND": "marketplace.search.backends.tantivy",
        "URL": f"tantivy://{tmp_path}/search",
        "INDEX": "test",
    }
    settings.REDIS_URL = ""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    labels.forget()
    yield
    labels.forget()


@pytest.fixture
def rule(db: None) -> SetRule:
    """Without a rule goods of the set stand nowhere."""
    return make_rule()


def open_shop() -> None:
    """What is in the database now stands on the shelves."""
    search.rebuild()
    labels.forget()


@pytest.fixture
def engine_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(query: object) -> None:
        raise SearchUnavailable("down")

    monkeypatch.setattr("marketplace.storefront.shelves.results.search", refuse)
