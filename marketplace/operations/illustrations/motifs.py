"""Plain geometry on a grid of threads. A cell holds a yarn: 0 base, 1 contrast, 2 accent, 3 second, 4 deep.

No pattern here is taken from a people's textile; every one is computed from a line, a step or a lozenge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from .dice import Dice

Grid = NDArray[np.uint8]
Numbers = NDArray[np.int64]
Drawing = Callable[[Numbers, Numbers], Numbers]

BASE, CONTRAST, ACCENT, SECOND, DEEP = range(5)
SIZE = 150


def _wave(values: Numbers, half: int) -> Numbers:
    """A triangle wave between 0 and `half`."""
    return np.abs(values % (2 * half) - half)


def _band(height: int, drawing: Drawing) -> Grid:
    y, x = np.mgrid[0:height, 0:SIZE]
    return np.broadcast_to(drawing(x, y), (height, SIZE)).astype(np.uint8)


def _plain(height: int, yarn: int) -> Grid:
    return np.full((height, SIZE), yarn, np.uint8)


def _dash(height: int, on: int, off: int, period: int) -> Grid:
    return _band(height, lambda x, _y: np.where(x % period < period * 5 // 8, on, off))


def _small_check(height: int, one: int, other: int) -> Grid:
    return _band(height, lambda x, y: np.where((x // 3 + y // 3) % 2, one, other))


def _zigzag(height: int, ground: int, line: int, weight: int) -> Grid:
    half = max(height - weight, 2)
    return _band(height, lambda x, y: np.where(np.abs(_wave(x, half) - y + weight // 2) <= weight / 2, line, ground))


def _lozenges(height: int, ground: int, ring: int, heart: int) -> Grid:
    height |= 1
    half = height // 2

    def drawing(x: Numbers, y: Numbers) -> Numbers:
        away = np.abs(x % (height + 1) - half) + np.abs(y - half)
        rings = np.where((away <= half - 1) & (away > half * 0.5), ring, ground)
        return np.where(away <= half * 0.25, heart, rings)

    return _band(height, drawing)


def _pyramids(height: int, ground: int, step: int, inner: int, tread: int) -> Grid:
    half = height * 3 // 4

    def drawing(x: Numbers, y: Numbers) -> Numbers:
        rise = _wave(x, half) // tread * tread
        top = np.where(rise > y * half // height, step, ground)
        return np.where(rise > y * half // height + 2 * tread + 1, inner, top)

    return _band(height, drawing)


def _spots(height: int, ground: int, spot: int, gap: int) -> Grid:
    return _band(height, lambda x, y: np.where((x % gap < 3) & (np.abs(y - height // 2) <= 1), spot, ground))


def _filled(bands: Iterable[Grid], start: int = 0) -> Grid:
    repeat = np.concatenate(list(bands))
    turns = -(-(SIZE + start) // len(repeat))
    return np.tile(repeat, (turns, 1))[start : start + SIZE]


def _lines(dice: Dice, yarns: list[int]) -> list[Grid]:
    """A few thin rows that frame a broad band; read the same from both sides."""
    first, second = yarns[0], yarns[1]
    frames: list[list[Grid]] = [
        [_plain(2, first), _plain(3, BASE)],
        [_plain(2, first), _dash(2, second, BASE, 8), _plain(2, first), _plain(3, BASE)],
        [_plain(1, first), _plain(2, BASE), _plain(3, second), _plain(3, BASE)],
        [_small_check(6, CONTRAST, BASE), _plain(3, BASE)],
        [_plain(5, second), _plain(1, BASE), _plain(1, first), _plain(3, BASE)],
    ]
    return dice.pick(frames)


def _framed(dice: Dice, broad: list[Grid]) -> Grid:
    """Broad bands with frames and rests between them, repeated down the cloth."""
    bands: list[Grid] = []
    for band in broad:
        lines = _lines(dice, dice.shuffled([CONTRAST, ACCENT, SECOND]))
        bands += [_plain(dice.whole(2, 7), BASE), *lines, band, _plain(3, BASE), *lines[::-1]]
    return _filled(bands, dice.whole(0, 20))


def plain(dice: Dice) -> Grid:
    noise = np.random.default_rng(dice.whole(0, 1 << 30)).random((SIZE, SIZE))
    grid = np.where(noise < dice.pick([0.0, 0.10, 0.22]), DEEP, BASE).astype(np.uint8)
    border = dice.whole(0, 3)
    for index in range(border):
        start = 14 + index * 5
        grid[-start - 3 : -start] = (ACCENT, CONTRAST, SECOND)[index]
    return grid


def _sequence(dice: Dice, yarns: list[int], rest: tuple[int, int], widths: list[int]) -> Numbers:
    """Colours thread by thread, mirrored, so that the stripes balance."""
    half: list[int] = [BASE] * dice.whole(*rest)
    for yarn in yarns:
        half += [yarn] * dice.pick(widths) + [BASE] * dice.whole(1, rest[1] // 2)
    repeat = half + half[::-1]
    return np.resize(np.array(repeat), SIZE)


def stripes(dice: Dice) -> Grid:
    yarns = [dice.pick([CONTRAST, ACCENT, SECOND, DEEP]) for _ in range(dice.whole(3, 5))]
    columns = _sequence(dice, yarns, dice.pick([(3, 7), (6, 14)]), dice.pick([[1, 2, 3], [2, 4, 8], [3, 3, 6, 12]]))
    grid = np.tile(columns.astype(np.uint8), (SIZE, 1))
    if dice.chance(0.4):
        grid[(np.arange(SIZE) % 4 < 2)[:, None] & (columns == yarns[0])[None, :]] = BASE
    return grid


def bands(dice: Dice) -> Grid:
    parts: list[Grid] = []
    for _ in range(dice.whole(3, 5)):
        yarn, other = dice.shuffled([CONTRAST, ACCENT, SECOND, DEEP])[:2]
        body = dice.pick([_plain(dice.whole(4, 14), yarn), _dash(3, yarn, BASE, 8), _small_check(6, yarn, other)])
        parts += [
            _plain(dice.whole(2, 9), BASE),
            _plain(1, other),
            _plain(1, BASE),
            body,
            _plain(1, BASE),
            _plain(1, other),
        ]
    return _filled(parts, dice.whole(0, 20))


def check(dice: Dice) -> Grid:
    yarns = [dice.pick([CONTRAST, SECOND, ACCENT]) for _ in range(dice.whole(2, 4))]
    rest = dice.pick([(4, 6), (8, 14)])
    widths = dice.pick([[2, 4], [6, 8], [2, 8, 2]])
    warp = _sequence(dice, yarns, rest, widths)
    weft = warp if dice.chance(0.6) else _sequence(dice, yarns, rest, widths)
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    return np.where((x + y) % 2, warp[None, :], weft[:, None]).astype(np.uint8)


def lozenge(dice: Dice) -> Grid:
    ring, heart, other = dice.shuffled([CONTRAST, ACCENT, SECOND])
    ring = CONTRAST if dice.chance(0.6) else ring
    heart = heart if heart != ring else other
    broad = [_lozenges(dice.pick([17, 23, 29]), BASE, ring, heart)]
    if dice.chance(0.6):
        broad.append(_lozenges(dice.pick([9, 13]), DEEP, other, ring))
    if dice.chance(0.5):
        broad.append(_zigzag(dice.whole(9, 14), BASE, other, 4))
    return _framed(dice, broad)


def zigzag(dice: Dice) -> Grid:
    first, second, third = dice.shuffled([CONTRAST, ACCENT, SECOND])
    broad = [_zigzag(dice.whole(14, 24), BASE, first, dice.pick([3, 5, 7]))]
    broad.append(_zigzag(dice.whole(8, 14), dice.pick([BASE, DEEP]), second, 4))
    if dice.chance(0.5):
        broad.append(_zigzag(dice.whole(16, 20), DEEP, third, 5))
    return _framed(dice, broad)


def chevron(dice: Dice) -> Grid:
    order = dice.shuffled([CONTRAST, ACCENT, SECOND])
    widths = [dice.whole(3, 7), 2, dice.whole(2, 5), dice.whole(1, 3)]
    colours = [BASE] * dice.whole(5, 9) + [order[0]] * widths[0] + [BASE] * widths[1] + [order[1]] * widths[2]
    colours += [BASE] * 2 + [order[2]] * widths[3]
    if dice.chance(0.4):
        colours += [DEEP] * 6
    half, tread = dice.pick([10, 14, 20]), dice.pick([1, 1, 2])
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    grid = np.array(colours)[(y + _wave(x, half) // tread * tread) % len(colours)].astype(np.uint8)
    return grid if dice.chance(0.7) else np.ascontiguousarray(grid.T)


def steps(dice: Dice) -> Grid:
    first, second, third = dice.shuffled([CONTRAST, ACCENT, SECOND])
    height, tread = dice.pick([12, 16, 20]), dice.pick([2, 3])
    up = _pyramids(height, BASE, first, second, tread)
    ground = dice.pick([BASE, DEEP])
    small = _pyramids(8, ground, third, third, 2)
    broad = [np.concatenate([up, up[::-1]]), small if dice.chance(0.5) else np.concatenate([small[::-1], small])]
    return _framed(dice, broad[: dice.whole(1, 2)])


def dots(dice: Dice) -> Grid:
    gap, size = dice.pick([8, 10, 14]), dice.pick([2, 3, 4])
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    row = y // gap
    spot = (((x + row % 2 * (gap // 2)) % gap) < size) & (y % gap < size)
    colours = np.array(dice.pick([[CONTRAST], [CONTRAST, CONTRAST, ACCENT], [ACCENT, CONTRAST, SECOND, CONTRAST]]))
    grid = np.where(spot, colours[row % len(colours)], BASE).astype(np.uint8)
    if dice.chance(0.55):
        lines = np.concatenate(
            [_plain(2, ACCENT), _plain(2, BASE), _spots(5, DEEP, CONTRAST, 6), _plain(2, BASE), _plain(2, ACCENT)]
        )
        for start in range(dice.whole(20, 40), SIZE - 16, dice.pick([48, 64])):
            grid[start : start + len(lines)] = lines
    return grid


def diamonds(dice: Dice) -> Grid:
    half = dice.pick([8, 10, 12, 15])
    line, heart = dice.shuffled([CONTRAST, ACCENT, SECOND])[:2]
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    away = _wave(x, half) + _wave(y, half)
    fill = np.where((x // half + y // half) % 2, BASE, DEEP if dice.chance(0.5) else BASE)
    lattice = np.where(np.abs(away - half) <= dice.pick([0, 1, 2]), line, fill)
    hearts = (away <= half // 4) | (away >= 2 * half - half // 4)
    return np.where(hearts, heart, lattice).astype(np.uint8)


def ladder(dice: Dice) -> Grid:
    rail, rung, line = dice.shuffled([CONTRAST, ACCENT, SECOND])
    inside, gap, beat = dice.pick([8, 12, 16]), dice.whole(5, 12), dice.pick([4, 6, 8])
    period = inside + 4 + gap + 6
    y, x = np.mgrid[0:SIZE, 0:SIZE]
    place = (x + dice.whole(0, period)) % period
    grid = np.full((SIZE, SIZE), BASE, np.uint8)
    within = (place >= 2) & (place < inside + 2)
    grid[within & (y % beat < beat // 2)] = rung
    grid[(place < 2) | ((place >= inside + 2) & (place < inside + 4))] = rail
    middle = inside + 4 + (gap + 6) // 2
    grid[(np.abs(place - middle) <= 1) & (y % 6 < 3)] = line
    return grid


def _patch(dice: Dice, side: int) -> Grid:
    one, other = dice.shuffled([BASE, CONTRAST, ACCENT, SECOND, DEEP])[:2]
    y, x = np.mgrid[0:side, 0:side]
    away = np.maximum(np.abs(x - side // 2), np.abs(y - side // 2))
    choices = [
        np.where(x > y, one, other),
        np.where(x + y > side, one, other),
        np.where(away % 6 < 3, one, other),
        np.where(np.abs(x - side // 2) + np.abs(y - side // 2) < side // 2 - 1, one, other),
        np.where((x // (side // 4) + y // (side // 4)) % 2, one, other),
        np.where(x // 3 % 2, one, other),
        np.full((side, side), one),
    ]
    return dice.pick(choices).astype(np.uint8)


def patchwork(dice: Dice) -> Grid:
    side = dice.pick([14, 18, 22])
    seam = dice.pick([BASE, DEEP, CONTRAST])
    across = -(-SIZE // side)
    rows = [np.concatenate([_patch(dice, side) for _ in range(across)], axis=1) for _ in range(across)]
    grid = np.concatenate(rows)[:SIZE, :SIZE]
    grid[np.arange(SIZE) % side == 0] = seam
    grid[:, np.arange(SIZE) % side == 0] = seam
    return grid


MOTIFS: dict[str, Callable[[Dice], Grid]] = {
    "plain": plain,
    "stripes": stripes,
    "bands": bands,
    "check": check,
    "lozenge": lozenge,
    "zigzag": zigzag,
    "chevron": chevron,
    "steps": steps,
    "dots": dots,
    "diamonds": diamonds,
    "ladder": ladder,
    "patchwork": patchwork,
}
