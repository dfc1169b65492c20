from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marketplace.search import services as search
from marketplace.web.shelves import labels
from tests.factories.catalogue import make_commune, make_cooperative, make_listing, make_province, make_rule, make_shelf


@pytest.fixture(autouse=True)
def shelves(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test has an index of its own, and remembers no names from the test before."""
    settings.SEARCH = {
        "BACKEND": "marketplace.search.backends.tantivy",
        "URL": f"tantivy://{tmp_path}/search",
        "INDEX": "test",
    }
    settings.REDIS_URL = ""
    labels.forget()
    yield
    labels.forget()


@pytest.fixture
def goods(db: None) -> None:
    """A scarf and a tea from two provinces, the tea sold out."""
    make_rule()
    near = make_commune("Lùng Tám", "00901", make_province("Tuyên Quang", "08"))
    far = make_commune("Văn Chấn", "04699", make_province("Lào Cai", "15"))
    make_listing(make_cooperative("HTX Dệt Nắng", commune=near), title="Khăn lanh", price=690_000)
    tea = make_shelf("tra/tra-shan", "Trà Shan", "Shan tea")
    make_listing(
        make_cooperative("HTX Chè Mây", commune=far), title="Trà Shan tuyết", price=185_000, shelf=tea, stock=0
    )
    search.rebuild()
    labels.forget()
