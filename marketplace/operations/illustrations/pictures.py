from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PIL import Image

from .cloth import FORMS, draw_cloth
from .goods import VESSELS, draw_goods
from .motifs import MOTIFS
from .palettes import PALETTES
from .pantry import GOODS

VIEWS = 3
"""0 the whole piece or pack, 1 near or unpacked, 2 another arrangement."""

WORDS: dict[str, Collection[str]] = {
    "cloth": FORMS,
    "motif": MOTIFS,
    "palette": PALETTES,
    "vessel": VESSELS,
    "goods": GOODS,
    "ground": PALETTES,
    "body": PALETTES,
}

_LEAST_WIDTH = 240


def _checked(picture: Mapping[str, object], needed: Sequence[str], optional: Sequence[str] = ()) -> None:
    for field in picture:
        if field not in needed and field not in optional:
            raise ValueError(f"picture: {field!r} is no field of this kind of picture")
    for field in needed:
        if field not in picture:
            raise ValueError(f"picture: {field!r} is missing")
    for field, value in picture.items():
        words = value if field == "goods" else [value]
        if not isinstance(words, list | tuple) or not 1 <= len(words) <= 2:
            raise ValueError(f"picture: {field!r} takes a list of one or two words")
        for word in words:
            if not isinstance(word, str) or word not in WORDS[field]:
                raise ValueError(f"picture: {field} knows no {word!r}")


def check(picture: Mapping[str, object]) -> None:
    """Raises ValueError naming the field and the word that is not in the vocabulary."""
    if not isinstance(picture, Mapping):
        raise ValueError("picture: must name a cloth or a vessel")  # noqa: TRY004 - callers show the message
    if "cloth" in picture:
        _checked(picture, ("cloth", "motif", "palette"))
    else:
        _checked(picture, ("vessel", "goods", "ground"), ("body",))


def draw(picture: Mapping[str, object], *, seed: str, view: int, width: int, palette: str | None = None) -> Image.Image:
    """A square RGB picture. `palette` is a colour variant's: of the cloth, or of the vessel's body.

    Raises ValueError naming the field and the word that is not in the vocabulary.
    """
    if not 0 <= view < VIEWS:
        raise ValueError(f"picture: there is no view {view}")
    if width < 1:
        raise ValueError(f"picture: a width of {width} is no width")
    is_cloth = "cloth" in picture
    if palette is not None:
        picture = {**picture, "palette" if is_cloth else "body": palette}
    check(picture)
    # Threads and lines thinner than a pixel are drawn larger and brought down.
    drawn = max(width, _LEAST_WIDTH)
    image = (draw_cloth if is_cloth else draw_goods)(picture, seed=seed, view=view, width=drawn)
    return image if drawn == width else image.resize((width, width), Image.Resampling.LANCZOS)
