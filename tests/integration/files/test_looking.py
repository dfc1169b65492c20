"""Colours and patterns are taken when a picture comes, or by the command where nobody looked yet."""

import io
from typing import Any

import pytest
from django.core.management import call_command
from PIL import Image

from marketplace.files.models import Picture
from marketplace.files.patterns import DIGITS
from marketplace.files.services import describe_drawing, take_upload
from marketplace.listings.models import ListingPicture
from marketplace.operations.catalogue import pictures
from marketplace.search.models import OutboxEntry
from tests.factories.catalogue import make_listing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


@pytest.fixture
def folders(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.SEARCH = {
        "BACKEND": "marketplace.search.backends.tantivy",
        "URL": f"tantivy://{tmp_path}/search",
        "INDEX": "test",
    }


def photograph() -> bytes:
    """A rose cloth on a green table."""
    table = Image.new("RGB", (900, 600), "#8FB38A")
    table.paste("#B4475E", (250, 150, 650, 450))
    buffer = io.BytesIO()
    table.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def first_picture(listing: Any) -> Picture:
    return ListingPicture.objects.select_related("picture").get(listing=listing, position=0).picture


def test_an_upload_is_looked_at_when_it_comes() -> None:
    picture = Picture.objects.get(pk=take_upload(content=photograph()).pk)
    assert next(iter(picture.colours or {})) == "hong"
    assert (picture.colours or {})["hong"] > 950
    assert len(picture.pattern) == DIGITS


def test_a_drawing_is_not_looked_at_before_it_is_drawn() -> None:
    assert (describe_drawing(recipe={}).colours, describe_drawing(recipe={}).pattern) == (None, "")


def test_the_command_looks_at_cloth_and_marks_it_for_the_index(capsys: pytest.CaptureFixture[str]) -> None:
    cloth, tea = make_listing(making="hand_woven", pictures=2), make_listing()
    call_command("look_at_pictures")
    assert "1 pictures looked at." in capsys.readouterr().out
    assert "cham" in (first_picture(cloth).colours or {})
    assert len(first_picture(cloth).pattern) == DIGITS
    assert first_picture(tea).colours is None
    assert ListingPicture.objects.get(listing=cloth, position=1).picture.colours is None


def test_looked_at_again_nothing_changes(capsys: pytest.CaptureFixture[str]) -> None:
    cloth = make_listing(making="hand_woven")
    call_command("look_at_pictures")
    Picture.objects.update(pattern="kept")
    OutboxEntry.objects.all().delete()
    call_command("look_at_pictures")
    assert "0 pictures looked at." in capsys.readouterr().out
    assert first_picture(cloth).pattern == "kept"
    assert not OutboxEntry.objects.exists()


def test_who_was_interrupted_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LOOKED_AT_ONCE", 2)
    goods = [make_listing(making="hand_woven") for _number in range(5)]
    keep, kept = pictures._keep, []

    def interrupted(batch: Any) -> None:
        if len(kept) == 1:
            raise KeyboardInterrupt
        kept.append(keep(batch))

    monkeypatch.setattr(pictures, "_keep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        pictures.look_at_cloth(lambda _text: None)
    assert [bool(first_picture(one).pattern) for one in goods] == [True, True, False, False, False]
    monkeypatch.setattr(pictures, "_keep", keep)
    assert pictures.look_at_cloth(lambda _text: None) == 3
    assert all(first_picture(one).pattern for one in goods)
