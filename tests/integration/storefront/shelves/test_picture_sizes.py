import io
import uuid
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from marketplace.files.models import Picture
from marketplace.files.services import take_upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (900, 600), (47, 75, 41)).save(buffer, "PNG")
    return take_upload(content=buffer.getvalue())


def read(response: Any) -> Image.Image:
    return Image.open(io.BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize(("extension", "form"), [("webp", "WEBP"), ("jpg", "JPEG")])
def test_a_size_is_made_once_and_kept_for_good(client: Client, picture: Picture, extension: str, form: str) -> None:
    address = f"/pictures/{picture.key.hex}/400.{extension}"
    first: Any = client.get(address)
    image = read(first)
    assert (image.format, image.width) == (form, 400)
    assert first["Content-Type"] == f"image/{form.lower()}"
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    assert first["X-Query-Count"] == "1"
    second: Any = client.get(address)
    assert read(second).width == 400
    assert second["X-Query-Count"] == "0"


@pytest.mark.parametrize("name", ["401.webp", "0.jpg", "400.png", "400.webp/", "99999.webp"])
def test_other_sizes_and_forms_are_not_here(client: Client, picture: Picture, name: str) -> None:
    assert client.get(f"/pictures/{picture.key.hex}/{name}").status_code == 404


def test_unknown_keys_are_not_here(client: Client) -> None:
    assert client.get(f"/pictures/{uuid.uuid4().hex}/400.webp").status_code == 404
    assert client.get("/pictures/../400.webp").status_code == 404


def test_pictures_are_not_translated(client: Client, picture: Picture) -> None:
    assert client.get(f"/en/pictures/{picture.key.hex}/400.webp").status_code == 404
