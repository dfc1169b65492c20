"""Threads to pixels: every crossing of warp and weft is shaded by itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .motifs import Grid
from .palettes import rgb

Pixels = NDArray[np.uint8]
Field = NDArray[np.float32]


def yarn_colours(yarns: tuple[str, ...]) -> NDArray[np.float32]:
    return np.array([rgb(yarn) for yarn in yarns], np.float32)


def _weft_on_top(structure: str, rows: int, columns: int) -> NDArray[np.bool_]:
    y, x = np.ogrid[0:rows, 0:columns]
    if structure == "twill":
        return np.asarray((x + y) % 3 != 0)
    if structure == "basket":
        return np.asarray((x // 2 + y // 2) % 2 == 0)
    return np.asarray((x + y) % 2 == 0)


def thread_colours(grid: Grid, yarns: tuple[str, ...], structure: str, seed: int) -> Field:
    """Colours of the crossings: no two threads take the dye alike, and the warp shows a little."""
    rng = np.random.default_rng(seed)
    rows, columns = grid.shape
    colours = yarn_colours(yarns)
    uneven = 1 + rng.normal(0, 0.04, (rows, 1)) + rng.normal(0, 0.03, (1, columns)) + rng.normal(0, 0.03, grid.shape)
    cloth = colours[grid]
    warp = ~_weft_on_top(structure, rows, columns)
    cloth[warp] = cloth[warp] * 0.82 + colours[0] * 0.18
    return (cloth * uneven[..., None]).astype(np.float32)


def _crossing(structure: str, pixels: int) -> NDArray[np.float32]:
    """Shade of one repeat of the weave: each thread is round, the lower one lies darker."""
    size = {"twill": 3, "basket": 4}.get(structure, 2)
    across = (np.arange(size * pixels) % pixels + 0.5) / pixels
    bulge = np.sin(across * np.pi).astype(np.float32)
    weft = np.repeat(np.repeat(_weft_on_top(structure, size, size), pixels, 0), pixels, 1)
    return np.where(weft, 0.80 + 0.25 * bulge[:, None], 0.73 + 0.25 * bulge[None, :]).astype(np.float32)


def flat(threads: Field, structure: str, pixels: int) -> Image.Image:
    """Cloth lying straight, `pixels` to a thread."""
    rows, columns = threads.shape[:2]
    shade = _crossing(structure, pixels)
    height, width = rows * pixels, columns * pixels
    tiles = np.tile(shade, (-(-height // len(shade)), -(-width // len(shade))))[:height, :width]
    spread = np.repeat(np.repeat(np.clip(threads, 0, 242).astype(np.uint8), pixels, 0), pixels, 1)
    weights = (tiles * 128).astype(np.uint16)[..., None]
    return Image.fromarray((spread * weights >> 7).astype(np.uint8))


def near(threads: Field, structure: str, u: Field, v: Field, seed: int) -> Field:
    """Cloth seen close: `u`, `v` say for each pixel which warp and weft thread lies there."""
    rows, columns = threads.shape[:2]
    column, row = np.floor(u), np.floor(v)
    over_u, over_v = u - column, v - row
    x, y = column.astype(np.int32) % columns, row.astype(np.int32) % rows
    weft = _weft_on_top(structure, rows, columns)[y, x]
    across = np.where(weft, over_v, over_u)
    along = np.where(weft, over_u, over_v)
    bulge = 1 - (2 * across - 1) ** 2
    dip = 1 - (2 * along - 1) ** 2
    twist = np.sin((across * 1.1 + along * 1.6) * (2 * np.pi)).astype(np.float32)
    shade = 0.62 + 0.30 * bulge + 0.16 * dip + 0.045 * twist * bulge
    fibre = np.random.default_rng(seed).normal(1, 0.035, u.shape).astype(np.float32)
    return np.asarray(threads[y, x] * (shade * fibre)[..., None], np.float32)
