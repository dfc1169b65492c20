"""What Oscar's dashboard shows of a picture: the original (design: our own sizes live in `services`)."""

from typing import Any

from django.core.files.storage import default_storage


class Originals:
    """Oscar's thumbnailer interface without thumbnails; staff screens show few pictures."""

    def generate_thumbnail(self, source: Any, **options: Any) -> Any:
        return source

    def delete_thumbnails(self, source: Any) -> None:
        default_storage.delete(str(source))
