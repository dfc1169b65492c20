from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from marketplace.operations.catalogue.loading import load_catalogue
from marketplace.search.backends.elasticsearch import Backend as ElasticsearchBackend
from marketplace.search.backends.tantivy import Backend as TantivyBackend
from marketplace.search.documents import all_documents
from marketplace.search.interface import ListingDocument, SearchBackend
from tests.contracts.search.conftest import elasticsearch_index, elasticsearch_url  # noqa: F401 - a fixture
from tests.relevance.judging import CATALOGUE


@pytest.fixture(scope="session")
def documents(django_db_setup: None, django_db_blocker: Any) -> list[ListingDocument]:
    """Of the demonstration catalogue, read once and rolled back; no picture is drawn."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue(CATALOGUE, lambda _text: None)
        found = list(all_documents())
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module", params=["tantivy", "elasticsearch"])
def engine(
    request: pytest.FixtureRequest, documents: list[ListingDocument], tmp_path_factory: pytest.TempPathFactory
) -> SearchBackend:
    backend: SearchBackend
    if request.param == "tantivy":
        folder: Path = tmp_path_factory.mktemp("relevance")
        backend = TantivyBackend(url=f"tantivy://{folder}", index="relevance")
    else:
        name = request.getfixturevalue("elasticsearch_index")()
        backend = ElasticsearchBackend(url=elasticsearch_url(), index=name)
    backend.rebuild(iter(documents))
    return backend
