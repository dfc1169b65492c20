import uuid

from django.db import models


def original_name(picture: "Picture", _filename: str) -> str:
    return f"originals/{picture.key.hex[:2]}/{picture.key.hex}"


class Picture(models.Model):
    """A picture by its key. It has an uploaded original, or a recipe from which it is drawn at any width.

    `colours` is per mille of each swatch (`enums.Swatch`), null until somebody looked; `pattern` is a signature of
    `patterns`, empty until then, or where there is too little to see.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    original = models.FileField(upload_to=original_name, blank=True)
    recipe = models.JSONField(null=True, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64, db_index=True)
    colours = models.JSONField(null=True, blank=True)
    pattern = models.CharField(max_length=128, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="picture_original_or_recipe",
                condition=models.Q(recipe__isnull=False, original="") | ~models.Q(original=""),
            )
        ]

    def __str__(self) -> str:
        return str(self.key)
