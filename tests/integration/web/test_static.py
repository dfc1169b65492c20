"""Style, script and icons as production serves them: compressed beforehand, named after their content."""

import gzip
import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import HttpResponseNotFound
from django.test import RequestFactory
from whitenoise.middleware import WhiteNoiseMiddleware

YEAR = 365 * 24 * 60 * 60
NAMES = ("tokens.css", "market.css", "shop.css", "storefront.js", "icons.svg")


@pytest.fixture
def serve(settings: Any, tmp_path: Path) -> Any:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder",
        "marketplace.web.styles.JoinedStyles",
    ]
    settings.JOINED_STYLES_ROOT = str(tmp_path / "joined")
    call_command("collectstatic", interactive=False, verbosity=0)
    middleware = WhiteNoiseMiddleware(lambda _request: HttpResponseNotFound())

    def get(address: str, encoding: str) -> Any:
        response = middleware(RequestFactory().get(address, headers={"Accept-Encoding": encoding}))
        return response, b"".join(response.streaming_content) if response.streaming else response.content

    return get


def test_files_are_compressed_and_kept_for_good(serve: Any) -> None:
    for name in NAMES:
        address = staticfiles_storage.url(name)
        assert re.fullmatch(rf"/static/{name.partition('.')[0]}\.[0-9a-f]{{12}}\.\w+", address)
        plain, text = serve(address, "identity")
        for encoding, unpack in (("gzip", gzip.decompress), ("br, gzip", brotli.decompress)):
            packed, body = serve(address, encoding)
            assert packed["Content-Encoding"] == encoding.partition(",")[0]
            assert unpack(body) == text
            assert len(body) < len(text) * 0.6
        lifetime = int(re.search(r"max-age=(\d+)", plain["Cache-Control"])[1])  # type: ignore[index]
        assert lifetime >= YEAR
        assert "immutable" in plain["Cache-Control"]
        assert plain["Vary"] == "Accept-Encoding"


def test_a_style_names_its_own_files_by_their_content(serve: Any) -> None:
    _response, text = serve(staticfiles_storage.url("shop.css"), "identity")
    fonts = re.findall(r"url\(\"?(fonts/[^\")]+)", text.decode())
    assert fonts
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", font) for font in fonts)
    assert serve("/static/nothing.css", "gzip")[0].status_code == 404


def test_styles_served_as_one_follow_their_parts(settings: Any, tmp_path: Path) -> None:
    part = tmp_path / "parts" / "b.css"
    part.parent.mkdir()
    part.write_text("b {}\n")
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, part.parent]
    settings.JOINED_STYLES = {"one.css": ("tokens.css", "b.css")}
    settings.JOINED_STYLES_ROOT = str(tmp_path / "joined")
    finders.get_finder.cache_clear()
    tokens = Path(str(finders.find("tokens.css"))).read_text()
    assert Path(str(finders.find("one.css"))).read_text() == f"{tokens}b {{}}\n"
    part.write_text("b { margin: 0 }\n")
    assert Path(str(finders.find("one.css"))).read_text() == f"{tokens}b {{ margin: 0 }}\n"
    assert finders.find("shop.css") is None
    finders.get_finder.cache_clear()
