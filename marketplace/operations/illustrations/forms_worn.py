"""Cloth to wear, laid flat: modern cuts, on nobody."""

from __future__ import annotations

from . import light
from .canvas import Piece, Sketch
from .dice import Dice
from .geometry import Points, box, moved, svg_path, trace, turned
from .palettes import darker
from .trims import button, line, seam, shape, stitches

Yarns = tuple[str, ...]

_WOOD = ("#B98A58", "#8F633A", "#C9A36E")


def _mirrored(points: Points) -> Points:
    flipped = points.copy()
    flipped[:, 0] = 400 - flipped[:, 0]
    return flipped


def _hanger(dice: Dice, y: float, half: float) -> str:
    wood = dice.pick(_WOOD)
    hook = line(
        f"M200 {y - 6}V{y - 22}C200 {y - 34} 220 {y - 36} 220 {y - 48}C220 {y - 62} 196 {y - 64} 194 {y - 50}",
        "#8A8375",
        4,
    )
    return hook + line(f"M{200 - half} {y + 18}Q200 {y - 24} {200 + half} {y + 18}", darker(wood, 0.2), 11)


def skirt(dice: Dice, yarns: Yarns) -> Sketch:
    """Pleated or straight, with a waistband."""
    hem = dice.whole(306, 336)
    wide = dice.whole(50, 84)
    outline = trace(f"M136 100L264 100L{400 - wide} {hem}Q200 {hem + 22} {wide} {hem}Z")
    fall = light.pleats(dice.whole(9, 13), 0.42, 0.5, 0.05) if dice.chance(0.65) else light.waves(4, 0.16, 0.05)
    pieces = [Piece(outline, 0, (0.5, 0.58), light=fall, lift=8)]
    band = box(132, 78, 136, 28, 4)
    pieces.append(Piece(band, 0, (0.5, 0.12), dim=0.92, lift=3, colour=dice.pick([None, yarns[4], yarns[2]])))
    details = [
        seam("M134 106H266"),
        line(f"M{wide + 4} {hem - 12}Q200 {hem + 10} {396 - wide} {hem - 12}", dice.pick([yarns[2], yarns[1]]), 5),
    ]
    if dice.chance(0.5):
        details += [
            line("M262 96C296 104 300 150 288 190M262 96C280 120 276 160 268 182", dice.pick([yarns[2], yarns[1]]), 6)
        ]
    return Sketch(pieces, details)


def shirt(dice: Dice, yarns: Yarns) -> Sketch:
    """A button shirt with a small collar, short or long sleeves."""
    is_long = dice.chance(0.45)
    body = trace("M128 88Q200 112 272 88L292 126L288 330Q200 340 112 330L108 126Z")
    sleeve = trace(
        "M128 88L108 126L116 190L72 312L32 298L66 160C76 118 96 98 128 88Z"
        if is_long
        else "M128 88L108 140L116 184L58 210L34 158C52 122 92 98 128 88Z"
    )
    slope = 20 if is_long else 30
    pieces = [
        Piece(sleeve, slope, (0.3, 0.4), light=light.soft(dice, 0.08), dim=0.9, lift=6),
        Piece(_mirrored(sleeve), -slope, (0.7, 0.4), light=light.soft(dice, 0.08), dim=0.9, lift=6),
        Piece(body, 0, (0.5, 0.5), light=light.body(dice), lift=7),
    ]
    plain = dice.pick([yarns[4], yarns[2], yarns[1]])
    cuffs = trace("M72 312L32 298L36 284L78 298Z" if is_long else "M58 210L34 158L46 152L70 204Z")
    pieces += [Piece(cuffs, colour=plain, lift=0), Piece(_mirrored(cuffs), colour=plain, lift=0)]
    pieces.append(Piece(box(191, 100, 18, 234), colour=plain, lift=2))
    collar = trace("M150 78Q200 96 200 108L178 140Q150 118 138 90Z")
    pieces += [Piece(collar, colour=plain, lift=3), Piece(_mirrored(collar), colour=plain, lift=3)]
    light_button = dice.pick(["#F3EAD6", "#D9B25A", "#5A3620"])
    details = [shape("M154 80Q200 104 246 80Q200 92 154 80Z", darker(plain, 0.5))]
    details += [button(200, y, light_button) for y in range(142, 330, 40)]
    if dice.chance(0.5):
        details.append(line("M226 160H270V202Q248 218 226 202Z", darker(yarns[0], 0.4), 2.4, 'stroke-opacity=".6"'))
    return Sketch(pieces, details)


def dress(dice: Dice, yarns: Yarns) -> Sketch:
    """Sleeveless, on a hanger, with a belt or a placket."""
    hem = dice.whole(342, 356)
    top = trace("M146 82C156 116 244 116 254 82L276 82C268 126 276 152 272 190L128 190C124 152 132 126 124 82Z")
    fall = trace(f"M128 186L272 186L{dice.whole(306, 336)} {hem - 8}Q200 {hem + 10} {dice.whole(64, 94)} {hem - 8}Z")
    belt = dice.pick([yarns[2], yarns[1], yarns[4]])
    pieces = [
        Piece(fall, 0, (0.5, 0.66), light=light.waves(dice.whole(3, 5), 0.17), lift=8),
        Piece(top, 0, (0.5, 0.26), light=light.body(dice), lift=5),
        Piece(box(126, 178, 148, 17, 4), colour=belt, lift=3),
    ]
    details = [
        line("M146 82C156 116 244 116 254 82", belt, 5),
        line("M124 84C132 126 124 152 128 178M276 84C268 126 276 152 272 178", darker(yarns[0], 0.4), 2.4),
    ]
    if dice.chance(0.5):
        details += [line("M232 188C250 200 252 240 244 258M236 188C270 204 274 226 270 246", belt, 6)]
    else:
        details += [button(200, y, "#F3EAD6") for y in (124, 148)]
    return Sketch(pieces, details, [_hanger(dice, 68, 62)])


def tie(dice: Dice, _yarns: Yarns) -> Sketch:
    """Knotted, with the narrow end behind."""
    lean = dice.between(-12, 12)
    blade = turned(trace("M178 84L222 84L258 304L200 362L142 304Z"), lean)
    tail = turned(trace("M188 84L216 84L246 270L216 300L186 270Z"), lean - 9, (200, 90))
    knot = turned(trace("M162 36L238 36L224 94Q200 106 176 94Z"), lean)
    pieces = [
        Piece(tail, 45 + lean, (0.7, 0.4), dim=0.82, lift=5),
        Piece(blade, 45 + lean, (0.45, 0.5), light=light.drum, dim=1.06, lift=7),
        Piece(knot, -45 + lean, (0.3, 0.6), light=light.puff, dim=1.08, lift=5),
    ]
    return Sketch(
        pieces, [line(svg_path(piece.outline), "#17130D", 1.6, 'stroke-opacity=".3"') for piece in pieces[1:]]
    )


def shoes(dice: Dice, yarns: Yarns) -> Sketch:
    """A pair of slip-ons seen from above."""
    sole = dice.pick(["#E9DFC9", "#C9A36E", "#F3EAD6", "#8F633A"])
    outline = trace(
        "M98 62C140 58 160 96 162 150C164 206 158 250 154 300C150 346 70 346 66 300C62 250 46 206 46 150C46 98 62 66"
        " 98 62Z"
    )
    opening = trace(
        "M108 186C134 186 142 206 142 236C142 276 136 318 110 318C84 318 78 276 78 236C78 206 86 186 108 186Z"
    )
    inner = trace(
        "M108 200C128 200 134 216 134 240C134 274 128 308 110 308C92 308 86 274 86 240C86 216 92 200 108 200Z"
    )
    grow = (outline - outline.mean(axis=0)) * (1.09, 1.045) + outline.mean(axis=0)
    pieces, details = [], []
    for side, lean in ((0, -5), (1, 5)):
        shoe = [moved(part, 22, 0) for part in (grow, outline, opening, inner)]
        sided = [_mirrored(part) for part in shoe] if side else shoe
        parts = [turned(part, lean, (276 if side else 124, 200)) for part in sided]
        pieces += [
            Piece(parts[0], colour=sole, lift=9),
            Piece(parts[1], lean, (0.4 + 0.2 * side, 0.5), light=light.puff, dim=1.04, lift=0),
            Piece(parts[2], colour=darker(yarns[0], 0.35), lift=0),
            Piece(parts[3], colour="#D9C6A2", lift=0),
        ]
        details.append(line(svg_path(parts[2]), yarns[2], 4))
        details.append(
            stitches(svg_path((parts[0] - parts[0].mean(axis=0)) * 0.985 + parts[0].mean(axis=0)), darker(sole, 0.4))
        )
    if dice.chance(0.5):
        details += [button(x, 150, dice.pick([yarns[2], yarns[1]])) for x in (126, 274)]
    return Sketch(pieces, details)


FORMS = {"skirt": skirt, "shirt": shirt, "dress": dress, "tie": tie, "shoes": shoes}
