from django.db import models


class LoadedEntry(models.Model):
    """What a catalogue file said when it was last loaded: the same words again change nothing."""

    key = models.CharField(max_length=160, unique=True)
    checksum = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.key
