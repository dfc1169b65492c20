"""Goods out of their pack: piles, mounds, skeins, strips, and what they lie in."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from .dice import Dice
from .glyphs import placed
from .look import cast, ellipse, filled, grouped, rect, veiled
from .palettes import INK, apart, darker, mixed, paler
from .pantry import Good

_BASKET = ("#C59A5E", "#B07A46", "#A8744A", "#D3B074", "#9C6A3A")
_GLAZE = ("#E9E0CB", "#4A7BA0", "#3C5730", "#9E3110", "#33312C", "#B0623A", "#8CBDB3", "#F3EDDD", "#5B2A4A")
_CLOTH = ("#D3B98A", "#E4D6B4", "#C8A878", "#A8875A")
_WOOD = ("#B98A58", "#8F633A", "#C9A36E", "#A8794A", "#7A5230")


def stroke(path: str, colour: str, width: float, extra: str = "") -> str:
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" {extra}/>'


@dataclass(frozen=True)
class Holder:
    """What goods lie in, standing on (0, 0): drawn behind and in front of them, with its opening."""

    back: str
    front: str
    mouth: float
    rx: float
    ry: float


def bowl(dice: Dice, colour: str) -> Holder:
    glaze = dice.pick(apart(_GLAZE, colour))
    rx, deep = dice.between(108, 128), dice.between(88, 112)
    back = cast(0, -2, 80) + ellipse(0, -deep, rx, 26, darker(glaze, 0.22))
    front = filled(
        f"M{-rx} {-deep}C{-rx} {-deep * 0.4} -70 -12 -46 -10V0H46V-10C70 -12 {rx} {-deep * 0.4} {rx} {-deep}C{rx * 0.8}"
        f" {-deep + 34} {-rx * 0.8} {-deep + 34} {-rx} {-deep}Z",
        glaze,
    )
    band = mixed(glaze, paler(glaze, 0.6) if dice.chance(0.6) else INK, 0.5)
    front += stroke(
        f"M{-rx + 7} {-deep + 22}C{-rx * 0.7} {-deep + 52} {rx * 0.7} {-deep + 52} {rx - 7} {-deep + 22}", band, 5
    )
    return Holder(back, front + rect(-46, -6, 92, 6, darker(glaze, 0.2)), -deep, rx, 26)


def basket(dice: Dice, colour: str) -> Holder:
    cane = dice.pick(apart(_BASKET, colour))
    rx, deep = dice.between(122, 140), dice.between(84, 110)
    foot = rx * dice.between(0.72, 0.86)
    dark = darker(cane, 0.3)
    back = cast(0, 0, rx) + ellipse(0, -deep, rx, 24, dark)
    front = filled(
        f"M{-rx} {-deep}Q0 {-deep + 44} {rx} {-deep}L{foot} -10Q{foot - 2} 2 {foot - 16} 2H{-foot + 16}Q{-foot + 2} 2"
        f" {-foot} -10Z",
        cane,
    )
    for row in range(1, 4):
        y = -deep + 16 + row * (deep - 14) / 4
        half = rx - (rx - foot) * (row / 4) - 6
        front += stroke(
            f"M{-half:.0f} {y:.0f}Q0 {y + 26 - row * 6:.0f} {half:.0f} {y:.0f}", dark, 5, 'stroke-dasharray="18 9"'
        )
    rim = stroke(f"M{-rx} {-deep}Q0 {-deep + 44} {rx} {-deep}", paler(cane, 0.2), 10)
    if dice.chance(0.3):
        back = (
            stroke(f"M{-rx + 10} {-deep}C{-rx + 10} {-deep - 170} {rx - 10} {-deep - 170} {rx - 10} {-deep}", dark, 11)
            + back
        )
    return Holder(back, front + rim, -deep, rx - 6, 24)


def crate(dice: Dice, colour: str) -> Holder:
    wood = dice.pick(apart(_WOOD, colour))
    rx, deep = 132, dice.between(84, 104)
    back = cast(0, 0, rx + 8) + filled(
        f"M{-rx} {-deep}L{-rx + 22} {-deep - 26}H{rx - 22}L{rx} {-deep}Z", darker(wood, 0.35)
    )
    slats = "".join(
        rect(-rx, -deep + i * deep / 3, rx * 2, deep / 3 - 5, mixed(wood, "#FFF9EC", 0.08 * (i % 2)), 2)
        for i in range(3)
    )
    posts = "".join(
        rect(x, -deep - 4, 18, deep + 4, darker(wood, 0.2), 2)
        + f'<circle cx="{x + 9}" cy="{-deep / 2}" r="3" fill="{INK}" fill-opacity=".5"/>'
        for x in (-rx, rx - 18)
    )
    return Holder(back, slats + posts, -deep, rx - 12, 18)


def winnow(dice: Dice, colour: str) -> Holder:
    """A round flat bamboo tray seen from the side."""
    cane = dice.pick(apart(_BASKET, colour))
    back = (
        cast(0, -6, 158, 24)
        + ellipse(0, -38, 160, 46, darker(cane, 0.25))
        + ellipse(0, -46, 156, 44, cane)
        + ellipse(0, -44, 138, 36, paler(cane, 0.3))
    )
    lines = "".join(
        stroke(f"M{x} {-44 - h}V{-44 + h}", cane, 2.4)
        for x, h in ((-96, 25), (-64, 31), (-32, 34), (0, 35), (32, 34), (64, 31), (96, 25))
    )
    return Holder(back + lines, "", -36, 104, 20)


def board(dice: Dice, colour: str) -> Holder:
    wood = dice.pick(apart(_WOOD, colour))
    back = (
        cast(0, 2, 158, 16)
        + filled("M-128 -56H128L158 -14H-158Z", wood)
        + filled("M-158 -14H158V2Q158 6 152 6H-152Q-158 6 -158 2Z", darker(wood, 0.26))
    )
    return Holder(back + stroke("M-110 -44H20M-60 -30H110M-130 -22H-40", darker(wood, 0.14), 3), "", -30, 112, 14)


def plate(dice: Dice, colour: str) -> Holder:
    glaze = dice.pick(apart(_GLAZE, colour))
    back = (
        cast(0, -4, 140, 20)
        + ellipse(0, -26, 148, 36, darker(glaze, 0.2))
        + ellipse(0, -32, 148, 36, glaze)
        + ellipse(0, -31, 108, 24, paler(glaze, 0.35))
    )
    return Holder(back, "", -26, 88, 14)


def open_sack(dice: Dice, colour: str) -> Holder:
    cloth = dice.pick(apart(_CLOTH, colour, 60))
    back = cast(0, 0, 112) + ellipse(0, -136, 96, 24, darker(cloth, 0.4))
    front = filled("M-98 -138C-124 -80 -118 -8 -96 0H96C118 -8 124 -80 98 -138Q0 -96 -98 -138Z", cloth) + veiled(
        "M60 -118Q84 -126 98 -138C124 -80 118 -8 96 0H54C84 -40 82 -90 60 -118Z", INK, 0.09
    )
    front += filled("M-104 -146Q0 -98 104 -146L110 -122Q0 -72 -110 -122Z", paler(cloth, 0.25)) + stroke(
        "M-108 -122Q0 -72 108 -122", darker(cloth, 0.2), 3, 'stroke-dasharray="7 5"'
    )
    return Holder(back, front, -136, 92, 22)


_SPECK: dict[str, Callable[[float, float, float], str]] = {
    "grains": lambda x, y, a: f"M{x:.0f} {y:.0f}l{8 * math.cos(a):.1f} {8 * math.sin(a):.1f}",
    "curls": lambda x, y, a: (
        f"M{x:.0f} {y:.0f}q{9 * math.cos(a):.1f} {9 * math.sin(a) - 5:.1f} {15 * math.cos(a + 0.6):.1f}"
        f" {15 * math.sin(a + 0.6):.1f}"
    ),
    "beads": lambda x, y, _a: f"M{x:.0f} {y:.0f}h.1",
    "beans": lambda x, y, a: f"M{x:.0f} {y:.0f}l{5 * math.cos(a):.1f} {5 * math.sin(a):.1f}",
}
_WEIGHT = {"grains": 4.4, "curls": 4.6, "beads": 9.5, "beans": 11}


def specks(dice: Dice, good: Good, places: list[tuple[float, float]]) -> str:
    """Single grains, leaves or beans in three tones."""
    kind = good.heap if good.heap in _SPECK else "grains"
    paths = {good.dark: "", good.main: "", good.light: ""}
    tones = list(paths)
    for x, y in places:
        paths[dice.pick(tones)] += _SPECK[kind](x, y, dice.between(0, 6.3))
    return "".join(stroke(path, tone, _WEIGHT[kind]) for tone, path in paths.items() if path)


def mound(dice: Dice, good: Good, rx: float, ry: float, high: float) -> str:
    """A heap whose foot is the ellipse (0, 0, rx, ry)."""
    dome = (
        f"M{-rx} 0C{-rx * 0.72} {-high * 0.5} {-rx * 0.42} {-high} 0 {-high}C{rx * 0.42} {-high} {rx * 0.72}"
        f" {-high * 0.5} {rx} 0A{rx} {ry} 0 0 1 {-rx} 0Z"
    )
    side = (
        f"M0 {-high}C{rx * 0.42} {-high} {rx * 0.72} {-high * 0.5} {rx} 0A{rx} {ry} 0 0 1 0 {ry}C{rx * 0.5}"
        f" {-high * 0.1} {rx * 0.3} {-high * 0.8} 0 {-high}Z"
    )
    parts = [filled(dome, good.main), veiled(side, good.dark, 0.35)]
    if good.heap == "powder":
        ridge = f"M{-rx * 0.55} {-high * 0.2}Q{-rx * 0.3} {-high * 0.8} 0 {-high * 0.86}"
        return "".join(
            [
                *parts,
                stroke(ridge, good.light, 7, 'stroke-opacity=".7"'),
                specks(dice, good, [(dice.between(-rx, rx), dice.between(0, ry)) for _ in range(14)]),
            ]
        )
    places = []
    for _ in range(int(rx * high / 85) + 30):
        x = dice.between(-0.94, 0.94)
        top = -high * math.cos(x * math.pi / 2) ** 1.4
        places.append((x * rx, dice.between(top, ry * math.sqrt(1 - x * x))))
    return "".join([*parts, specks(dice, good, places)])


def pile(dice: Dice, good: Good, rx: float, floor: float, *, deep: bool) -> str:
    """Pieces behind, between and before one another; `deep` heaps them up."""
    size = 96 * good.size
    step = max(size * 0.62, 30)
    parts = []
    rows: tuple[tuple[float, float, float], ...] = ((0.52, 0.70, 0.34), (0.74, 0.34, 0.16), (0.86, 0.02, 0.0))
    if not deep or good.size > 1.14:
        rows = ((0.62, 0.34, 0.26), (0.86, 0.0, 0.0))
    for spread, up, depth in rows:
        count = max(1, int(rx * spread * 2 / step))
        for index in range(count):
            x = (index - (count - 1) / 2) * step + dice.between(-4, 4)
            y = floor - size * (up + 0.36) + dice.between(-4, 4)
            tone = good.toned(depth + 0.12 * (index % 2))
            parts.append(placed(tone, x, y, size * dice.between(0.92, 1.06), dice.between(-20, 20)))
    return "".join(parts)


def skein(dice: Dice, good: Good) -> str:
    """Two bundles of dried noodles, tied."""
    parts = []
    tie = dice.pick(["#BC4012", "#33502B", "#6B4423", "#D98A1C"])
    for y, lean in ((-104, dice.between(-5, 5)), (-58, dice.between(-5, 5))):
        strands = "".join(
            stroke(
                f"M-116 {i * 6.2 - 20:.0f}Q{dice.between(-60, 60):.0f} {i * 6.2 - 20 + dice.between(-9, 9):.0f} 116"
                f" {i * 6.2 - 20:.0f}",
                [good.main, good.light, good.dark][i % 3],
                6.4,
            )
            for i in range(8)
        )
        parts.append(
            f'<g transform="translate(0 {y}) rotate({lean:.0f})">{strands}{rect(-14, -28, 26, 54, tie, 3)}</g>'
        )
    return "".join(parts)


def strips(dice: Dice, good: Good) -> str:
    """Smoked meat laid across a board."""
    parts = []
    for index in range(5):
        x = -84 + index * 42 + dice.between(-4, 4)
        tone = mixed(good.main, good.dark, 0.35 * (index % 2))
        lean = dice.between(-9, 9)
        meat = "M-15 -66C4 -60 14 -30 10 0C16 30 8 56 -2 70C-18 60 -18 30 -14 4C-22 -20 -24 -52 -15 -66Z"
        lines = stroke("M-6 -50C2 -26 -6 10 0 44", good.light, 4, 'stroke-opacity=".55"')
        parts.append(f'<g transform="translate({x:.0f} -82) rotate({lean + 12:.0f})">{filled(meat, tone)}{lines}</g>')
    return "".join(parts)


def poured(good: Good) -> tuple[str, str]:
    """A clear bowl's content and the spoon or drop beside it."""
    top = ellipse(0, 0, 104, 20, good.main) + ellipse(-24, -4, 46, 7, good.light, 'opacity=".8"')
    if good.label == "honey-pot":
        head = [rect(-17, -34, 34, 40, "#C9924A", 12), stroke("M-16 -24H16M-16 -13H16M-16 -2H16", "#8A5A20", 4)]
        dipper = stroke("M28 -8L86 -128", "#A8744A", 10) + grouped("translate(26 -6) rotate(26)", *head)
        return top, dipper
    return top, ""
