"""Cloth sewn into something that carries."""

from __future__ import annotations

from . import light
from .canvas import Piece, Sketch
from .dice import Dice
from .geometry import box, strip, svg_path, trace, turned
from .palettes import darker, paler
from .trims import button, disc, fringe, line, seam, shape, stitches, tassel

Yarns = tuple[str, ...]

_LEATHER = ("#7A4A2A", "#5A3620", "#8F5E38", "#3B2A20", "#A8744A")
_BRASS = "#D9B25A"


def bag(dice: Dice, yarns: Yarns) -> Sketch:
    """A shoulder bag: long strap, flap or open mouth, fringe or tassels below."""
    strap = dice.pick([yarns[0], yarns[2], yarns[4], dice.pick(_LEATHER)])
    height = dice.between(152, 172)
    bottom = 150 + height
    body = trace(
        f"M88 152L312 152L320 {bottom - 10}Q320 {bottom} 308 {bottom}L92 {bottom}Q80 {bottom} 80 {bottom - 10}Z"
    )
    pieces = [
        Piece(strip("M96 166C90 -8 310 -8 304 166", 15), colour=strap, lift=4),
        Piece(body, 0, (0.5, 0.55), light=light.body(dice), lift=9),
    ]
    details = [
        line("M97 134C102 8 298 8 303 134", paler(strap, 0.25), 1.6, 'stroke-dasharray="6 5" stroke-opacity=".7"')
    ]
    if dice.chance(0.55):
        flap = trace(
            dice.pick(
                [
                    "M84 148L316 148L316 226Q200 260 84 226Z",
                    "M84 148L316 148L310 208L200 266L90 208Z",
                    "M84 148L316 148L316 226L84 226Z",
                ]
            )
        )
        pieces.append(Piece(flap, 0, (0.5, 0.24), light=light.fade(1.06, 0.96), lift=5))
        details += [
            line(svg_path(flap), yarns[2], 3.4),
            button(200, float(flap[:, 1].max()) - 16, dice.pick([_BRASS, "#E9DFC9", "#5A3620"])),
        ]
    else:
        details += [line("M90 156H310", yarns[2], 7), stitches("M96 167H304", yarns[1])]
    if dice.chance(0.6):
        details.append(fringe(dice, (310, bottom), (90, bottom), 24, (yarns[0], yarns[2])))
    else:
        details += [tassel(88, bottom - 8, 40, yarns[2], yarns[1]), tassel(312, bottom - 8, 40, yarns[2], yarns[1])]
    details += [disc(97, 162, 6, _BRASS), disc(303, 162, 6, _BRASS)]
    return Sketch(pieces, details)


def tote(dice: Dice, yarns: Yarns) -> Sketch:
    """Tall and open, with two handles."""
    handle = dice.pick([*_LEATHER[:3], yarns[4], yarns[2]])
    body = trace("M92 140L308 140L318 330Q318 344 304 344L96 344Q82 344 82 330Z")
    pieces = [
        Piece(strip("M142 146C142 40 258 40 258 146", 12), colour=darker(handle, 0.25), lift=3),
        Piece(body, 0, (0.5, 0.5), light=light.body(dice), lift=10),
        Piece(strip("M134 176C132 62 268 62 266 176", 13), colour=handle, lift=3),
    ]
    details = [stitches("M98 154H302", yarns[1]), seam("M92 141H308")]
    if dice.chance(0.5):
        foot = trace("M86 288L314 288L318 330Q318 344 304 344L96 344Q82 344 82 330Z")
        pieces.insert(2, Piece(foot, colour=dice.pick([handle, yarns[4]]), lift=0))
        details.append(stitches("M88 296H312", paler(handle, 0.5)))
    for x in (134, 266):
        details += [
            shape(f"M{x - 9} 168h18v26h-18z", handle),
            stitches(f"M{x - 5} 172v18M{x + 5} 172v18", paler(handle, 0.5)),
        ]
    return Sketch(pieces, details)


def pouch(dice: Dice, yarns: Yarns) -> Sketch:
    """A small bag gathered by a cord."""
    cord = dice.pick([yarns[2], yarns[1], "#8F633A"])
    body = trace(
        "M140 150C116 196 84 232 92 290C98 332 142 344 200 344C258 344 302 332 308 290C316 232 284 196 260 150Z"
    )
    ruff = trace(
        "M138 146C118 118 118 100 126 84Q140 96 154 84Q168 98 184 84Q200 98 216 84Q232 98 246 84Q260 96 274 84C282 100"
        " 282 118 262 146Z"
    )
    pieces = [
        Piece(ruff, 0, (0.5, 0.2), light=light.pleats(7, 0.4), dim=0.94, lift=5),
        Piece(body, 0, (0.5, 0.6), light=lambda x, y: light.drum(x, y) * light.pleats(6, 0.24)(x, 0.62 - y), lift=11),
    ]
    details = [line("M138 148Q200 160 262 148", darker(cord, 0.25), 9), line("M138 146Q200 158 262 146", cord, 5)]
    details += [line("M254 150C290 150 292 196 282 226", cord, 5), line("M254 150C312 140 326 178 316 206", cord, 5)]
    details += [tassel(282, 222, 36, cord, yarns[1]), tassel(316, 202, 36, cord, yarns[1])]
    return Sketch(pieces, details)


def purse(dice: Dice, yarns: Yarns) -> Sketch:
    """A zipped purse with a wrist loop, or a folding one with a clasp."""
    lean = dice.between(-10, 6)
    leather = dice.pick(_LEATHER)
    spin = f'<g transform="rotate({lean:.1f} 200 200)">'
    if dice.chance(0.35):
        back, flap = (
            turned(box(70, 120, 260, 178, 14), lean),
            turned(trace("M70 134Q70 120 84 120L316 120Q330 120 330 134L330 206Q200 262 70 206Z"), lean),
        )
        pieces = [
            Piece(back, lean, (0.5, 0.7), dim=0.9, lift=10),
            Piece(flap, lean, (0.5, 0.3), light=light.fade(1.06, 0.98), lift=6),
        ]
        edge = line("M70 206Q200 262 330 206", yarns[2], 3.4)
        return Sketch(
            pieces, [spin, edge, disc(200, 232, 13, darker(_BRASS, 0.25)), disc(200, 231, 11, _BRASS), "</g>"]
        )
    outline = turned(
        trace("M66 148Q66 132 82 132L318 132Q334 132 334 148L338 270Q338 290 318 290L82 290Q62 290 62 270Z"), lean
    )
    pieces = [
        Piece(turned(strip("M70 152C10 160 4 270 52 292C74 300 76 262 66 246", 9), lean), colour=leather, lift=4),
        Piece(outline, lean, (0.5, 0.5), light=light.puff, lift=10),
    ]
    teeth = line("M72 140H328", _BRASS, 5, 'stroke-dasharray="3 3.4"', "butt")
    pull = disc(84, 140, 7, _BRASS) + line("M84 144V170", leather, 8)
    return Sketch(
        pieces,
        [spin, line("M68 140H332", darker(yarns[0], 0.45), 11), teeth, pull, stitches("M74 152H326", yarns[1]), "</g>"],
    )


def backpack(dice: Dice, yarns: Yarns) -> Sketch:
    """Rounded body, front pocket, lid and straps."""
    leather = dice.pick([*_LEATHER, yarns[4]])
    body = trace("M106 136C106 74 150 56 200 56C250 56 294 74 294 136L302 318Q302 344 276 344L124 344Q98 344 98 318Z")
    pocket = trace("M124 232Q200 220 276 232L280 312Q280 328 264 328L136 328Q120 328 120 312Z")
    lid = trace("M104 138C104 72 150 54 200 54C250 54 296 72 296 138L296 178Q200 214 104 178Z")
    pieces = [
        Piece(strip("M118 110C58 140 56 260 104 316", 20), colour=darker(leather, 0.12), lift=3),
        Piece(strip("M282 110C342 140 344 260 296 316", 20), colour=darker(leather, 0.12), lift=3),
        Piece(strip("M174 64C174 22 226 22 226 64", 11), colour=leather, lift=2),
        Piece(body, 0, (0.5, 0.6), light=light.body(dice), lift=10),
        Piece(pocket, 0, (0.5, 0.78), light=light.puff, dim=1.04, lift=4),
        Piece(lid, 0, (0.5, 0.28), light=light.puff, dim=1.02, lift=6),
    ]
    details = [
        line(svg_path(pocket), "#17130D", 2, 'stroke-opacity=".35"'),
        line("M104 178Q200 214 296 178", yarns[2], 4),
    ]
    for x in (152, 248):
        details += [
            line(f"M{x} 170V262", leather, 13),
            line(f"M{x} 176V256", paler(leather, 0.4), 1.6, 'stroke-dasharray="5 4"'),
        ]
        details.append(
            f'<rect x="{x - 11}" y="212" width="22" height="18" rx="3" fill="none" stroke="{_BRASS}" stroke-width="4"/>'
        )
    return Sketch(pieces, details)


def hat(dice: Dice, yarns: Yarns) -> Sketch:
    """A bucket hat or a brimmed sun hat."""
    band = dice.pick([yarns[2], yarns[1], yarns[4]])
    if dice.chance(0.5):
        crown = trace("M120 216C116 150 132 102 152 96Q200 84 248 96C268 102 284 150 280 216Z")
        brim = trace("M120 208Q200 232 280 208C312 226 342 254 352 282Q200 336 48 282C58 254 88 226 120 208Z")
        top = "M152 96Q200 112 248 96"
    else:
        crown = trace("M112 226C110 134 150 100 200 100C250 100 290 134 288 226Z")
        brim = trace(
            "M112 212Q200 240 288 212C340 224 376 246 374 262C370 296 276 312 200 312C124 312 30 296 26 262C24 246 60"
            " 224 112 212Z"
        )
        top = "M142 126Q200 110 258 126"
    pieces = [
        Piece(brim, 0, (0.5, 0.74), light=light.pleats(1, 0.1), dim=0.96, lift=12),
        Piece(crown, 0, (0.5, 0.38), light=light.drum, lift=4),
    ]
    brims = "".join(
        stitches(f"M{96 - i * 18} {248 + i * 16}Q200 {282 + i * 19} {304 + i * 18} {248 + i * 16}", yarns[1])
        for i in range(2)
    )
    ribbon = line("M118 200Q200 226 282 200", band, 15, "", "butt") if dice.chance(0.7) else ""
    return Sketch(pieces, [seam(top), brims, ribbon])


FORMS = {"bag": bag, "tote": tote, "pouch": pouch, "purse": purse, "backpack": backpack, "hat": hat}
