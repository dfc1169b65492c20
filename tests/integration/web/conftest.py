from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marketplace.web.shared_pages import epoch
from marketplace.web.shared_pages.middleware import store
from marketplace.web.shelves import labels


@pytest.fixture(autouse=True)
def kept_pages(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Pages are kept as in production; each test has an index of its own and begins with nothing kept."""
    settings.PAGE_CACHE = 60
    settings.SEARCH = {
        "BACKEND": "marketplace.search.backends.tantivy",
        "URL": f"tantivy://{tmp_path}/search",
        "INDEX": "test",
    }
    settings.REDIS_URL = ""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    store.clear()
    labels.forget()
    epoch.end_epoch()
    yield
    store.clear()
    labels.forget()
