"""Cloth near enough to count the threads: folds over the whole picture, or a hem on the stall's cloth."""

from __future__ import annotations

import numpy as np
from PIL import Image

from . import weave
from .canvas import BOX, rasterised
from .dice import Dice
from .palettes import darker, rgb
from .trims import fringe, stitches
from .weave import Field


def _mesh(width: int) -> tuple[Field, Field]:
    steps = (np.arange(width, dtype=np.float32) + 0.5) * np.float32(BOX / width)
    return np.meshgrid(steps, steps)


def _threads_at(x: Field, y: Field, angle: float, thread: float, start: tuple[float, float]) -> tuple[Field, Field]:
    turn = np.float32(np.radians(angle))
    u = (x * np.cos(turn) + y * np.sin(turn)) / np.float32(thread) + np.float32(start[0])
    v = (y * np.cos(turn) - x * np.sin(turn)) / np.float32(thread) + np.float32(start[1])
    return u, v


def _folds(x: Field, y: Field, dice: Dice) -> tuple[Field, Field]:
    """How far each point is pushed along the folds, and how the light falls on them."""
    slope = np.float32(np.radians(dice.between(20, 70) * dice.pick((1, -1))))
    beat, phase = np.float32(dice.between(1.6, 2.6) * 2 * np.pi / BOX), np.float32(dice.between(0, 6))
    across = x * np.cos(slope) + y * np.sin(slope)
    along = y * np.cos(slope) - x * np.sin(slope)
    bent = across * beat + phase + 0.7 * np.sin(along * beat * 0.4 + phase)
    push = 7 * np.sin(bent) + 2.5 * np.sin(bent * 2.1 + 1)
    light = 1.0 + 0.20 * np.cos(bent) + 0.09 * np.cos(bent * 2.1 + 1)
    return np.asarray(push, np.float32), np.asarray(light, np.float32)


def _finished(pixels: Field) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def folded(threads: Field, structure: str, dice: Dice, width: int) -> Image.Image:
    x, y = _mesh(width)
    push, light = _folds(x, y, dice)
    thread = dice.between(7, 10.5)
    u, v = _threads_at(
        x + push, y + push * 0.6, dice.pick([0, 0, 12, -14, 24, -28]), thread, (dice.whole(0, 60), dice.whole(0, 60))
    )
    return _finished(weave.near(threads, structure, u, v, dice.whole(0, 1 << 30)) * light[..., None])


def _over(ground: Image.Image, pixels: Field, inside: Field) -> Image.Image:
    """Cloth on the ground with a soft edge of shadow; `inside` is the distance from the edge in units."""
    width = ground.width
    pixel = np.float32(BOX / width)
    mask = Image.fromarray((np.clip(inside / pixel + 0.5, 0, 1) * 255).astype(np.uint8))
    shade = Image.fromarray((np.clip(1 + inside / 22, 0, 1) ** 2 * 110).astype(np.uint8))
    ground.paste(rgb("#17130D"), (0, 0), shade)
    ground.paste(_finished(pixels), (0, 0), mask)
    return ground


def hem(
    threads: Field, structure: str, yarns: tuple[str, ...], dice: Dice, ground: Image.Image, *, fringed: bool
) -> Image.Image:
    """The lower edge, with its fringe or its seam."""
    width = ground.width
    x, y = _mesh(width)
    angle, thread = dice.between(-14, 14), dice.between(6.5, 9)
    turn = np.float32(np.radians(angle))
    edge = dice.between(250, 285) if fringed else dice.between(300, 335)
    down = (y - 200) * np.cos(turn) - (x - 200) * np.sin(turn) + 200
    push, light = _folds(x, y, dice)
    u, v = _threads_at(x + push * 0.5, y + push * 0.3, angle, thread, (dice.whole(0, 60), dice.whole(0, 60)))
    pixels = weave.near(threads, structure, u, v, dice.whole(0, 1 << 30)) * (1 + (light[..., None] - 1) * 0.6)
    if not fringed:
        pixels *= np.where(np.abs(down - edge + 34) < 1.6, np.float32(0.6), np.float32(1))[..., None]
    image = _over(ground, pixels, np.asarray(edge - down, np.float32))
    spin = f'<g transform="rotate({angle:.1f} 200 200)">'
    if fringed:
        trim = (
            f'<g transform="translate(-60 {edge:.1f})'
            f' scale(2.1)">{fringe(dice, (250, 0), (0, 0), 38, (yarns[0], yarns[1], yarns[2]))}</g>'
        )
        trim = f'<g transform="translate(3 4)" opacity=".35">{_recoloured(trim)}</g>{trim}'
    else:
        trim = stitches(f"M-80 {edge - 30:.1f}H480", yarns[1])
    layer = rasterised(spin + trim + "</g>", width)
    image.paste(layer, (0, 0), layer)
    return image


def _recoloured(markup: str) -> str:
    """The same lines in shadow colour."""
    parts = markup.split('stroke="#')
    return parts[0] + "".join('stroke="#17130D' + part[6:] for part in parts[1:])


def corner(threads: Field, structure: str, yarns: tuple[str, ...], dice: Dice, ground: Image.Image) -> Image.Image:
    """One corner turned over, so that the back of the weave shows."""
    width = ground.width
    x, y = _mesh(width)
    thread = dice.between(6.5, 8.5)
    normal = np.float32(np.radians(dice.between(32, 58)))
    nx, ny = np.cos(normal), np.sin(normal)
    beyond = (x - dice.between(250, 285)) * nx + (y - dice.between(250, 285)) * ny
    mirror_x, mirror_y = x - 2 * beyond * nx, y - 2 * beyond * ny
    flap = np.minimum(388 - mirror_x, 388 - mirror_y)
    turned_over = (flap > 0) & (beyond < 0)
    push, light = _folds(x, y, dice)
    shift = np.where(turned_over, 0, push * 0.5)
    u, v = _threads_at(
        np.where(turned_over, mirror_x, x + shift),
        np.where(turned_over, mirror_y, y + shift),
        0,
        thread,
        (dice.whole(0, 60), 7),
    )
    pixels = weave.near(threads, structure, u, v, dice.whole(0, 1 << 30))
    back = np.array(rgb(darker(yarns[0], 0.1)), np.float32)
    reverse = pixels * 0.45 + back * 0.62 * (pixels.mean(axis=2, keepdims=True) / 150 * 0.3 + 0.6)
    rounding = 0.72 + 0.34 * np.clip(-beyond / 34, 0, 1)
    near_flap = 0.55 + 0.45 * np.clip(-flap / 26, 0, 1)
    front = pixels * (1 + (light - 1) * 0.6)[..., None] * np.where(beyond < 0, near_flap, 1)[..., None]
    cloth = np.where(turned_over[..., None], reverse * rounding[..., None] * 1.12, front)
    return _over(
        ground, np.asarray(cloth, np.float32), np.asarray(np.minimum(-beyond, 388 - np.maximum(x, y)), np.float32)
    )


def near_view(
    threads: Field, structure: str, yarns: tuple[str, ...], dice: Dice, ground: Image.Image, *, kind: str
) -> Image.Image:
    if kind == "folded":
        return folded(threads, structure, dice, ground.width)
    if kind == "corner":
        return corner(threads, structure, yarns, dice, ground)
    return hem(threads, structure, yarns, dice, ground, fringed=kind == "fringe")
