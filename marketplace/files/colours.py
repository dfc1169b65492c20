"""Which of the named swatches a picture shows, and how much of each; the background does not count."""

from __future__ import annotations

import numpy as np

from marketplace.files.cloths import Field, Seen, lab_of
from marketplace.files.enums import Swatch

LEAST_SHARE = 120  # per mille; a swatch with less is an accent, not a colour of the thing
MOST = 4
FLAT = 0.5  # of the pixels: at edges and between threads two colours blend into a third
_LIGHTNESS = 0.75  # folds and the weave darken a colour without changing it


# sRGB; a pixel belongs to the swatch that has, beside its paint, the nearest of these in Lab.
_OTHERS: dict[Swatch, tuple[str, ...]] = {
    Swatch.INDIGO: ("#22324A", "#2A4068"),
    Swatch.BLUE: ("#8FA7B8", "#3F6FA8", "#94B6CC"),
    Swatch.TEAL: ("#1F5A58", "#5FA79D", "#8CBDB3", "#123B3B"),
    Swatch.GREEN: ("#7E9A5C", "#26391F", "#B8C89A"),
    Swatch.YELLOW: ("#C98A1C", "#F2CC60", "#F0B429"),
    Swatch.ORANGE: ("#D9691F", "#C8571E"),
    Swatch.RED: ("#9E3110", "#8F2A28", "#BC3A1A", "#6F1F0A"),
    Swatch.PINK: ("#B4475E", "#E8A5AE"),
    Swatch.PURPLE: ("#7A4A86", "#B58CA6", "#3C1931"),
    Swatch.BROWN: ("#B0623A", "#6B3D14", "#4A2E1E", "#A8481A", "#5E3A22", "#B08D5E"),
    Swatch.IVORY: ("#F6ECD8", "#D9CBA8", "#F7F2E7", "#B8AE98", "#A89C82"),
    Swatch.WHITE: ("#E4E6E6",),
    Swatch.GREY: ("#6A6A68", "#55534F"),
    Swatch.BLACK: ("#151412", "#3A3833"),
}
CENTRES = {swatch: (swatch.paint, *_OTHERS[swatch]) for swatch in Swatch}
CODES = tuple(swatch.value for swatch in CENTRES)


def _rgb(centre: str) -> list[int]:
    return [int(centre[at : at + 2], 16) for at in (1, 3, 5)]


_CENTRES = lab_of(np.array([_rgb(centre) for centres in CENTRES.values() for centre in centres], np.uint8))
_SWATCH_OF = np.array([at for at, centres in enumerate(CENTRES.values()) for _centre in centres])
_WEIGHTS = np.array([_LIGHTNESS, 1, 1], np.float32)


def shares(picture: Seen) -> dict[str, int]:
    """Per mille of each swatch, the largest first; those that are not there at all are left out."""
    steepness = _steepness(picture.lab)[picture.shown]
    pixels = picture.lab[picture.shown][steepness <= np.quantile(steepness, FLAT)]
    away = (((pixels[:, None] - _CENTRES) * _WEIGHTS) ** 2).sum(-1)
    counts = np.bincount(_SWATCH_OF[away.argmin(1)], minlength=len(CENTRES))
    found = {code: round(1000 * int(count) / len(pixels)) for code, count in zip(CODES, counts, strict=True)}
    return {code: share for code, share in sorted(found.items(), key=lambda pair: -pair[1]) if share}


def main_colours(found: dict[str, int]) -> tuple[str, ...]:
    """Codes of the swatches that count, the largest first."""
    largest = sorted(found, key=lambda code: -found[code])
    return tuple(code for code in largest if found[code] >= LEAST_SHARE)[:MOST]


def _steepness(lab: Field) -> Field:
    """How far a pixel is from the farthest of its four neighbours."""
    across = np.linalg.norm(np.diff(lab, axis=1), axis=-1)
    down = np.linalg.norm(np.diff(lab, axis=0), axis=-1)
    steep = np.zeros(lab.shape[:2], np.float32)
    for there, step in (
        (np.s_[:, 1:], across),
        (np.s_[:, :-1], across),
        (np.s_[1:], down),
        (np.s_[:-1], down),
    ):
        steep[there] = np.maximum(steep[there], step)
    return steep
