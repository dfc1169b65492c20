"""A painter's canvas: ground, shadow, pieces of cloth, fine lines, in that order."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import resvg_py
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .geometry import Point, Points, moved
from .palettes import rgb
from .weave import Field

BOX = 400
Light = Callable[[Field, Field], Field]


@dataclass(frozen=True)
class Piece:
    """A cut of cloth. `turn` degrees turn the weave; `at` of the cloth lies at `centre`."""

    outline: Points
    turn: float = 0
    at: Point = (0.5, 0.5)
    centre: Point | None = None
    light: Light | None = None
    dim: float = 1
    lift: float = 5
    colour: str | None = None


@dataclass(frozen=True)
class Sketch:
    pieces: list[Piece]
    details: list[str] = field(default_factory=list)
    under: list[str] = field(default_factory=list)


def rasterised(markup: str, width: int) -> Image.Image:
    document = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BOX} {BOX}">{markup}</svg>'
    data = resvg_py.svg_to_bytes(svg_string=document, width=width, height=width, skip_system_fonts=True)
    return Image.open(io.BytesIO(data))


class Canvas:
    def __init__(self, ground: Image.Image, cloth: Image.Image, stretch: float) -> None:
        """`cloth` is the weave lying straight; `stretch` of its pixels make a pixel of the picture."""
        self.image = ground
        self.scale = ground.width / BOX
        self._cloth = cloth
        self._stretch = stretch

    def _mask(self, outline: Points, bounds: tuple[int, int, int, int]) -> Image.Image:
        left, top, right, bottom = bounds
        fine = Image.new("L", ((right - left) * 2, (bottom - top) * 2))
        points = (outline * self.scale - (left, top)) * 2
        ImageDraw.Draw(fine).polygon([(x, y) for x, y in points.tolist()], fill=255)
        return fine.reduce(2)

    def _bounds(self, outline: Points, margin: float = 0) -> tuple[int, int, int, int]:
        low = np.floor((outline.min(axis=0) - margin) * self.scale).astype(int)
        high = np.ceil((outline.max(axis=0) + margin) * self.scale).astype(int) + 1
        return int(low[0]), int(low[1]), int(high[0]), int(high[1])

    def shadow(self, outline: Points, lift: float, strength: float = 0.42) -> None:
        """Soft, down and to the right; drawn small and spread, for the eye cannot tell."""
        part = 4
        outline = moved(outline, lift * 0.5, lift * 0.8)
        bounds = self._bounds(outline, lift * 2)
        left, top, right, bottom = bounds
        size = ((right - left) // part + 1, (bottom - top) // part + 1)
        soft = Image.new("L", size)
        points = (outline * self.scale - (left, top)) / part
        ImageDraw.Draw(soft).polygon([(x, y) for x, y in points.tolist()], fill=round(255 * strength))
        soft = soft.filter(ImageFilter.GaussianBlur(max(lift * self.scale / part * 0.8, 0.6)))
        soft = soft.resize((size[0] * part, size[1] * part), Image.Resampling.BILINEAR)
        self.image.paste(rgb("#17130D"), (left, top), soft)

    def _cut(self, piece: Piece, bounds: tuple[int, int, int, int]) -> Image.Image:
        left, top, right, bottom = bounds
        size = (right - left, bottom - top)
        if piece.colour is not None:
            return Image.new("RGB", size, rgb(piece.colour))
        middle = piece.centre or (piece.outline.min(axis=0) + piece.outline.max(axis=0)) / 2
        angle = np.radians(piece.turn)
        a, b = self._stretch * np.cos(angle), self._stretch * np.sin(angle)
        x0, y0 = middle[0] * self.scale - left, middle[1] * self.scale - top
        c = piece.at[0] * self._cloth.width - a * x0 - b * y0
        f = piece.at[1] * self._cloth.height + b * x0 - a * y0
        return self._cloth.transform(
            size, Image.Transform.AFFINE, (a, b, c, -b, a, f), Image.Resampling.BILINEAR, fillcolor=rgb("#8A8172")
        )

    def _lit(self, cut: Image.Image, piece: Piece, bounds: tuple[int, int, int, int]) -> Image.Image:
        left, top, right, bottom = bounds
        rows, columns = max((bottom - top) // 2, 1), max((right - left) // 2, 1)
        y, x = np.meshgrid(
            np.linspace(0, 1, rows, dtype=np.float32), np.linspace(0, 1, columns, dtype=np.float32), indexing="ij"
        )
        light = np.full((rows, columns), piece.dim, np.float32)
        if piece.light is not None:
            light *= piece.light(x, y)
        level = Image.fromarray(np.clip(light * 190, 0, 255).astype(np.uint8))
        level = level.resize(cut.size, Image.Resampling.BILINEAR)
        dark = ImageChops.multiply(cut, Image.merge("RGB", (level, level, level)))
        return dark.point([min(255, round(value * 255 / 190)) for value in range(256)] * 3)

    def lay(self, piece: Piece) -> None:
        if piece.lift > 0:
            self.shadow(piece.outline, piece.lift)
        bounds = self._bounds(piece.outline)
        cut = self._cut(piece, bounds)
        if piece.light is not None or piece.dim != 1:
            cut = self._lit(cut, piece, bounds)
        self.image.paste(cut, bounds[:2], self._mask(piece.outline, bounds))

    def ink(self, details: list[str]) -> None:
        if details:
            layer = rasterised("".join(details), self.image.width)
            self.image.paste(layer, (0, 0), layer)
