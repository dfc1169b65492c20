import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from marketplace.search.backends.elasticsearch import Backend as ElasticsearchBackend
from marketplace.search.backends.tantivy import Backend as TantivyBackend
from marketplace.search.interface import SearchBackend

MakeBackend = Callable[[], SearchBackend]


def elasticsearch_url() -> str:
    named = os.environ.get("TEST_ELASTICSEARCH_URL") or os.environ.get("SEARCH_URL", "")
    return named if named.startswith("http") else ""


def _reason_to_skip() -> str:
    url = elasticsearch_url()
    if not url:
        return "Elasticsearch: set TEST_ELASTICSEARCH_URL, or SEARCH_URL to its http:// address"
    try:
        urllib.request.urlopen(url, timeout=3).close()  # noqa: S310 - the tester's own address
    except (urllib.error.URLError, OSError) as error:
        return f"Elasticsearch does not answer at {url}: {error}"
    return ""


@pytest.fixture(scope="session")
def elasticsearch_index() -> Iterator[Callable[[], str]]:
    """Names that no other run uses; what was made under them goes at the end."""
    reason = _reason_to_skip()
    if reason:
        pytest.skip(reason)
    run = f"contract-{uuid4().hex[:12]}"
    yield lambda: f"{run}-{uuid4().hex[:8]}"
    remover: Any = ElasticsearchBackend(url=elasticsearch_url(), index=run)
    names = remover._client.indices.get(index=f"{run}-*", features="aliases")
    for name in names:
        remover._client.indices.delete(index=name)


@pytest.fixture(params=["tantivy", "elasticsearch"])
def new_backend(request: pytest.FixtureRequest, tmp_path: Path) -> MakeBackend:
    """Makes backends of one index: two of them stand for two processes."""
    if request.param == "tantivy":
        return lambda: TantivyBackend(url=f"tantivy://{tmp_path}", index="contract")
    name = request.getfixturevalue("elasticsearch_index")()
    return lambda: ElasticsearchBackend(url=elasticsearch_url(), index=name)


@pytest.fixture
def backend(new_backend: MakeBackend) -> SearchBackend:
    return new_backend()
