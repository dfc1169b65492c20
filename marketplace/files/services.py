"""Pictures: taking them in, drawing their sizes. Sizes are files beside the database, made at first request."""

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from marketplace.core import clock
from marketplace.core.errors import DomainError
from marketplace.files import colours, patterns
from marketplace.files.cloths import seen
from marketplace.files.models import Picture

LIMITS = {160: 10_000, 400: 30_000, 800: 90_000, 1200: 180_000}  # bytes by width
WIDTHS = tuple(LIMITS)
FORMATS = ("webp", "jpg")
QUALITIES = (78, 68, 58, 48, 38, 28, 18, 8)
CARD_WIDTH = 400
CARD_LIMIT = LIMITS[CARD_WIDTH]
MAX_BYTES = 12 * 1024 * 1024
MAX_PIXELS = 50_000_000
ACCEPTED = ("JPEG", "PNG", "WEBP")

Drawer = Callable[[Mapping[str, Any], int], Image.Image]


def take_upload(*, content: bytes) -> Picture:
    """Store a picture that somebody sent. Checked by content; place and camera are removed, orientation is kept.

    Raises DomainError for what is too large, not a picture, or not JPEG, PNG or WebP.
    """
    image = _checked_image(content)
    upright = ImageOps.exif_transpose(image)
    buffer = io.BytesIO()
    upright.convert("RGB").save(buffer, "JPEG", quality=92)
    found = look(upright)
    picture = Picture(
        colours=found.colours,
        pattern=found.pattern,
        width=upright.width,
        height=upright.height,
        checksum=hashlib.sha256(content).hexdigest(),
        created_at=clock.now(),
    )
    picture.original.save("picture", ContentFile(buffer.getvalue()), save=False)
    picture.save()
    return picture


def _checked_image(content: bytes) -> Image.Image:
    if len(content) > MAX_BYTES:
        raise DomainError(_("This picture is larger than 12 MB. Send a smaller one."))
    try:
        image = Image.open(io.BytesIO(content), formats=ACCEPTED)
        if image.width * image.height > MAX_PIXELS:
            raise DomainError(_("This picture has more than 50 megapixels. Send a smaller one."))
        image.load()
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise DomainError(_("This file is not a picture that we can read. Send a JPEG, PNG or WebP.")) from error
    return image


def describe_drawing(*, recipe: Mapping[str, Any], side: int = 1200) -> Picture:
    """An unsaved picture that is drawn from `recipe`; the same recipe has the same checksum."""
    text = json.dumps(recipe, sort_keys=True, ensure_ascii=False)
    checksum = hashlib.sha256(text.encode()).hexdigest()
    return Picture(recipe=dict(recipe), width=side, height=side, checksum=checksum, created_at=clock.now())


@dataclass(frozen=True)
class Look:
    """What `Picture.colours` and `Picture.pattern` hold."""

    colours: dict[str, int]
    pattern: str


def look(image: Image.Image) -> Look:
    """Main colours and pattern, the background left out. Takes about a twentieth of a second."""
    found = seen(image)
    return Look(colours.shares(found), patterns.signature(found))


def size_path(key: str, width: int, extension: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "pictures" / key[:2] / key / f"{width}.{extension}"


def make_size(*, picture: Picture, width: int, extension: str) -> Path:
    """The file of one size, made now when it is not there yet. `width` is of WIDTHS, `extension` of FORMATS."""
    path = size_path(picture.key.hex, width, extension)
    if not path.exists():
        write_size(path=path, image=_image(picture, width), extension=extension)
    return path


def write_size(*, path: Path, image: Image.Image, extension: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Another request may write the same size: the rename makes either one whole.
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(encoded(image, extension, LIMITS.get(image.width)))
    Path(name).chmod(0o644)
    Path(name).replace(path)


def encoded(image: Image.Image, extension: str, limit: int | None = None) -> bytes:
    """WebP or JPEG; with a limit in bytes the quality goes down until it fits.

    Far above the limit steps are left out: half the bytes are two steps of quality or more. Raises ValueError when
    even the lowest quality is too heavy.
    """
    step = 0
    while step < len(QUALITIES):
        content = _encoded(image, extension, QUALITIES[step])
        if limit is None or len(content) <= limit:
            return content
        far = len(content) > 1.45 * limit and step < len(QUALITIES) - 2
        step += 2 if far else 1
    raise ValueError(f"{image.width} px do not fit into {limit} bytes as {extension}")


def _encoded(image: Image.Image, extension: str, quality: int) -> bytes:
    buffer = io.BytesIO()
    if extension == "webp":
        image.save(buffer, "WEBP", quality=quality, method=4)
    else:
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
    return buffer.getvalue()


def _image(picture: Picture, width: int) -> Image.Image:
    if picture.recipe is not None:
        draw: Drawer = import_string(settings.PICTURE_DRAWER)
        return draw(picture.recipe, width)
    with picture.original.open("rb") as file:
        image = Image.open(file, formats=ACCEPTED)
        image.draft("RGB", (width, width * image.height // image.width))
        image.thumbnail((width, width * 4))
        return image.convert("RGB")
