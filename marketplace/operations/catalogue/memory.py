"""Which entries of a catalogue are already loaded as they stand."""

import hashlib
import json
from typing import Any

from marketplace.operations.models import LoadedEntry


def checksum(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class Memory:
    """Reads all entries once; `remember` collects and `write` stores, in the caller's transaction."""

    def __init__(self) -> None:
        self.known = dict(LoadedEntry.objects.values_list("key", "checksum"))
        self.new: dict[str, str] = {}

    def is_new(self, key: str, value: Any) -> bool:
        """True when the entry is unknown or says something else now; it counts as loaded from then on."""
        found = checksum(value)
        if self.known.get(key) == found:
            return False
        self.known[key] = self.new[key] = found
        return True

    def write(self) -> None:
        LoadedEntry.objects.bulk_create(
            (LoadedEntry(key=key, checksum=value) for key, value in self.new.items()),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=["checksum"],
        )
        self.new = {}
