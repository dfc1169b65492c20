"""Packed and unpacked goods on the stall's cloth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PIL import Image

from .canvas import rasterised
from .dice import Dice
from .displays import DISPLAYS, HOLDERS, filling
from .glyphs import placed
from .ground import ground
from .heaps import specks, stroke
from .look import Look, cast, ellipse, look, standing
from .packs import PACKS
from .palettes import INK, apart, darker, paler
from .pantry import GOODS, Good
from .wares import WARES

VESSELS = (*PACKS, *DISPLAYS, *WARES)


_BASE = {"soap_bar": 300, "mat": 290, "tray": 284, "leaf_wrap": 292, "loose": 302, "plant_pot": 334, "crate": 308}
"""Where a low thing stands, so that it lies in the middle of the picture."""


def _beside(dice: Dice, good: Good, x: float, base: float, size: float) -> str:
    """A few pieces at the foot of a pack."""
    count = dice.whole(2, 3) if good.size < 1 else dice.whole(1, 2)
    size *= min(max(good.size, 0.7), 1.2)
    parts = [cast(x, base - 2, size * (0.4 + 0.24 * count), 10)]
    for index in range(count):
        away = (index - (count - 1) / 2) * size * 0.66
        lift = size * (0.40 if index != 1 or count < 3 else 0.62)
        parts.append(placed(good.lying, x + away, base - lift, size * (1 - 0.1 * (index % 2)), dice.between(-18, 18)))
    return "".join(parts)


def _packs(dice: Dice, vessel: str, given: Look, others: Sequence[Good]) -> str:
    """One pack, two of different size, or a pack with its goods at its foot."""
    draw = PACKS[vessel]
    wide = vessel == "gift_box"
    plan = dice.pick(["one", "beside", "beside", "pair", "pair-beside"] if not wide else ["one", "beside", "beside"])
    good = dice.pick(others)
    if vessel == "dropper":
        plan = dice.pick(["beside", "pair-beside"])
    mirror = dice.chance(0.5)

    def across(x: float) -> float:
        return 400 - x if mirror else x

    if plan == "one":
        return standing(draw(given.again(), given), 200, 332, 1.14)
    if plan == "beside":
        x = 176 if wide else 164
        return standing(draw(given.again(), given), across(x), 326, 1.08) + _beside(dice, good, across(292), 340, 92)
    front = standing(draw(given.again(), given), across(252), 338, 0.94)
    back = standing(draw(given.again(), given), across(136), 318, 1.08)
    return back + front + (_beside(dice, good, across(140), 350, 62) if plan == "pair-beside" else "")


def _standing(dice: Dice, vessel: str, given: Look, others: Sequence[Good]) -> str:
    """View 0: the whole piece or pack."""
    if vessel in PACKS:
        return _packs(dice, vessel, given, others)
    if vessel in WARES:
        return standing(WARES[vessel](given.again(), given), 200, _BASE.get(vessel, 320), dice.between(1.18, 1.26))
    base = _BASE.get(vessel, 322)
    shown = standing(DISPLAYS[vessel](dice, given), 200, base, dice.between(1.14, 1.2))
    if len(others) > 1:
        shown += _beside(dice, others[1], dice.pick([84, 316]), base + 20, 74)
    return shown


def _unpacked(dice: Dice, vessel: str, given: Look, others: Sequence[Good]) -> str:
    """View 1: the goods out of the pack; a thing that is not packed comes nearer."""
    if vessel in WARES:
        turn = dice.between(-10, 10)
        low = vessel in _BASE
        return standing(WARES[vessel](given.again(), given), 200, 360 if low else 404, 1.8 if low else 1.64, turn)
    good = given.good
    if good.is_upright:
        return standing(DISPLAYS["loose"](dice, given), 200, 310, 1.24)
    choices = HOLDERS["large" if good.heap == "pieces" and good.size > 1.14 else good.heap]
    holder = dice.pick(choices)(dice, good.main)
    parts = []
    if vessel in PACKS and dice.chance(0.5):
        parts.append(
            standing(
                PACKS[vessel](given.again(), given), dice.pick([100, 300]), 246, 0.7 if vessel == "gift_box" else 0.86
            )
        )
    base = 326 if holder.front else 300
    parts.append(standing(holder.back + filling(dice, good, holder) + holder.front, 200, base, 1.18))
    if len(others) > 1:
        parts.append(_beside(dice, others[1], dice.pick([76, 324]), base + 20, 80))
    elif good.heap not in ("pieces", "scene", "links"):
        parts.append(_beside(dice, good, dice.pick([76, 324]), base + 22, 64))
    return "".join(parts)


def _round_tray(colour: str) -> str:
    rays = "".join(
        f'<path d="M200 200V76" stroke="{darker(colour, 0.12)}" stroke-width="3" transform="rotate({a} 200 200)"/>'
        for a in range(0, 360, 12)
    )
    rings = "".join(
        f'<circle cx="200" cy="200" r="{r}" fill="none" stroke="{darker(colour, 0.12)}" stroke-width="3"/>'
        for r in (38, 68, 98, 122)
    )
    return (
        ellipse(208, 212, 156, 154, INK, 'opacity=".16"')
        + ellipse(200, 200, 156, 156, darker(colour, 0.3))
        + ellipse(200, 200, 142, 142, colour)
        + rays
        + rings
    )


def _plate_above(colour: str) -> str:
    rim = paler(colour, 0.35)
    return (
        ellipse(208, 212, 154, 152, INK, 'opacity=".16"')
        + ellipse(200, 200, 154, 154, colour)
        + ellipse(200, 200, 146, 146, "none", f'stroke="{rim}" stroke-width="4"')
        + ellipse(200, 200, 112, 112, rim)
    )


def _from_above(dice: Dice, vessel: str, given: Look, others: Sequence[Good]) -> str:
    """View 2: laid out in a round tray or on a plate, seen from above."""
    if vessel in WARES:
        thing = WARES[vessel](given.again(), given)
        return standing(thing, 126, 262, 0.76) + standing(thing, 262, 336, 0.92)
    good = given.good
    if good.is_upright:
        return standing(DISPLAYS["bundle" if good.label == "bamboo" else "loose"](dice, given), 200, 306, 1.2)
    tray = _tray(dice, given)
    if good.heap in ("grains", "beans", "beads", "curls", "powder"):
        places = []
        for _ in range(230):
            angle, away = dice.between(0, 6.283), 104 * math.sqrt(dice.between(0, 1))
            places.append((200 + away * math.cos(angle), 200 + away * math.sin(angle)))
        heap = (
            ellipse(204, 206, 108, 106, INK, 'opacity=".18"')
            + ellipse(200, 200, 108, 106, good.main)
            + specks(dice, good, places)
        )
        return tray + heap + placed(others[-1].lying, dice.pick([92, 308]), 300, 96, dice.between(-14, 14))
    if good.heap == "liquid":
        pool = (
            ellipse(200, 200, 112, 112, good.main)
            + ellipse(164, 160, 40, 22, good.light, 'opacity=".8"')
            + stroke("M120 232A86 86 0 0 0 250 272", good.light, 8)
        )
        return tray + pool + placed(others[-1].lying, 296, 296, 120, 10)
    if len(others) > 1 and others[1].heap != "pieces":
        return tray + _ring(dice, good, good) + placed(others[1].lying, dice.pick([88, 312]), 306, 96)
    return tray + _ring(dice, good, others[-1])


def _tray(dice: Dice, given: Look) -> str:
    if dice.chance(0.5):
        return _round_tray(dice.pick(apart(("#C59A5E", "#D3B074", "#8F633A", "#E0C48C"), given.good.main)))
    glazes = apart((given.body, "#E9E0CB", "#4A7BA0", "#9E3110", "#3C5730", "#33312C"), given.good.main)
    return _plate_above(dice.pick(glazes))


def _ring(dice: Dice, good: Good, other: Good) -> str:
    """Pieces round a middle one, every second one of the other kind; small pieces in two rings."""
    size = 104 * min(good.size, 1.1)
    rings = ((0, 1), (82, 6)) if good.size > 0.8 else ((0, 1), (52, 6), (100, 11))
    parts = []
    for away, count in rings:
        start = dice.between(0, 360)
        for index in range(count):
            angle = math.radians(start + index * 360 / count)
            item = other if index % 2 else good
            x, y = 200 + away * math.cos(angle), 200 + away * math.sin(angle)
            parts.append(ellipse(x + 4, y + size * 0.12, size * 0.36, size * 0.33, INK, 'opacity=".16"'))
            parts.append(
                placed(
                    item.toned(0.12 * (index % 2)), x, y, size * (0.9 if item is good else 0.8), dice.between(-40, 40)
                )
            )
    return "".join(parts)


_VIEWS = (_standing, _unpacked, _from_above)


def draw_goods(picture: Mapping[str, object], *, seed: str, view: int, width: int) -> Image.Image:
    vessel, words = str(picture["vessel"]), picture["goods"]
    goods = [GOODS[str(word)] for word in words] if isinstance(words, Sequence) else []
    cloth, body = str(picture["ground"]), str(picture.get("body", picture["ground"]))
    given = look(seed, body, cloth, goods[0])
    dice = Dice(seed, vessel, view)
    under = ground(dice, cloth).svg()
    return rasterised(under + _VIEWS[view](dice, vessel, given, goods), width).convert("RGB")
