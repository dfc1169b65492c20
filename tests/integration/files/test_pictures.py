"""Pictures that somebody sends, and the sizes that pages ask for."""

import io
from typing import Any

import pytest
from PIL import Image

from marketplace.core.errors import DomainError
from marketplace.files import services
from marketplace.files.services import CARD_LIMIT, describe_drawing, make_size, take_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def photograph(width: int = 1600, height: int = 1200, form: str = "JPEG", **options: Any) -> bytes:
    image = Image.effect_noise((width, height), 80).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_and_its_card_is_light(form: str) -> None:
    picture = take_upload(content=photograph(form=form))

    path = make_size(picture=picture, width=400, extension="webp")
    assert (picture.width, picture.height) == (1600, 1200)
    assert Image.open(path).size == (400, 300)
    assert path.stat().st_size <= CARD_LIMIT


def test_place_and_camera_are_removed_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Camera"
    exif[0x8825] = {1: "N", 2: (22.0, 30.0, 0.0)}

    picture = take_upload(content=photograph(800, 600, exif=exif))

    stored = Image.open(picture.original)
    assert (picture.width, picture.height) == stored.size == (600, 800)
    assert dict(stored.getexif()) == {}


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"\0" * 40, photograph()[:300]],
    ids=["empty", "svg", "gif", "cut short"],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(DomainError, match="không phải ảnh"):
        take_upload(content=content)


def test_what_is_too_large_is_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr(services, "MAX_PIXELS", 100_000)
    with pytest.raises(DomainError, match="50 megapixel"):
        take_upload(content=photograph(400, 300))
    monkeypatch.setattr(services, "MAX_BYTES", 1000)
    with pytest.raises(DomainError, match="12 MB"):
        take_upload(content=photograph(400, 300))


def test_a_decompression_bomb_is_refused() -> None:
    with pytest.raises(DomainError):
        take_upload(content=_bomb())


def _bomb() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_drawn_size_is_made_once(media: Any) -> None:
    recipe = {"picture": {"cloth": "scarf", "motif": "zigzag", "palette": "moss"}, "seed": "a", "view": 0}
    picture = describe_drawing(recipe=recipe)
    picture.save()

    path = make_size(picture=picture, width=400, extension="jpg")
    first = path.stat().st_mtime_ns
    assert make_size(picture=picture, width=400, extension="jpg").stat().st_mtime_ns == first
    assert [one.name for one in path.parent.iterdir()] == ["400.jpg"]
