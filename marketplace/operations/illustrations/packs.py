"""Closed packs with a label. Each stands on (0, 0), about 170 wide and 230 high."""

from __future__ import annotations

from .dice import Dice
from .look import Look, cast, ellipse, filled, label, rect, shine, veiled
from .palettes import INK, brightness, darker, mixed, paler

_EDGE = f'stroke="{INK}" stroke-opacity=".2" stroke-width="3" fill="none"'


def _line(path: str, extra: str = _EDGE) -> str:
    return f'<path d="{path}" {extra}/>'


def jar(dice: Dice, given: Look) -> str:
    """Glass: what is inside gives the colour. Round, straight, or with a cloth cap."""
    good = given.good
    glass = mixed(good.main, given.body, 0.15 if good.heap in ("liquid", "powder") else 0.35)
    kind = dice.pick(["round", "straight", "cap"])
    half, top = (78, -176) if kind == "round" else (68, -186)
    bend = 26 if kind == "round" else 12
    body = (
        f"M{-half + bend} {top}H{half - bend}Q{half} {top + bend * 0.6} {half} {top + bend * 1.8}V-20Q{half} 0"
        f" {half - 20} 0H{-half + 20}Q{-half} 0 {-half} -20V{top + bend * 1.8}Q{-half} {top + bend * 0.6}"
        f" {-half + bend} {top}Z"
    )
    parts = [cast(0, 0, half + 14), filled(body, glass)]
    parts.append(
        veiled(
            f"M{half - 26} {top + 2}Q{half} {top + bend * 0.6} {half} {top + bend * 1.8}V-20Q{half} 0 {half - 20}"
            f" 0H{half - 40}Q{half - 24} -6 {half - 24} -24Z",
            INK,
            0.10,
        )
    )
    if kind == "cap":
        parts.append(
            filled(
                f"M{-half - 2} {top + 26}Q{-half + 8} {top - 6} {-half + 16} {top - 12}Q0 {top - 34} {half - 16}"
                f" {top - 12}Q{half - 8} {top - 6} {half + 2} {top + 26}Q{half * 0.6} {top + 16} {half * 0.4}"
                f" {top + 28}Q0 {top + 16} {-half * 0.4} {top + 28}Q{-half * 0.6} {top + 16} {-half - 2} {top + 26}Z",
                given.lid,
            )
        )
        parts.append(
            _line(
                f"M{-half + 10} {top + 4}Q0 {top + 12} {half - 10} {top + 4}",
                f'stroke="{paler(given.lid, 0.5)}" stroke-width="5" fill="none"',
            )
        )
    else:
        wide = half - bend + 8
        parts += [rect(-wide, top - 38, wide * 2, 40, given.lid, 7), _line(f"M{-wide} {top - 14}H{wide}")]
    parts += [shine(f"M{-half + 14} {top + 44}V-40", 9, 0.42), label(given, 2, top / 2 + 12, half * 1.36, 92)]
    return "".join(parts)


def bottle(dice: Dice, given: Look) -> str:
    liquid = given.good.heap == "liquid"
    glass = mixed(given.good.main, given.body, 0.25) if liquid else given.body
    half, shoulder = dice.pick([(50, -146), (44, -160), (58, -130)])
    body = (
        f"M-16 -214H16V{shoulder - 26}Q18 {shoulder} {half} {shoulder + 14}V-18Q{half} 0 {half - 18}"
        f" 0H{-half + 18}Q{-half} 0 {-half} -18V{shoulder + 14}Q-18 {shoulder} -16 {shoulder - 26}Z"
    )
    parts = [
        cast(0, 0, half + 16),
        filled(body, glass),
        veiled(
            f"M{half - 20} {shoulder + 8}L{half} {shoulder + 14}V-18Q{half} 0 {half - 18} 0H{half - 34}Q{half - 20} -6"
            f" {half - 20} -20Z",
            INK,
            0.12,
        ),
    ]
    parts += [
        rect(-20, -240, 40, 32, given.lid, 5),
        _line("M-20 -222H20"),
        shine(f"M{-half + 12} {shoulder + 30}V-30", 7, 0.4),
    ]
    return "".join([*parts, label(given, 1, (shoulder + 8) / 2, half * 1.7, 86)])


def flask(dice: Dice, given: Look) -> str:
    """A stoneware flask: round belly, short neck, one ear or two."""
    ears = dice.chance(0.5)
    parts = [cast(0, 0, 84)]
    if ears:
        parts.append(
            _line(
                "M-22 -170C-66 -190 -74 -140 -48 -128M22 -170C66 -190 74 -140 48 -128",
                f'stroke="{given.shade}" stroke-width="12" fill="none"',
            )
        )
    parts.append(
        filled(
            "M-20 -196H20V-164C60 -150 80 -112 80 -70C80 -28 56 0 34 0H-34C-56 0 -80 -28 -80 -70C-80 -112 -60 -150 -20"
            " -164Z",
            given.body,
        )
    )
    parts.append(
        filled("M6 -196H20V-164C60 -150 80 -112 80 -70C80 -28 56 0 34 0H10C52 -30 58 -120 6 -160Z", given.shade)
    )
    parts += [rect(-25, -204, 50, 14, given.shade, 5), rect(-17, -226, 34, 26, "#B98A58", 5)]
    return "".join([*parts, shine("M-58 -90Q-60 -60 -48 -34", 8, 0.25), label(given, 0, -74, 92, 84)])


def _window(given: Look, dice: Dice) -> str:
    good = given.good
    dots = "".join(
        ellipse(dice.between(-32, 32), dice.between(-52, -20), 5, 4, dice.pick([good.light, good.dark]))
        for _ in range(16)
    )
    return rect(-46, -62, 92, 50, good.main, 10) + dots + shine("M-36 -52L-14 -52", 4, 0.5)


def pouch(dice: Dice, given: Look) -> str:
    """A stand-up pouch with a zip; some have a window on the goods."""
    window = dice.chance(0.35) and given.good.heap in ("grains", "beans", "beads", "curls", "pieces")
    parts = [
        cast(0, -1, 84),
        filled(
            "M-66 -226H66Q71 -226 71 -221L78 -16Q79 0 64 0Q0 12 -64 0Q-79 0 -78 -16L-71 -221Q-71 -226 -66 -226Z",
            given.body,
        ),
    ]
    parts += [veiled("M44 -226H66Q71 -226 71 -221L78 -16Q79 0 64 0Q52 3 42 3Q62 -100 44 -226Z", INK, 0.10)]
    top = dice.pick(["zip", "fold", "band"])
    if top == "band":
        parts.append(filled("M-66 -226H66Q71 -226 71 -221L72 -190H-72L-71 -221Q-71 -226 -66 -226Z", given.lid))
    parts.append(
        _line(
            "M-71 -200H71",
            f'stroke="{INK}" stroke-opacity=".25" stroke-width="3" fill="none"'
            + (' stroke-dasharray="9 6"' if top == "zip" else ""),
        )
    )
    parts.append(shine("M58 -186L62 -40", 7, 0.22))
    return (
        "".join([*parts, label(given, 0, -124, 104, 100), _window(given, dice)])
        if window
        else "".join([*parts, label(given, 0, -98, 108, 122)])
    )


def paper_bag(dice: Dice, given: Look) -> str:
    """Kraft or coloured paper; folded with a peg, tied with string, or rolled down."""
    paper = (
        given.body
        if brightness(given.body) > 0.32 and dice.chance(0.4)
        else dice.pick(["#C8A878", "#D3B98A", "#BF9A66", "#E4D6B8"])
    )
    parts = [
        cast(0, 0, 86),
        filled("M-74 -190H52V0H-74Z", paper),
        filled("M52 -190L78 -200V-12L52 0Z", darker(paper, 0.16)),
        filled("M52 -190L78 -200L66 -100Z", darker(paper, 0.08)),
    ]
    close = dice.pick(["roll", "string", "peg"])
    if close == "string":
        parts += [
            filled("M-74 -190L-60 -214L-66 -232H62L58 -214L78 -198L52 -190Z", darker(paper, 0.06)),
            _line("M-66 -206H70", f'stroke="{given.band}" stroke-width="6" fill="none"'),
        ]
        parts.append(
            _line(
                "M0 -206C-30 -232 -34 -196 0 -206C30 -232 34 -196 0 -206M0 -206L-10 -182M0 -206L12 -184",
                f'stroke="{given.band}" stroke-width="4" fill="none"',
            )
        )
    else:
        parts += [rect(-78, -214, 160, 32, darker(paper, 0.1), 3), _line("M-78 -198H82")]
        if close == "peg":
            parts += [rect(-8, -232, 15, 60, "#A8744A", 4), rect(-8, -208, 15, 6, "#6B4423")]
    return "".join([*parts, label(given, -11, -92, 96, 112)])


def tin(dice: Dice, given: Look) -> str:
    half, high = dice.pick([(66, 196), (76, 150), (58, 214)])
    rim = 13
    parts = [cast(0, 0, half + 14, 15)]
    parts.append(filled(f"M{-half} {-high}V-8A{half} {rim} 0 0 0 {half} -8V{-high}Z", given.body))
    parts.append(
        rect(
            -half,
            -high * 0.78,
            half * 2,
            high * 0.56,
            given.paper if dice.chance(0.5) else mixed(given.body, given.paper, 0.16),
        )
    )
    parts += [
        rect(-half, -high * 0.78, half * 2, 5, given.band),
        rect(-half, -high * 0.22 - 5, half * 2, 5, given.band),
    ]
    parts.append(veiled(f"M{half - 26} {-high}H{half}V-8A{half} {rim} 0 0 1 {half - 26} 2Z", INK, 0.12))
    parts.append(
        filled(f"M{-half - 2} {-high}V{-high + 26}A{half + 2} {rim} 0 0 0 {half + 2} {-high + 26}V{-high}Z", given.lid)
    )
    parts += [ellipse(0, -high, half + 2, rim, paler(given.lid, 0.22)), ellipse(0, -high, half - 8, rim - 4, given.lid)]
    return "".join(
        [
            *parts,
            shine(f"M{-half + 12} {-high + 48}V-26", 7, 0.3),
            label(given, 0, -high * 0.5 + 2, half * 1.35, high * 0.5),
        ]
    )


def box(dice: Dice, given: Look) -> str:
    """A carton seen from its corner."""
    wide, high, deep = dice.pick([(116, 190, 40), (132, 150, 44), (96, 216, 46)])
    left = -(wide + deep) / 2
    right = left + wide
    lift = deep * 0.5
    parts = [cast(0, -2, wide * 0.72, 15), rect(left, -high, wide, high, given.body)]
    parts.append(filled(f"M{right} {-high}L{right + deep} {-high - lift}V{-lift}L{right} 0Z", given.shade))
    parts.append(
        filled(f"M{left} {-high}L{left + deep} {-high - lift}H{right + deep}L{right} {-high}Z", paler(given.body, 0.25))
    )
    trim = dice.pick(["top", "foot", "side", "none"])
    if trim == "top":
        parts += [
            rect(left, -high, wide, 34, given.band),
            filled(f"M{right} {-high}L{right + deep} {-high - lift}v34L{right} {-high + 34}Z", darker(given.band, 0.2)),
        ]
    elif trim == "foot":
        parts += [
            rect(left, -30, wide, 18, given.band),
            filled(f"M{right} -30L{right + deep} {-30 - lift}v18L{right} -12Z", darker(given.band, 0.2)),
        ]
    elif trim == "side":
        parts.append(rect(left, -high, 18, high, given.band))
    return "".join(
        [
            *parts,
            label(
                given, left + wide / 2 + (5 if trim == "side" else 0), -high * 0.46, wide * 0.68, min(high * 0.58, 112)
            ),
        ]
    )


def gift_box(dice: Dice, given: Look) -> str:
    """A wide box with a sleeve, a ribbon or a rope handle."""
    parts = [cast(0, 0, 112, 15)]
    kind = dice.pick(["ribbon", "sleeve", "handle"])
    if kind == "handle":
        parts.append(_line("M-46 -140C-40 -214 40 -214 46 -140", f'stroke="{given.lid}" stroke-width="9" fill="none"'))
    parts += [
        rect(-106, -144, 212, 144, given.body, 5),
        rect(-106, -20, 212, 20, given.shade, 5),
        rect(-112, -152, 224, 36, given.shade if kind == "ribbon" else darker(given.body, 0.1), 4),
    ]
    if kind == "ribbon":
        parts += [
            rect(58, -152, 24, 152, given.band),
            filled("M70 -152C30 -196 14 -150 70 -152C126 -196 128 -150 70 -152Z", given.band),
            f'<circle cx="70" cy="-152" r="10" fill="{darker(given.band, 0.2)}"/>',
        ]
    elif kind == "sleeve":
        parts += [
            rect(-60, -152, 120, 152, given.band),
            rect(-60, -152, 6, 152, paler(given.band, 0.3)),
            rect(54, -152, 6, 152, paler(given.band, 0.3)),
        ]
    return "".join([*parts, label(given, -22 if kind == "ribbon" else 0, -66, 96, 84)])


def sack(dice: Dice, given: Look) -> str:
    """Cloth or paper sack of rice: tied neck, or sewn straight."""
    cloth = (
        given.body
        if brightness(given.body) > 0.35
        else dice.pick(["#E4D6B4", "#D9C9A0", "#EDE3CC", mixed(given.body, "#EFE3C4", 0.6)])
    )
    if dice.chance(0.5):
        parts = [
            cast(0, 0, 92),
            filled("M-30 -186C-86 -160 -98 -60 -84 -12Q-80 0 -64 0H64Q80 0 84 -12C98 -60 86 -160 30 -186Z", cloth),
        ]
        parts += [
            veiled("M30 -186C86 -160 98 -60 84 -12Q80 0 64 0H34C64 -50 60 -140 12 -184Z", INK, 0.09),
            filled(
                "M-30 -190C-46 -208 -52 -220 -46 -234Q-30 -224 -16 -236Q0 -224 16 -236Q30 -224 46 -234C52 -220 46 -208"
                " 30 -190Z",
                darker(cloth, 0.08),
            ),
        ]
        parts.append(rect(-34, -196, 68, 13, given.band, 5))
    else:
        parts = [
            cast(0, 0, 90),
            filled("M-72 -214Q0 -222 72 -214Q82 -110 80 -14Q80 0 62 0H-62Q-80 0 -80 -14Q-82 -110 -72 -214Z", cloth),
            veiled("M72 -214Q82 -110 80 -14Q80 0 62 0H40Q58 -110 44 -217Z", INK, 0.09),
        ]
        parts += [
            _line(
                "M-72 -198Q0 -206 72 -198", f'stroke="{given.band}" stroke-width="4" stroke-dasharray="8 5" fill="none"'
            ),
            rect(-79, -36, 158, 9, given.band),
            rect(-79, -22, 158, 4, given.band),
        ]
    return "".join([*parts, label(given, 0, -94, 102, 108)])


def clay_pot(dice: Dice, given: Look) -> str:
    """A stoneware jar under a tied cloth."""
    clay = dice.pick(["#9C5430", "#7F4A2A", "#6B4A38", "#8A5A3A", given.body])
    parts = [
        cast(0, 0, 86),
        filled("M-52 -176H52C92 -150 98 -60 62 0H-62C-98 -60 -92 -150 -52 -176Z", clay),
        filled("M26 -176H52C92 -150 98 -60 62 0H30C66 -60 64 -140 26 -176Z", darker(clay, 0.24)),
    ]
    parts.append(_line("M-84 -128Q0 -110 84 -128", f'stroke="{paler(clay, 0.25)}" stroke-width="4" fill="none"'))
    parts += [
        filled(
            "M-66 -160Q-60 -194 -44 -204Q0 -222 44 -204Q60 -194 66 -160Q44 -170 30 -156Q0 -172 -28 -156Q-46 -170 -66"
            " -160Z",
            given.lid,
        ),
        _line("M-58 -180Q0 -166 58 -180", f'stroke="{paler(given.lid, 0.5)}" stroke-width="5" fill="none"'),
    ]
    return "".join([*parts, shine("M-70 -110Q-74 -70 -62 -40", 8, 0.2), label(given, 0, -70, 92, 86)])


def bamboo_tube(dice: Dice, given: Look) -> str:
    """A length of bamboo with a plug."""
    green = dice.pick(["#8FA04A", "#A5A85A", "#C2A86A", "#7E9A4A"])
    half = dice.pick([44, 50, 56])
    parts = [
        cast(0, 0, half + 14),
        filled(f"M{-half} -206Q0 -196 {half} -206V-6Q0 10 {-half} -6Z", green),
        filled(f"M{half - 22} -204L{half} -206V-6Q{half - 8} 0 {half - 22} 1Z", darker(green, 0.22)),
    ]
    parts += [filled(f"M{-half} -206V-6Q{-half + 10} 0 {-half + 14} 1V-203Z", paler(green, 0.3))]
    parts += [
        _line(
            f"M{-half - 3} {y}Q0 {y + 11} {half + 3} {y}",
            f'stroke="{darker(green, 0.35)}" stroke-width="6" fill="none"',
        )
        for y in (-166, -30)
    ]
    parts += [
        ellipse(0, -206, half, 11, paler(green, 0.45)),
        rect(-half + 10, -228, half * 2 - 20, 26, given.lid, 6),
        ellipse(0, -228, half - 10, 8, paler(given.lid, 0.2)),
    ]
    return "".join([*parts, label(given, 0, -98, half * 1.5, 92)])


def dropper(dice: Dice, given: Look) -> str:
    """A small bottle of essential oil with its pipette."""
    glass = dice.pick(["#7A4418", "#5D3410", "#33502B", "#2C587A"])
    parts = [
        cast(0, 0, 62),
        filled("M-20 -150H20V-132Q52 -124 52 -100V-16Q52 0 36 0H-36Q-52 0 -52 -16V-100Q-52 -124 -20 -132Z", glass),
        veiled("M30 -128Q52 -122 52 -100V-16Q52 0 36 0H18Q34 -6 34 -22V-100Q34 -120 30 -128Z", INK, 0.2),
    ]
    parts += [
        rect(-24, -176, 48, 32, given.lid, 4),
        _line("M-24 -164H24M-24 -156H24"),
        filled("M-14 -176V-208Q-14 -228 0 -228Q14 -228 14 -208V-176Z", INK),
        shine("M-40 -106V-30", 7, 0.35),
    ]
    return "".join([*parts, label(given, 0, -62, 84, 76)])


PACKS = {
    "jar": jar,
    "bottle": bottle,
    "flask": flask,
    "pouch": pouch,
    "paper_bag": paper_bag,
    "tin": tin,
    "box": box,
    "gift_box": gift_box,
    "sack": sack,
    "clay_pot": clay_pot,
    "bamboo_tube": bamboo_tube,
    "dropper": dropper,
}
