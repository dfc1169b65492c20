"""The open screens stand on their own: nothing comes from another host."""

import re
from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from marketplace.oscar_forks.dashboard.doors import OPEN
from tests.integration.dashboard.test_addresses import addresses

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),  # Oscar's list of offers
]
LOADED = re.compile(r"""<(?:script|link|img)\b[^>]*?\b(?:src|href)=["']([^"']+)["']""")


def test_nothing_is_loaded_from_elsewhere_and_all_of_it_is_there(rows: SimpleNamespace, signed_in: Client) -> None:
    shown = 0
    for name, path in addresses(rows):
        response = signed_in.get(path)
        if name not in OPEN or response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            continue
        shown += 1
        page = response.content.decode()
        assert page.count("<h1") == 1, path
        assert '<html lang="vi"' in page, path
        assert "'unsafe-inline'" in response["Content-Security-Policy"]
        for source in LOADED.findall(page):
            assert source.startswith("/static/"), (path, source)
            assert finders.find(source.removeprefix("/static/")), (path, source)
    assert shown > 35


def test_the_first_page_lists_the_open_screens(signed_in: Client) -> None:
    page = signed_in.get("/dashboard/").content.decode()

    content = page[page.index('class="page-content"') :]
    assert re.findall(r'list-group-item-action"\s+href="([^"]+)"', content) == [
        "/dashboard/catalogue/categories/",
        "/dashboard/catalogue/product-types/",
        "/dashboard/catalogue/option/",
        "/dashboard/ranges/",
        "/dashboard/offers/",
        "/dashboard/vouchers/",
        "/dashboard/users/",
        "/dashboard/reviews/",
        "/dashboard/comms/",
    ]


def test_the_editor_under_the_gpl_is_not_loaded(rows: SimpleNamespace, signed_in: Client) -> None:
    page = signed_in.get("/dashboard/offers/new/metadata/").content.decode()

    assert "oscar/js/oscar/dashboard.js" in page
    assert "js/tinymce" not in page
