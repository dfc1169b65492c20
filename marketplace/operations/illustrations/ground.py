"""The stall's cloth under the goods: a flat colour with a few woven stripes across."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from .dice import Dice
from .palettes import PALETTES, mixed, paler, rgb


@dataclass(frozen=True)
class Ground:
    """Stripes lie `angle` degrees off level; each is (how far below the middle, width, colour)."""

    colour: str
    angle: float
    stripes: tuple[tuple[float, float, str], ...]

    def svg(self) -> str:
        rects = "".join(
            f'<rect x="-220" y="{200 + at:.1f}" width="840" height="{width}" fill="{colour}"/>'
            for at, width, colour in self.stripes
        )
        return (
            f'<rect width="400" height="400" fill="{self.colour}"/>'
            f'<g transform="rotate({self.angle:.1f} 200 200)">{rects}</g>'
        )

    def painted(self, width: int) -> Image.Image:
        angle = np.radians(self.angle)
        steps = (np.arange(width, dtype=np.float32) + 0.5) * (400 / width) - 200
        below = steps[:, None] * np.float32(np.cos(angle)) - steps[None, :] * np.float32(np.sin(angle))
        pixel = 400 / width
        image = Image.new("RGB", (width, width), rgb(self.colour))
        for at, broad, colour in self.stripes:
            covered = np.minimum(below - at, at + broad - below) / pixel + 0.5
            mask = Image.fromarray((np.clip(covered, 0, 1) * 255).astype(np.uint8))
            image.paste(rgb(colour), (0, 0), mask)
        return image


def _stripes(dice: Dice, middle: str, strong: str) -> tuple[tuple[float, float, str], ...]:
    start = dice.between(76, 128)
    choices = (
        ((start, 46, middle), (start + 52, 8, strong), (start + 68, 8, strong)),
        ((start, 300, middle), (start + 14, 7, strong)),
        ((start - 8, 10, strong), (start + 8, 26, middle), (start + 40, 10, strong)),
        ((start, 24, middle), (start + 32, 24, middle), (start + 64, 24, middle)),
        ((start, 60, middle), (start + 12, 5, strong), (start + 43, 5, strong)),
        ((start - 6, 300, middle), (start + 36, 18, strong), (start + 60, 5, strong)),
        ((start, 5, strong), (start + 12, 40, middle), (start + 58, 5, strong), (start + 70, 20, middle)),
    )
    return dice.pick(choices)


def ground(dice: Dice, palette: str) -> Ground:
    pale, middle, strong = PALETTES[palette].tints
    if dice.chance(0.3):
        pale, middle = middle, pale if dice.chance(0.5) else mixed(middle, strong, 0.4)
    elif dice.chance(0.4):
        pale = paler(pale, 0.35)
    angle = dice.pick((-1, -1, -1, 1)) * dice.between(6, 20)
    return Ground(pale, angle, _stripes(dice, middle, strong))
