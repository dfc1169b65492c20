"""Sizes of pictures: drawn at first request, then files. An address never changes what it shows."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import re_path
from django.views.decorators.http import require_safe

from marketplace.files.models import Picture
from marketplace.files.services import FORMATS, WIDTHS, make_size, size_path

FOREVER = "public, max-age=31536000, immutable"
CONTENT_TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


@require_safe
def picture(_request: HttpRequest, key: str, width: str, extension: str) -> HttpResponseBase:
    if int(width) not in WIDTHS:
        raise Http404
    path = _file(key, int(width), extension)
    return FileResponse(path.open("rb"), content_type=CONTENT_TYPES[extension], headers={"Cache-Control": FOREVER})


def _file(key: str, width: int, extension: str) -> Path:
    """A size that is there costs no statement."""
    path = size_path(key, width, extension)
    if path.exists():
        return path
    return make_size(picture=get_object_or_404(Picture, key=key), width=width, extension=extension)


urlpatterns = [
    re_path(
        rf"^pictures/(?P<key>[0-9a-f]{{32}})/(?P<width>\d{{1,4}})\.(?P<extension>{'|'.join(FORMATS)})$",
        picture,
        name="picture",
    ),
]
