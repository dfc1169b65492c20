"""The open screens speak Vietnamese, Oscar's words included."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import trans_real

from marketplace.oscar_forks.dashboard.doors import OPEN
from tests.integration.dashboard.test_addresses import ACTIONS, addresses, ask, plausible

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),  # Oscar's list of offers
]


@pytest.fixture
def untranslated(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Messages that were asked for in Vietnamese and are in none of the catalogues."""
    missing: set[str] = set()
    catalogue = trans_real.translation("vi")
    plain, of_number = trans_real.DjangoTranslation.gettext, trans_real.DjangoTranslation.ngettext

    def gettext(self: Any, message: str) -> str:
        if self is catalogue and message not in self._catalog:
            missing.add(message)
        return plain(self, message)

    def ngettext(self: Any, one: str, many: str, number: int) -> str:
        if self is catalogue and (one, self.plural(number)) not in self._catalog:
            missing.add(one)
        return of_number(self, one, many, number)

    monkeypatch.setattr(trans_real.DjangoTranslation, "gettext", gettext)
    monkeypatch.setattr(trans_real.DjangoTranslation, "ngettext", ngettext)
    return missing


def test_every_word_of_the_open_screens_is_translated(
    rows: SimpleNamespace, signed_in: Client, untranslated: set[str]
) -> None:
    for name, path in addresses(rows):
        if name in OPEN:
            shown, _changed = ask(signed_in, "get", path)
            for data in ({}, {"action": "save"}, plausible(shown), *({"action": action} for action in ACTIONS)):
                ask(signed_in, "post", path, data)
    signed_in.get("/dashboard/")

    # Formats, and what a number or a name fills whole.
    assert {message.rsplit("\x04", 1)[-1] for message in untranslated} - {"%s"} == set()
