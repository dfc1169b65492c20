"""Fine lines on cloth: fringe, stitches, cords, tassels."""

from __future__ import annotations

import math

from .dice import Dice
from .geometry import Point


def line(path: str, colour: str, width: float, extra: str = "", cap: str = "round") -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-linecap="{cap}" stroke-linejoin="round" {extra}/>'
    )


def shape(path: str, colour: str, opacity: float = 1) -> str:
    return f'<path d="{path}" fill="{colour}" fill-opacity="{opacity}"/>'


def disc(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>'


def stitches(path: str, colour: str) -> str:
    return line(path, colour, 2.2, 'stroke-dasharray="7 5" stroke-opacity=".75"')


def seam(path: str) -> str:
    return line(path, "#17130D", 2, 'stroke-opacity=".34"')


def fringe(dice: Dice, start: Point, end: Point, length: float, colours: tuple[str, ...]) -> str:
    """Threads that hang from an edge; the cloth lies on the right hand of whoever walks it."""
    across = math.hypot(end[0] - start[0], end[1] - start[1])
    along = ((end[0] - start[0]) / across, (end[1] - start[1]) / across)
    down = (along[1], -along[0])
    paths = dict.fromkeys(colours, "")
    for index in range(int(across / 5.2)):
        at = 3 + index * 5.2
        x, y = start[0] + along[0] * at, start[1] + along[1] * at
        reach, sway = length + dice.between(-4, 4), dice.between(-3, 3)
        colour = colours[0] if index % 3 else colours[(index // 3) % len(colours)]
        paths[colour] += (
            f"M{x - down[0] * 2:.1f} {y - down[1] * 2:.1f}"
            f"l{down[0] * reach + along[0] * sway:.1f} {down[1] * reach + along[1] * sway:.1f}"
        )
    return "".join(line(path, colour, 2.8) for colour, path in paths.items() if path)


def tassel(x: float, y: float, length: float, colour: str, band: str) -> str:
    threads = "".join(f"M{x + off * 0.5:.1f} {y + 7}L{x + off:.1f} {y + length}" for off in (-7, -4, -1, 2, 5, 7))
    return line(threads, colour, 3) + disc(x, y + 4, 5.5, colour) + line(f"M{x - 4.5} {y + 9.5}H{x + 4.5}", band, 3.4)


def button(x: float, y: float, colour: str) -> str:
    return disc(x + 0.8, y + 1.4, 6.2, "#17130D55") + disc(x, y, 6, colour) + disc(x, y, 1.8, "#17130D88")
