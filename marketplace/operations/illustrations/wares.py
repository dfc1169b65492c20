"""Things that are not packed: soap, incense, baskets, mats, pots, blades, flutes, figures, houses."""

from __future__ import annotations

from .dice import Dice
from .glyphs import glyph, placed
from .heaps import stroke
from .look import Look, cast, clipped, ellipse, filled, grouped, label, outlined, rect, shine, veiled
from .palettes import INK, darker, mixed, paler


def soap_bar(dice: Dice, given: Look) -> str:
    """Two bars, one in a paper band, with the plant they are made of."""
    soap = mixed(given.good.main, "#F3EAD6", dice.between(0.35, 0.6))
    wrap = given.body
    parts = [cast(0, 0, 104), rect(-100, -74, 190, 72, darker(soap, 0.12), 20), rect(-100, -82, 190, 70, soap, 20)]
    parts += [
        rect(-42, -84, 76, 83, wrap),
        rect(-42, -84, 76, 6, given.band),
        rect(-42, -8, 76, 6, given.band),
        placed(given.good.mark, -4, -42, 50),
    ]
    upper = [
        rect(-88, -60, 172, 58, darker(soap, 0.2), 18),
        rect(-88, -66, 172, 56, paler(soap, 0.15), 18),
        outlined(rect(-66, -54, 128, 32, "none", 12), darker(soap, 0.12), 4),
    ]
    parts.append(grouped(f"translate({dice.whole(-14, 18)} -84) rotate({dice.whole(-8, 8)})", *upper))
    parts.append(placed(given.good.lying, 80, -26, 74, 16))
    return "".join(parts)


def incense(dice: Dice, given: Look) -> str:
    """A bundle of sticks in its holder, or cones in a dish."""
    stick = dice.pick(["#8A4A24", "#6B3D1E", "#A85A2E"])
    sticks = "".join(
        stroke(
            f"M{x * 0.45:.0f} -70L{x + dice.between(-4, 4):.0f} {-216 + abs(x) * 0.4:.0f}",
            mixed(stick, "#2B1A10", dice.between(0, 0.3)),
            5.5,
        )
        for x in range(-54, 55, 9)
    )
    if dice.chance(0.5):
        pot = filled("M-60 -92H60C72 -50 56 0 34 0H-34C-56 0 -72 -50 -60 -92Z", given.body) + filled(
            "M24 -92H60C72 -50 56 0 34 0H14C36 -20 38 -60 24 -92Z", given.shade
        )
        return cast(0, 0, 66) + ellipse(0, -92, 60, 12, given.shade) + sticks + pot + label(given, 0, -46, 58, 56)
    tails = "".join(stroke(f"M{x} -120V-6", "#C2365E" if dice.chance(0.5) else "#B4331E", 4) for x in range(-36, 37, 8))
    rods = "".join(
        stroke(f"M{x} -226V-100", mixed(stick, "#2B1A10", dice.between(0, 0.3)), 7) for x in range(-36, 37, 8)
    )
    return (
        cast(0, 0, 56)
        + tails
        + rods
        + rect(-48, -156, 96, 76, given.paper, 3)
        + rect(-48, -156, 96, 10, given.band)
        + rect(-48, -90, 96, 10, given.band)
        + placed(given.good.mark, 0, -118, 50)
    )


def _plaited(x: float, y: float, width: float, height: float, cane: str) -> str:
    """Over and under, as plaited strips lie."""
    cell, dark = 14.0, darker(cane, 0.26)
    path = ""
    for row in range(int(height / cell)):
        for column in range(int(width / cell)):
            if (row + column) % 2:
                path += f"M{x + column * cell:.0f} {y + row * cell:.0f}h{cell}v{cell}h-{cell}z"
    return rect(x, y, width, height, cane) + filled(path, dark, 'opacity=".55"')


def basketry(dice: Dice, given: Look) -> str:
    """A lidded box, a carrying basket with a handle, a tray leaning, or a bag of sedge."""
    cane = dice.pick(["#C59A5E", "#B07A46", "#D3B074", "#A8744A", "#DCC08A"])
    dark, stripe = darker(cane, 0.3), given.body
    kind = dice.pick(["lidded", "handle", "tall", "tray"])
    if kind == "tray":
        rings = "".join(
            f'<circle cx="0" cy="-112" r="{r}" fill="none" stroke="{colour}" stroke-width="{w}"/>'
            for r, colour, w in ((104, dark, 16), (86, stripe, 9), (66, dark, 5), (46, stripe, 7), (26, dark, 5))
        )
        rays = "".join(
            f'<path d="M0 -112v-98" stroke="{dark}" stroke-opacity=".5" stroke-width="4" transform="rotate({angle} 0'
            ' -112)"/>'
            for angle in range(0, 360, 15)
        )
        return (
            cast(0, -2, 90)
            + f'<circle cx="0" cy="-112" r="110" fill="{cane}"/>'
            + rays
            + rings
            + f'<circle cx="0" cy="-112" r="10" fill="{dark}"/>'
        )
    half, high = {"lidded": (100, 116), "handle": (108, 104), "tall": (78, 186)}[kind]
    foot = half * (0.84 if kind != "tall" else 0.7)
    body = f"M{-half} {-high}H{half}L{foot} -8Q{foot - 4} 2 {foot - 14} 2H{-foot + 14}Q{-foot + 4} 2 {-foot} -8Z"
    weave = [
        _plaited(-half, -high, half * 2, high + 4, cane),
        rect(-half, -high * 0.62, half * 2, 14, stripe),
        rect(-half, -high * 0.62 + 22, half * 2, 6, stripe),
        veiled(f"M{half * 0.5} {-high}H{half}V4H{half * 0.35}Z", INK, 0.12),
    ]
    parts = [cast(0, 0, half), clipped(body, f"b{dice.whole(0, 9999)}", *weave)]
    if kind == "handle":
        parts.insert(
            1, stroke(f"M{-half + 12} {-high}C{-half + 20} -236 {half - 20} -236 {half - 12} {-high}", dark, 12)
        )
        parts.insert(1, ellipse(0, -high, half, 16, darker(cane, 0.5)))
    if kind == "lidded":
        parts += [
            filled(
                f"M{-half - 6} {-high + 8}V{-high - 14}Q0 {-high - 66} {half + 6} {-high - 14}V{-high + 8}Z",
                paler(cane, 0.1),
            ),
            stroke(f"M{-half} {-high - 10}Q0 {-high - 54} {half} {-high - 10}", dark, 4, 'stroke-dasharray="14 8"'),
            stroke(f"M-16 {-high - 40}C-16 {-high - 66} 16 {-high - 66} 16 {-high - 40}", dark, 8),
        ]
    parts.append(stroke(f"M{-half} {-high}H{half}", dark, 9))
    if kind == "tall":
        parts.append(stroke(f"M{-half * 0.8} {-high}C-130 -120 -120 -40 {-foot} -20", stripe, 8))
    return "".join(parts)


def mat(dice: Dice, given: Look) -> str:
    """A sedge mat, half unrolled."""
    sedge = dice.pick(["#E3D3A4", "#D9C48E", "#CDB98F", "#E9DDB8"])
    tone, second = given.body, given.band
    bands = ((22, 14, tone), (42, 5, second), (118, 5, second), (130, 14, tone), (184, 5, second))
    straws = stroke("".join(f"M-120 {y}H120" for y in range(-90, 2, 7)), darker(sedge, 0.2), 1.6)
    stripes = [rect(x - 120, -96, width, 98, colour) for x, width, colour in bands]
    sheet = grouped("skewX(-14)", rect(-120, -96, 240, 98, sedge), *stripes, straws)
    roll = rect(-124, -148, 262, 66, sedge, 30)
    roll += "".join(rect(x - 112, -148, width, 66, colour) for x, width, colour in bands)
    roll += stroke("".join(f"M-104 {y}H122" for y in range(-140, -86, 8)), darker(sedge, 0.2), 1.6)
    roll += veiled("M-110 -98H126V-90Q126 -82 118 -82H-102Q-110 -82 -110 -90Z", INK, 0.14)
    end = ellipse(134, -115, 17, 33, paler(sedge, 0.2)) + "".join(
        ellipse(134, -115, r, r * 1.9, "none", f'stroke="{darker(sedge, 0.3)}" stroke-width="2.5"') for r in (14, 9, 4)
    )
    return cast(6, 2, 140) + sheet + roll + end


_POTS = {
    "vase": (
        "M-26 -214H26C24 -176 78 -150 78 -92C78 -36 50 0 32 0H-32C-50 0 -78 -36 -78 -92C-78 -150 -24 -176 -26 -214Z"
    ),
    "jug": "M-34 -196H34C30 -164 82 -140 82 -80C82 -30 60 0 40 0H-40C-60 0 -82 -30 -82 -80C-82 -140 -30 -164 -34 -196Z",
    "bowl": "M-104 -108H104C104 -50 70 -12 44 -8V0H-44V-8C-70 -12 -104 -50 -104 -108Z",
    "pot": "M-70 -146H70C108 -110 104 -40 60 0H-60C-104 -40 -108 -110 -70 -146Z",
    "cup": "M-62 -128H62L52 -10Q50 0 40 0H-40Q-50 0 -52 -10Z",
}


def pottery(dice: Dice, given: Look) -> str:
    kind = dice.pick(list(_POTS))
    clay = dice.pick([given.body, given.body, "#B0623A", "#7A4A32", "#4A4038"])
    high = {"vase": 214, "jug": 196, "bowl": 108, "pot": 146, "cup": 128}[kind]
    clip = f"p{dice.whole(0, 9999)}"
    rows = dice.pick([(0.35, 0.42, 0.66), (0.3, 0.5), (0.55, 0.6, 0.65)])
    trim = paler(clay, 0.5) if dice.chance(0.6) else given.lid
    rings = "".join(
        stroke(f"M-120 {-high * (1 - row):.0f}Q0 {-high * (1 - row) + 16:.0f} 120 {-high * (1 - row):.0f}", trim, 6)
        for row in rows
    )
    if dice.chance(0.5):
        zigzag = "".join(f"L{x} {-high * 0.46 + (12 if i % 2 else -6):.0f}" for i, x in enumerate(range(-110, 121, 20)))
        rings += stroke(f"M-120 {-high * 0.46:.0f}{zigzag}", given.lid, 5)
    glaze = rect(-120, -high, 240, high * 0.22, darker(clay, 0.22)) if dice.chance(0.5) else ""
    shade = veiled(f"M40 {-high}H120V6H30Q84 {-high * 0.5:.0f} 40 {-high}Z", INK, 0.16)
    parts = [cast(0, 0, 78), clipped(_POTS[kind], clip, rect(-130, -high, 260, high + 4, clay), glaze, rings, shade)]
    rim = {"vase": 26, "jug": 34, "bowl": 104, "pot": 70, "cup": 62}[kind]
    parts += [
        ellipse(0, -high, rim, max(rim * 0.16, 7), darker(clay, 0.45)),
        ellipse(0, -high, rim, max(rim * 0.16, 7), "none", f'stroke="{paler(clay, 0.2)}" stroke-width="4"'),
    ]
    if kind == "jug":
        parts.insert(1, stroke("M30 -180C112 -184 116 -80 76 -64", darker(clay, 0.15), 14))
    if kind == "cup":
        parts.insert(1, stroke("M56 -108C108 -110 108 -36 52 -36", darker(clay, 0.15), 13))
    if kind == "pot":
        parts += [
            ellipse(0, -148, 76, 15, darker(clay, 0.1)),
            ellipse(0, -156, 50, 10, paler(clay, 0.1)),
            f'<circle cx="0" cy="-170" r="11" fill="{darker(clay, 0.2)}"/>',
        ]
    return "".join([*parts, shine(f"M-52 {-high * 0.6:.0f}Q-58 {-high * 0.4:.0f} -46 {-high * 0.2:.0f}", 8, 0.2)])


def blade(dice: Dice, given: Look) -> str:
    """A forged knife, a bill-hook or a hoe, with its wooden handle."""
    steel, edge = "#7B8488", "#C9D1D2"
    wood = dice.pick(["#8F633A", "#6B4423", "#A8744A", "#5A3620"])
    kind = dice.pick(["knife", "cleaver", "hook", "hoe"])
    blades = {
        "knife": (
            "M-14 -84C-24 -130 -22 -180 8 -232C24 -190 26 -130 16 -84Z",
            "M8 -232C24 -190 26 -130 16 -84H8C16 -130 16 -180 8 -232Z",
        ),
        "cleaver": (
            "M-18 -84V-220H46C52 -180 52 -120 44 -84Z",
            "M34 -220H46C52 -180 52 -120 44 -84H34C40 -120 40 -180 34 -220Z",
        ),
        "hook": (
            (
                "M-16 -84C-20 -140 -16 -180 -2 -206C16 -240 62 -226 66 -190C50 -204 34 -200 28 -180C22 -150 22 -110 18"
                " -84Z"
            ),
            (
                "M66 -190C50 -204 34 -200 28 -180C22 -150 22 -110 18 -84H10C12 -120 12 -160 20 -186C28 -208 52 -212 66"
                " -190Z"
            ),
        ),
        "hoe": ("M-10 -150H10V-186H66L58 -232H-58L-66 -186H-10Z", "M-66 -186H66L64 -196H-64Z"),
    }
    metal, bright = blades[kind]
    handle = rect(-12, -90 if kind != "hoe" else -160, 24, 92 if kind != "hoe" else 162, wood, 9) + rect(
        -14, -96 if kind != "hoe" else -166, 28, 15, "#B9A05A", 3
    )
    pins = "".join(f'<circle cx="0" cy="{y}" r="3.4" fill="#D9C68A"/>' for y in (-66, -40, -16))
    tool = filled(metal, steel) + filled(bright, edge) + handle + pins + stroke("M-6 -78V-8", paler(wood, 0.25), 2.5)
    sheath = (
        rect(-34, -176, 52, 150, given.body, 9)
        + rect(-34, -150, 52, 8, given.band)
        + rect(-34, -64, 52, 8, given.band)
        + stroke("M-34 -108C-74 -110 -74 -70 -34 -72", darker(given.body, 0.3), 6)
    )
    lean = dice.pick([-1, 1]) * dice.between(24, 38)
    cover = (
        f'<g transform="translate({64 if lean < 0 else -64} -14) rotate({90 if lean < 0 else -90}) translate(8'
        f' 100)">{sheath}</g>'
        if kind in ("knife", "cleaver")
        else ""
    )
    return (
        cast(0, -4, 110, 14)
        + cover
        + f'<g transform="translate({-lean * 2.0:.0f} -6) rotate({lean:.0f})"><g opacity=".16" transform="translate(7'
        f' 8)">{filled(metal, INK)}{handle}</g>{tool}</g>'
    )


def flute(dice: Dice, given: Look) -> str:
    """Bamboo flutes with a cord, or pan pipes."""
    cane = dice.pick(["#C2A05A", "#B98A4E", "#D3B878", "#A8824A"])
    if dice.chance(0.4):
        pipes = "".join(
            rect(-84 + i * 24, -216 + i * 14, 21, 190 - i * 22, mixed(cane, "#6B4423", 0.12 * (i % 2)), 8)
            + ellipse(-73.5 + i * 24, -214 + i * 14, 8, 4, "#4A3018")
            for i in range(7)
        )
        return (
            cast(0, -8, 96)
            + pipes
            + rect(-92, -150, 176, 14, given.body, 3)
            + rect(-92, -110, 176, 14, given.body, 3)
            + stroke("M84 -142C116 -130 110 -90 100 -60", given.band, 5)
        )
    parts = [cast(0, -10, 120, 14)]
    for index, lean in enumerate((62, 74)):
        tube = rect(-11, -226, 22, 232, cane, 9) + rect(-11, -226, 7, 232, paler(cane, 0.35), 4)
        holes = "".join(ellipse(0, y, 4.6, 5.6, "#3A2414") for y in (-176, -128, -108, -88, -68, -48, -28))
        bands = (
            rect(-12, -206, 24, 9, given.body) + rect(-12, -150, 24, 7, given.band) + rect(-12, -14, 24, 9, given.body)
        )
        parts.append(f'<g transform="translate(-98 {-40 - index * 46}) rotate({lean})">{tube}{holes}{bands}</g>')
    parts.append(stroke("M-82 -38C-60 0 -30 -6 -34 20M-34 20v30M-40 20v28M-28 20v28", given.band, 4))
    return "".join(parts)


def figurine(dice: Dice, given: Look) -> str:
    """A carved animal on a wooden foot: the goods' own drawing, stained like wood or clay."""
    wood = dice.pick(["#9C6A3A", "#7A4A2A", "#B98A58", "#B0623A", "#6B4423"])
    name = (
        given.good.label
        if given.good.heap == "scene" or given.good.label in ("rooster", "duck", "goat", "water-buffalo", "ox", "pig")
        else dice.pick(["water-buffalo", "goat", "bird", "rooster"])
    )
    carved = glyph(name, wood, 0.6)
    foot = (
        ellipse(0, -12, 98, 18, darker(wood, 0.45))
        + ellipse(0, -20, 98, 18, darker(wood, 0.25))
        + ellipse(0, -22, 84, 13, darker(wood, 0.1))
    )
    return cast(0, -2, 108) + foot + placed(carved, 0, -118, 196)


def house(dice: Dice, given: Look) -> str:
    """A stilt house among trees."""
    tree = glyph("deciduous-tree")
    palm = glyph("evergreen-tree")
    parts = [ellipse(0, -6, 160, 26, mixed(given.good.main, "#7E9A5C", 0.7), 'opacity=".5"')]
    parts += [
        placed(dice.pick([tree, palm]), -112, -74, 130),
        placed(dice.pick([tree, palm]), 122, -62, 104),
        placed(glyph("stilt-house"), 4, -104, 216),
    ]
    return "".join([*parts, placed(glyph("leafy-green"), -96, -14, 52), placed(glyph("leafy-green"), 110, -8, 44)])


WARES = {
    "soap_bar": soap_bar,
    "incense": incense,
    "basketry": basketry,
    "mat": mat,
    "pottery": pottery,
    "blade": blade,
    "flute": flute,
    "figurine": figurine,
    "house": house,
}
