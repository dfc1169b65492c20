"""Every word on a page comes from the database or went through the catalogue of messages.

The catalogue is replaced by one that puts each message between signs; what then stands outside of them, and in no
column of the database, was written into a template or a module and cannot be said in another language. Together with
the test that the Vietnamese catalogue is complete this keeps both languages whole. Seen to fail: with a bare word in
`storefront/home.html`, and with an `aria-label` of its own there.
"""

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import is_valid_path, resolve
from django.utils import translation
from django.utils.translation import trans_real

from marketplace.search import services as search
from marketplace.web.shelves import labels
from marketplace.web.templatetags import market
from marketplace.web.templatetags.kept import pieces
from tests.integration.storefront.shelves.conftest import shelves
from tests.integration.test_doors import DOORS, World, world

__all__ = ["shelves", "world"]

pytestmark = [pytest.mark.django_db]
OF_EACH_KIND = 3
OPEN, CLOSE = "⟦", "⟧"
SPOKEN = ("alt", "aria-label", "placeholder", "title", "content")
SILENT = {"script", "style", "template"}
WHOLE = {
    "Chợ Phiên",
    "English",
    "Tiếng Việt",
    "OCOP",
    "CSV",
    "XLSX",
    "Excel",
    "QR",
    "VND",
    "km",
    "cm",
    "kg",
    "ml",
    "CP",
}
WHOLE |= set(market.UNITS_EN.values())
# Days are written by `market`'s own filters in each language; a Vietnamese address keeps the kinds of its places.
DAYS = {*calendar.day_abbr, *calendar.month_abbr[1:]}
PLACES = ["xã", "phường", "tỉnh", "thôn"]
_KNOWN = re.compile(rf"\b({'|'.join((*WHOLE, *DAYS, *PLACES))})\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


class Spoken(HTMLParser):
    """What a page says: its text, and the attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        values = dict(attrs)
        is_description = tag != "meta" or values.get("name") == "description" or "og:title" in values.values()
        self.said += [values[name] or "" for name in SPOKEN if name in values and is_description]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def mark(message: str) -> str:
        plain = message.rpartition("\x04")[2]
        return f"{OPEN}{plain}{CLOSE}" if plain else plain

    def gettext(_self: Any, message: str) -> str:
        return mark(message)

    def ngettext(_self: Any, one: str, many: str, number: int) -> str:
        return mark(one if number == 1 else many)

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", gettext)
    monkeypatch.setattr(trans_real.DjangoTranslation, "ngettext", ngettext)
    pieces.clear()  # drawn by another test, with the real catalogue
    yield
    pieces.clear()


def stored() -> list[str]:
    """Every text in the database, the longest first."""
    found: set[str] = set()
    for model in apps.get_models():
        if not model._meta.managed:
            continue
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
        ]
        for row in model._default_manager.values_list(*names) if names else ():
            found |= {" ".join(str(value).split()) for value in row if value and len(str(value)) > 2}
    return sorted(found, key=len, reverse=True)


def unspoken(html: str, known: list[str]) -> Iterator[str]:
    """What is neither marked nor stored."""
    parser = Spoken()
    parser.feed(html)
    for said in parser.said:
        left, before = " ".join(said.split()), ""
        while left != before:
            before, left = left, re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", left)
        for text in known:
            if text in left:
                left = left.replace(text, " ")
        if _WORD.search(_KNOWN.sub(" ", left)):
            yield f"{left.strip()} (in: {' '.join(said.split())[:90]})"


def asked(client: Client, paths: list[str], known: list[str]) -> dict[str, list[str]]:
    found = {}
    for path in paths:
        response: Any = client.get(path)
        if response.status_code == 200 and "text/html" in response["Content-Type"]:
            found[path] = list(unspoken(response.content.decode(), known))
    assert found
    return {path: words for path, words in found.items() if words}


@pytest.mark.parametrize(("room", "role"), [("portal", "owner"), ("office", "national")])
def test_pages_of_a_room_say_nothing_of_their_own(world: World, marked: None, room: str, role: str) -> None:
    client = Client()
    client.force_login(world.people[role])
    with translation.override("en"):
        paths = [world.address(name, needs) for name, how, needs, _o in DOORS if name.startswith(room) and how == "get"]

    found = asked(client, paths, stored())
    assert found == {}, found


STARTS = ("/en/", "/en/basket/", "/en/search/?q=khan", "/en/search/?q=zzzz", "/en/account/sign-in/", "/en/nowhere/")


@pytest.mark.usefixtures("shelves")
def test_the_shop_says_nothing_of_its_own(world: World, marked: None) -> None:
    """Every page that can be reached from the first one, each kind of address a few times."""
    search.rebuild()
    labels.forget()
    client = Client()
    client.post(f"/basket/add/{world.listing.product_id}/", {"quantity": 1}, headers={"sec-fetch-site": "same-origin"})
    known = stored()
    waiting, seen, found = list(STARTS), set(STARTS), {}
    kinds: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        response: Any = client.get(path)
        if "text/html" not in response["Content-Type"]:
            continue
        html = response.content.decode()
        if words := list(unspoken(html, known)):
            found[path] = words
        for link in re.findall(r'href="(/en/[^"?#]*)', html):
            kind = resolve(link).view_name if is_valid_path(link) else "nothing"
            if link not in seen and kinds[kind] < OF_EACH_KIND:
                kinds[kind] += 1
                seen.add(link)
                waiting.append(link)

    assert found == {}, found
    assert kinds["shop:product"] == OF_EACH_KIND
