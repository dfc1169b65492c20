"""Where in a picture the thing itself lies: a plain border, its stripes and its shadow are told from what is shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

SIDE = 200  # pixels that the longer side is brought to
NEAR = 9.0  # distance in Lab: still the same ground
SURE = 6.0
LEAST_GROUP = 0.02  # of the border's pixels; fewer are no ground
LEAST_PLAIN = 0.75  # of the border must be ground, or there is no border
LEAST_SHOWN = 0.06
MOST_IN_THE_MIDDLE = 0.45

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]

_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]],
    np.float32,
)
_WHITE = np.array([0.95047, 1.0, 1.08883], np.float32)  # D65


@dataclass(frozen=True)
class Seen:
    """`lab`: SIDE x SIDE pixels of L, a and b. `shown` marks those of the thing itself."""

    lab: Field
    shown: Mask


def lab_of(rgb: NDArray[np.uint8]) -> Field:
    """CIE Lab of sRGB bytes, in the last axis."""
    part = rgb.astype(np.float32) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T / _WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    lab = np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)
    return lab.astype(np.float32)


def seen(image: Image.Image) -> Seen:
    """A picture is looked at small: threads blend, noise goes. What is not square gets a margin that is not shown."""
    small = image.convert("RGB")
    scale = SIDE / max(small.size)
    size = (max(1, round(small.width * scale)), max(1, round(small.height * scale)))
    small = small.resize(size, Image.Resampling.BOX)
    inside = lab_of(np.asarray(small))
    lab = np.zeros((SIDE, SIDE, 3), np.float32)
    shown = np.zeros((SIDE, SIDE), np.bool_)
    lab[: size[1], : size[0]] = inside
    shown[: size[1], : size[0]] = _shown(inside)
    return Seen(lab, shown)


def narrowed(mask: Mask, pixels: int) -> Mask:
    return _filtered(mask, ImageFilter.MinFilter(pixels))


def widened(mask: Mask, pixels: int) -> Mask:
    return _filtered(mask, ImageFilter.MaxFilter(pixels))


def _filtered(mask: Mask, how: ImageFilter.Filter) -> Mask:
    image = Image.fromarray(mask.astype(np.uint8) * 255).filter(how)
    return np.asarray(image) > 127


def _shown(lab: Field) -> Mask:
    """All of it where the border is no plain ground: cloth that fills the frame has no background."""
    everything = np.ones(lab.shape[:2], np.bool_)
    edge = _edge(lab.shape[:2])
    grounds = _groups(lab[edge])
    if not grounds:
        return everything
    away = np.min([np.linalg.norm(lab - ground, axis=-1) for ground in grounds], axis=0)
    like = away < NEAR
    if like[edge].mean() < LEAST_PLAIN:
        return everything
    # Ground shows through handles too: wherever it lies flat.
    ground = _grown(edge | narrowed(away < SURE, 7), like)
    shown = widened(narrowed(~ground, 5), 5)  # without cords and the cloth's thin stripes on the table
    shown = narrowed(widened(shown, 7), 7)  # without holes
    return everything if shown.mean() < LEAST_SHOWN or _middle(~shown) > MOST_IN_THE_MIDDLE else shown


def _edge(shape: tuple[int, ...]) -> Mask:
    width = max(2, round(min(shape) * 0.03))
    edge = np.ones(shape, np.bool_)
    edge[width:-width, width:-width] = False
    return edge


def _middle(mask: Mask) -> float:
    height, width = mask.shape
    return float(mask[height * 3 // 10 : height * 7 // 10, width * 3 // 10 : width * 7 // 10].mean())


def _groups(points: Field) -> list[Field]:
    """The colours that the points lie around, the most frequent first."""
    _cells, numbers = np.unique(np.round(points / 6).astype(np.int32), axis=0, return_inverse=True)
    numbers = numbers.ravel()
    left = np.ones(len(points), np.bool_)
    found: list[Field] = []
    while left.any():
        counts = np.bincount(numbers[left])
        fullest = int(counts.argmax())
        if counts[fullest] < LEAST_GROUP * len(points):
            break
        core = points[left & (numbers == fullest)].mean(0)
        around = np.linalg.norm(points - core, axis=1) < NEAR
        found.append(points[around].mean(0))
        left &= ~around & (numbers != fullest)
    return found


def _grown(seed: Mask, within: Mask) -> Mask:
    """All of `within` that hangs together with the seed."""
    grown = seed & within
    while True:
        padded = np.pad(grown, 1)
        beside = padded[:-2, 1:-1] | padded[2:, 1:-1] | padded[1:-1, :-2] | padded[1:-1, 2:]
        wider = within & (grown | beside)
        if (wider == grown).all():
            return grown
        grown = wider
