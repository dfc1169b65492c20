"""Style sheets that stand apart in the source and are served as one, so that a page asks once for them.

Joined whenever they are looked for (while developing) or collected; no build step, nothing to keep in step.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage


class JoinedStyles(finders.BaseFinder):
    """Finds the names of settings.JOINED_STYLES; their parts are found by the finders before this one."""

    def __init__(self, *_args: Any, **_values: Any) -> None:
        self.storage = FileSystemStorage(location=settings.JOINED_STYLES_ROOT)

    def check(self, **_values: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_values: Any) -> Any:  # noqa: FBT002 - Django's
        parts = settings.JOINED_STYLES.get(path)
        if not parts:
            return []
        joined = _join(Path(self.storage.path(path)), parts)
        return [joined] if find_all else joined

    def list(self, ignore_patterns: Iterable[str] | None = None) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in settings.JOINED_STYLES:
            self.find(path)
            yield path, self.storage


def _join(target: Path, parts: Iterable[str]) -> str:
    """Written only when something differs, whole or not at all: several processes may do it at once."""
    text = b"".join(Path(str(finders.find(part))).read_bytes() for part in parts)
    if not target.exists() or target.read_bytes() != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    return str(target)
