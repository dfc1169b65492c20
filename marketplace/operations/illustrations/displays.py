"""Vessels that show what is in them. Each stands on (0, 0), about 280 wide and 250 high."""

from __future__ import annotations

from collections.abc import Callable

from .dice import Dice
from .glyphs import glyph, placed
from .heaps import (
    Holder,
    basket,
    board,
    bowl,
    crate,
    mound,
    open_sack,
    pile,
    plate,
    poured,
    skein,
    strips,
    stroke,
    winnow,
)
from .look import Look, cast, clipped, ellipse, filled, grouped, rect, veiled
from .palettes import INK, darker, paler
from .pantry import Good


def _pieces(dice: Dice, good: Good, holder: Holder) -> str:
    is_deep = bool(holder.front)
    return pile(dice, good, holder.rx, holder.mouth + (26 if is_deep else 10), deep=is_deep or good.size < 0.8)


def _liquid(dice: Dice, good: Good, holder: Holder) -> str:
    """Poured into a bowl; on a flat thing its bottles and cups stand instead."""
    if not holder.front:
        return pile(dice, good, holder.rx * 0.6, holder.mouth + 8, deep=False)
    return grouped(f"translate(0 {holder.mouth:.0f}) scale({holder.rx / 112:.2f})", *poured(good))


def _links(_dice: Dice, good: Good, holder: Holder) -> str:
    return placed(good.lying, -34, holder.mouth - 34, 140, -8) + placed(good.lying, 38, holder.mouth - 16, 140, 10)


def _mound(dice: Dice, good: Good, holder: Holder) -> str:
    heap = mound(dice, good, holder.rx * 0.94, holder.ry * 0.8, dice.between(70, 96))
    return grouped(f"translate(0 {holder.mouth:.0f})", heap)


_LYING: dict[str, Callable[[Dice, Good, Holder], str]] = {
    "scene": lambda _dice, good, holder: placed(good.mark, 0, holder.mouth - 62, 170),
    "skein": lambda dice, good, holder: grouped(f"translate(0 {holder.mouth + 46:.0f}) scale(.82)", skein(dice, good)),
    "strips": lambda dice, good, holder: grouped(f"translate(0 {holder.mouth + 42:.0f})", strips(dice, good)),
    "links": _links,
    "liquid": _liquid,
    "pieces": _pieces,
}


def filling(dice: Dice, good: Good, holder: Holder) -> str:
    """The goods as they lie in this holder."""
    return _LYING.get(good.heap, _mound)(dice, good, holder)


def _served(dice: Dice, good: Good, holder: Holder) -> str:
    return holder.back + filling(dice, good, holder) + holder.front


def in_basket(dice: Dice, given: Look) -> str:
    return _served(dice, given.good, basket(dice, given.good.main))


def in_bowl(dice: Dice, given: Look) -> str:
    return _served(dice, given.good, bowl(dice, given.good.main))


def in_crate(dice: Dice, given: Look) -> str:
    return _served(dice, given.good, crate(dice, given.good.main))


def on_tray(dice: Dice, given: Look) -> str:
    """A packed tray under clear film, or an open one."""
    holder = dice.pick([winnow, plate, board])(dice, given.good.main)
    return _served(dice, given.good, holder)


def bundle(dice: Dice, given: Look) -> str:
    """Tied with bamboo string and a paper band."""
    good = given.good
    if good.heap == "skein":
        strands = "".join(
            stroke(
                f"M{-66 + i * 12} -226Q{-66 + i * 12 + dice.between(-12, 12):.0f} -110 {-66 + i * 12} -4",
                [good.main, good.light, good.dark][i % 3],
                11,
            )
            for i in range(12)
        )
        return (
            cast(0, -2, 86)
            + strands
            + rect(-80, -152, 160, 78, given.paper)
            + rect(-80, -152, 160, 8, given.band)
            + rect(-80, -82, 160, 8, given.band)
            + placed(good.mark, 0, -113, 54)
        )
    if good.heap in ("pieces", "links", "scene"):
        stems = "".join(
            placed(good.lying, -62 + i * 31, -116 + (i % 2) * 10, 150 * max(0.94, min(good.size, 1.15)), (i - 2) * 9)
            for i in range(5)
        )
        tie = filled("M-76 -92Q0 -66 76 -92V-58Q0 -30 -76 -58Z", given.band) + stroke(
            "M-76 -84Q0 -58 76 -84M-76 -66Q0 -40 76 -66", paler(given.band, 0.4), 3
        )
        return (
            cast(0, -10, 100)
            + stems
            + tie
            + f'<circle cx="0" cy="-62" r="27" fill="{given.paper}"/>'
            + placed(good.mark, 0, -62, 36)
        )
    if good.heap == "strips":
        return (
            cast(0, -2, 100)
            + f'<g transform="translate(0 16) scale(1.2 1.35)">{strips(dice, good)}</g>'
            + rect(-124, -128, 248, 40, given.paper, 3)
            + rect(-124, -128, 248, 7, given.band)
            + placed(good.mark, 0, -106, 34)
        )
    wrap = filled("M-110 -120C-110 -160 110 -160 110 -120L96 -8Q94 2 82 2H-82Q-94 2 -96 -8Z", "#C8A878")
    return cast(0, 0, 104) + wrap + stroke("M-112 -84H110M0 -148V0", given.band, 7) + placed(good.mark, 0, -70, 74)


def hung(dice: Dice, given: Look) -> str:
    """From a bamboo pole or a line under the roof."""
    good = given.good
    pole = stroke("M-176 -252Q0 -236 176 -254", dice.pick(["#A8875A", "#8F9A4A", "#8F633A"]), 9)
    parts = [pole]
    for index in range(5):
        x, length = -120 + index * 60, dice.between(150, 196)
        if good.heap == "strips":
            tone = [good.main, good.dark][index % 2]
            meat = "M-6 16C24 60 22 84 8 104C2 130 12 152 4 176C-26 160 -22 120 -14 96C-26 70 -24 34 -6 16Z"
            grain = stroke("M-2 40C8 70 -8 100 -2 150", good.light, 3)
            strip = [stroke("M0 0V22", "#D9C9A0", 4), filled(meat, tone), grain]
            parts.append(grouped(f"translate({x} -246) scale(1 {length / 176:.2f})", *strip))
        else:
            size = 84 * min(good.size, 1.15)
            parts.append(stroke(f"M{x} -246V{-226 + (index % 2) * 40}", "#D9C9A0", 4))
            parts.append(placed(good.lying, x, -226 + (index % 2) * 40 + size / 2, size, dice.between(-10, 10)))
            if index % 2 == 0:
                parts.append(
                    stroke(f"M{x} -150V-112", "#D9C9A0", 4)
                    + placed(good.lying, x, -112 + size / 2, size, dice.between(-10, 10))
                )
    return "".join(parts)


def loose(dice: Dice, given: Look) -> str:
    """A heap straight on the cloth, or one great piece."""
    good = given.good
    if good.heap == "pieces" and good.size >= 1.2 and dice.chance(0.7):
        return cast(0, -4, 120) + placed(good.lying, -52, -96, 190, -8) + placed(good.lying, 64, -66, 136, 12)
    if good.heap == "pieces":
        near = 1.3 if good.size < 0.9 else 1.0
        heap = pile(dice, good, 120 / near, 0, deep=True)
        return cast(0, -6, 140, 20) + f'<g transform="scale({near})">{heap}</g>'
    if good.heap == "scene":
        return cast(0, -4, 110) + placed(good.mark, 0, -112, 220)
    if good.heap in ("strips", "skein", "links", "liquid"):
        return _served(dice, good, board(dice, good.main))
    return cast(0, 0, 138, 20) + mound(dice, good, 132, 26, 118)


def leaf_wrap(dice: Dice, given: Look) -> str:
    """Parcels in leaves, tied crosswise; one is open."""
    green = dice.pick(["#5C7F45", "#6F8A42", "#4E6B3A", "#7E9A4A"])
    string = dice.pick(["#E9D9A8", "#D9B878", "#BC4012"])

    def parcel(width: float, high: float) -> str:
        half, lift = width / 2, high * 0.42
        top = filled(f"M{-half} {-high}L{-half + 26} {-high - lift}H{half + 26}L{half} {-high}Z", paler(green, 0.18))
        front = filled(f"M{-half} {-high}H{half}V0H{-half}Z", green) + filled(
            f"M{half} {-high}L{half + 26} {-high - lift}V{-lift}L{half} 0Z", darker(green, 0.25)
        )
        veins = stroke(
            f"M{-half + 14} {-high + 10}H{half - 10}M{-half + 10} {-high * 0.5}H{half - 14}", darker(green, 0.14), 2.5
        )
        tie = stroke(
            f"M{-half * 0.3} 0V{-high}l26 {-lift}M{half * 0.45} 0V{-high}l26 {-lift}M{-half} {-high * 0.5}H{half}l26"
            f" {-lift}",
            string,
            5,
        )
        return cast(8, 0, half + 16) + front + top + veins + tie

    inside = (
        filled("M-70 -8Q-60 -46 0 -50Q60 -46 70 -8Q0 14 -70 -8Z", "#7E9A4A")
        + f'<g transform="translate(0 -18)">{placed(given.good.lying, 0, -18, 86)}</g>'
    )
    second = f'<g transform="translate(-34 -92) rotate(-3)">{parcel(124, 64)}</g>' if dice.chance(0.5) else ""
    return f'<g transform="translate(-24 -6)">{parcel(170, 92)}</g>{second}<g transform="translate(78 16)">{inside}</g>'


def net_bag(dice: Dice, given: Look) -> str:
    """Pieces in a net with a cardboard head."""
    good = given.good
    clip = f"n{dice.whole(0, 9999)}"
    shape = "M-84 -170C-112 -110 -108 -20 -70 0H70C108 -20 112 -110 84 -170Z"
    inner = "".join(
        placed(good.lying, x + dice.between(-5, 5), y, 84 * min(good.size, 1.1), dice.between(-30, 30))
        for y in (-140, -88, -36)
        for x in (-62, 0, 62)
    )
    tone = dice.pick([given.body, "#BC4012", "#3C5730", "#C98A1C"])
    mesh = "".join(f"M{x} -200L{x + 200} 0M{x} -200L{x - 200} 0" for x in range(-300, 301, 30))
    head = (
        filled("M-90 -166Q0 -150 90 -166L74 -222H-74Z", given.body)
        + rect(-22, -214, 44, 12, darker(given.body, 0.4), 6)
        + placed(good.mark, 0, -182, 34)
    )
    net = clipped(shape, clip, veiled(shape, good.dark, 0.28), inner, stroke(mesh, tone, 2.2))
    return cast(0, 0, 92) + net + head


def plant_pot(_dice: Dice, given: Look) -> str:
    """A living plant in its pot."""
    good, pot = given.good, given.body
    size = 180 if good.size > 1 else 150
    plant = (
        placed(good.mark, 0, -108 - size * 0.36, size)
        if good.label in ("orchid", "evergreen-tree", "leaf", "herb", "rose", "bamboo", "lemongrass", "tea-bud")
        else placed(glyph("herb"), 0, -166, 160) + placed(good.lying, -44, -150, 62) + placed(good.lying, 48, -176, 62)
    )
    vessel = (
        filled("M-70 -104H70L54 -8Q52 0 42 0H-42Q-52 0 -54 -8Z", pot)
        + veiled("M30 -104H70L54 -8Q52 0 42 0H20Z", INK, 0.14)
        + rect(-78, -116, 156, 26, darker(pot, 0.08), 4)
    )
    return cast(0, 0, 74) + ellipse(0, -112, 68, 10, "#4A3424") + plant + vessel + rect(-58, -62, 116, 7, given.band)


DISPLAYS = {
    "basket": in_basket,
    "tray": on_tray,
    "bundle": bundle,
    "bowl": in_bowl,
    "hanging": hung,
    "loose": loose,
    "leaf_wrap": leaf_wrap,
    "net_bag": net_bag,
    "crate": in_crate,
    "plant_pot": plant_pot,
}

HOLDERS = {
    "large": (basket, crate, board, winnow),
    "pieces": (basket, bowl, crate, winnow, board, plate),
    "grains": (bowl, open_sack, winnow, basket, plate),
    "beans": (bowl, open_sack, winnow, plate),
    "beads": (bowl, open_sack, plate, winnow),
    "curls": (bowl, winnow, plate, basket),
    "powder": (bowl, plate, open_sack),
    "liquid": (bowl,),
    "skein": (board, winnow, plate),
    "strips": (board, plate, winnow),
    "links": (board, plate),
    "scene": (board, plate),
}
