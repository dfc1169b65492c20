"""Cloth that is laid, folded, rolled or hung."""

from __future__ import annotations

from . import light
from .canvas import Piece, Sketch
from .dice import Dice
from .geometry import Points, box, oval, svg_path, trace, turned
from .palettes import darker, paler
from .trims import disc, fringe, line, seam, shape, stitches, tassel

Yarns = tuple[str, ...]

_WOOD = ("#B98A58", "#8F633A", "#6B4423", "#C9A36E", "#A8794A")


def fabric(dice: Dice, yarns: Yarns) -> Sketch:
    """A length of cloth pulled from its roll."""
    lean = dice.between(-9, 9)
    sheet = turned(trace("M92 128L316 128L330 330Q266 344 214 334Q140 322 78 338Z"), lean)
    roll = turned(box(66, 84, 276, 76, 20), lean)
    pieces = [Piece(sheet, lean, (0.5, 0.56), light=light.soft(dice, 0.11), lift=7)]
    pieces.append(Piece(roll, lean, (0.5, 0.24), light=light.roller, lift=9))
    spin = f'<g transform="rotate({lean:.1f} 200 200)">'
    end = f'<ellipse cx="344" cy="122" rx="14" ry="37" fill="{paler(yarns[0], 0.1)}"/>'
    rings = "".join(
        f'<ellipse cx="344" cy="122" rx="{r}" ry="{r * 2.7}" fill="none" stroke="{darker(yarns[0], 0.35)}"'
        ' stroke-width="2.4"/>'
        for r in (12.5, 8.5, 4.5)
    )
    return Sketch(pieces, [spin, end, rings, disc(344, 122, 3, "#C9A36E"), "</g>"])


def scarf(dice: Dice, yarns: Yarns) -> Sketch:
    """Folded in three with fringe, or folded once and crossed."""
    if dice.chance(0.35):
        return _crossed_scarf(dice, yarns)
    lean = dice.between(-10, 10)
    pieces, details = [], [f'<g transform="rotate({lean:.1f} 200 200)">']
    width = dice.between(116, 138)
    layers = ((66, 74, 258, 0.35, 0.82), (132, 88, 262, 0.5, 0.92), (200, 66, 270, 0.62, 1.0))
    for x, y, height, at, dim in layers:
        outline = turned(box(x, y, width, height, 3), lean)
        pieces.append(Piece(outline, lean, (0.5, at), light=light.panel, dim=dim, lift=7))
        details.append(
            fringe(dice, (x + width, y + height), (x, y + height), 26, (darker(yarns[0], 1 - dim), yarns[1]))
        )
    return Sketch(pieces, under=[], details=[*details, "</g>"])


def _crossed_scarf(dice: Dice, yarns: Yarns) -> Sketch:
    lean = dice.between(14, 22)
    back = turned(box(142, 50, 128, 280, 3), lean)
    front = turned(box(130, 50, 128, 280, 3), -lean)
    pieces = [
        Piece(back, lean, (0.4, 0.5), light=light.panel, dim=0.86, lift=6),
        Piece(front, -lean, (0.6, 0.5), light=light.soft(dice, 0.08), lift=8),
    ]
    details = [
        (
            f'<g transform="rotate({lean:.1f} 200'
            f' 200)">{fringe(dice, (270, 330), (142, 330), 26, (darker(yarns[0], 0.14), yarns[1]))}</g>'
        ),
        (
            f'<g transform="rotate({-lean:.1f} 200'
            f' 200)">{fringe(dice, (258, 330), (130, 330), 26, (yarns[0], yarns[1]))}</g>'
        ),
    ]
    return Sketch(pieces, details)


def shawl(dice: Dice, yarns: Yarns) -> Sketch:
    """Folded corner to corner: a wide triangle with fringe on both lower sides."""
    lean = dice.between(-6, 6)
    back = turned(trace("M36 102L364 102L200 322Z"), lean)
    front = turned(trace("M50 88Q200 98 350 88L204 300Z"), lean)
    pieces = [
        Piece(back, lean + 45, (0.5, 0.6), dim=0.8, lift=7),
        Piece(front, lean - 45, (0.45, 0.45), light=light.soft(dice, 0.1), lift=8),
    ]
    spin = f'<g transform="rotate({lean:.1f} 200 200)">'
    threads = (darker(yarns[0], 0.1), yarns[1])
    hems = fringe(dice, (364, 102), (200, 322), 22, threads) + fringe(dice, (200, 322), (36, 102), 22, threads)
    return Sketch(pieces, [spin, seam("M50 88Q200 98 350 88"), "</g>"], [spin, hems, "</g>"])


def runner(dice: Dice, yarns: Yarns) -> Sketch:
    """Lies along a wooden board and hangs over its front edge."""
    wood = dice.pick(_WOOD)
    board = trace("M70 92L330 92L384 286L16 286Z")
    edge = box(16, 286, 368, 26, 3)
    top = trace("M146 84L254 84L282 286L118 286Z")
    drop = box(118, 284, 164, 62)
    pieces = [
        Piece(board, colour=wood, lift=10),
        Piece(edge, colour=darker(wood, 0.28), lift=6),
        Piece(top, 0, (0.5, 0.4), light=light.soft(dice, 0.06), lift=4),
        Piece(drop, 0, (0.5, 0.70), light=light.waves(2.2, 0.08), dim=0.78, lift=4),
    ]
    grain = "".join(
        line(
            f"M{60 - i * 15} {126 + i * 44}H{142 - i * 8}M{258 + i * 8} {130 + i * 46}H{340 + i * 15}",
            darker(wood, 0.16),
            2,
        )
        for i in range(4)
    )
    return Sketch(
        pieces,
        [grain, seam("M118 286H282"), fringe(dice, (282, 346), (118, 346), 22, (darker(yarns[0], 0.2), yarns[1]))],
    )


def tablecloth(dice: Dice, _yarns: Yarns) -> Sketch:
    """Over a round or a long table, the hem in folds."""
    wood = dice.pick(_WOOD)
    folds = dice.whole(4, 6)
    hem = "".join(
        f"Q{352 - (i + 0.5) * 304 / folds:.0f} {342 if i % 2 else 320} {352 - (i + 1) * 304 / folds:.0f} 324"
        for i in range(folds)
    )
    pieces = [Piece(box(x, 250, 16, 112), colour=wood, lift=0) for x in (84, 300)]
    if dice.chance(0.5):
        drop, top = trace(f"M48 148L352 148L352 324{hem}Z"), trace("M96 96L304 96L352 148L48 148Z")
    else:
        drop, top = trace(f"M52 140L348 140L352 324{hem}Z"), oval(200, 140, 148, 46)
    pieces.append(Piece(drop, 0, (0.5, 0.62), light=light.waves(folds, 0.2, -0.1), dim=0.86, lift=8))
    pieces.append(Piece(top, 0, (0.5, 0.3), light=light.fade(1.08, 1.0), lift=0))
    return Sketch(pieces, [line(svg_path(top), "#17130D", 2, 'stroke-opacity=".2"')])


def blanket(dice: Dice, yarns: Yarns) -> Sketch:
    """A thick folded pile: the top face, and the folds in front."""
    lean = dice.between(-3, 3)
    top = turned(trace("M92 120L308 120L346 222L54 222Z"), lean)
    pieces = []
    for index in reversed(range(3)):
        fold = turned(box(54 + index * 2, 220 + index * 36, 292 - index * 4, 40, 19), lean)
        pieces.append(Piece(fold, lean, (0.5, 0.3 + 0.2 * index), light=light.roller, dim=0.98, lift=6))
    pieces.append(Piece(top, lean, (0.5, 0.5), light=light.fade(1.06, 0.98), lift=0))
    spin = f'<g transform="rotate({lean:.1f} 200 200)">'
    edge = seam("M54 222H346") + (stitches("M94 130L62 214", yarns[1]) if dice.chance(0.5) else "")
    tails = fringe(dice, (340, 326), (62, 326), 14, (darker(yarns[0], 0.15), yarns[1])) if dice.chance(0.6) else ""
    return Sketch(pieces, [spin, edge, "</g>"], [spin, tails, "</g>"])


def cushion(dice: Dice, yarns: Yarns) -> Sketch:
    lean = dice.between(-13, 13)
    if dice.chance(0.3):
        outline = trace("M60 122Q200 104 340 122Q356 200 340 288Q200 304 60 288Q44 200 60 122Z")
    else:
        outline = trace("M82 76Q200 96 318 76Q306 200 322 322Q200 304 78 322Q94 200 82 76Z")
    outline = turned(outline, lean)
    pieces = [Piece(outline, lean, (0.5, 0.5), light=light.puff, lift=13)]
    trim = dice.pick(["piping", "tassels", "plain"])
    details = [
        line(
            svg_path(outline),
            yarns[2] if trim == "piping" else "#17130D",
            4 if trim == "piping" else 2,
            "" if trim == "piping" else 'stroke-opacity=".3"',
        )
    ]
    if trim == "tassels":
        corners = [outline[0], outline[14], outline[28], outline[42]]
        details += [tassel(float(x), float(y) - 4, 32, yarns[2], yarns[1]) for x, y in corners]
    return Sketch(pieces, details)


def coasters(dice: Dice, yarns: Yarns) -> Sketch:
    """A set of four, round or square, one leaning on the next."""
    is_round = dice.chance(0.4)

    def one(x: float, y: float) -> Points:
        return oval(x, y, 76, 76) if is_round else box(x - 70, y - 70, 140, 140, 6)

    places = [(136, 134, 0.3, 0.3), (262, 142, 0.7, 0.35), (140, 262, 0.35, 0.7), (258, 264, 0.5, 0.5)]
    pieces, details = [], []
    for x, y, across, down in places:
        lean = dice.between(-14, 14)
        outline = turned(one(x, y), lean, (x, y))
        pieces.append(Piece(outline, lean, (across, down), light=light.fade(1.05, 0.96), lift=6))
    last = pieces[-1].outline
    middle = last.mean(axis=0)
    details.append(stitches(svg_path((last - middle) * 0.9 + middle), yarns[1]))
    if is_round:
        details.append(line(svg_path(last), yarns[2], 4))
    return Sketch(pieces, details)


def hanging(dice: Dice, yarns: Yarns) -> Sketch:
    """A wall piece on a wooden rod."""
    wood = dice.pick(_WOOD)
    half = dice.between(78, 104)
    left, right = 200 - half, 200 + half
    end = dice.pick(["square", "point", "steps"])
    foot = {
        "square": f"L{right} 300L{left} 300",
        "point": f"L{right} 268L200 330L{left} 268",
        "steps": (
            f"L{right} 276L{right - half * 0.6:.0f} 276L{right - half * 0.6:.0f} 312L{left + half * 0.6:.0f}"
            f" 312L{left + half * 0.6:.0f} 276L{left} 276"
        ),
    }[end]
    outline = trace(f"M{left} 92L{right} 92{foot}Z")
    pieces = [Piece(outline, 0, (0.5, 0.48), light=light.waves(dice.between(1.5, 2.5), 0.07), lift=8)]
    details = [line(f"M{left} 86L200 34L{right} 86", darker(wood, 0.35), 3)]
    details += [
        line(f"M{left - 20} 90H{right + 20}", darker(wood, 0.2), 12),
        line(f"M{left - 20} 88H{right + 20}", wood, 6),
    ]
    details += [
        disc(left - 22, 90, 8, darker(wood, 0.3)),
        disc(right + 22, 90, 8, darker(wood, 0.3)),
        disc(200, 34, 4, darker(wood, 0.5)),
    ]
    threads = (yarns[0], yarns[1])
    if end == "square":
        details.append(fringe(dice, (right, 300), (left, 300), 36, threads))
    elif end == "point":
        details += [
            tassel(200, 324, 44, yarns[2], yarns[1]),
            tassel(left + 4, 262, 36, yarns[2], yarns[1]),
            tassel(right - 4, 262, 36, yarns[2], yarns[1]),
        ]
    else:
        details += [
            tassel(200 + off * half, 306 if abs(off) < 0.5 else 270, 36, yarns[2], yarns[1])
            for off in (-0.8, -0.3, 0, 0.3, 0.8)
        ]
    return Sketch(pieces, details)


def _toy_body(kind: str) -> Points:
    return trace(
        {
            "elephant": (
                "M70 196C66 128 138 104 204 110C262 104 316 120 334 160C352 196 350 236 352 268C353 286 328 288 326"
                " 270C324 250 322 238 312 232C308 240 300 246 292 248L292 314C292 326 246 326 246 314L246 268L170"
                " 268L170 314C170 326 120 326 120 314L116 262C86 250 72 230 70 196Z"
            ),
            "fish": "M52 206C92 124 200 106 268 182L340 126C350 160 350 240 340 284L268 226C200 306 92 286 52 206Z",
            "bird": (
                "M64 156C72 112 136 96 164 138C188 176 250 168 344 130C338 214 288 284 196 284C124 284 76 236 96 176L64"
                " 156Z"
            ),
        }[kind]
    )


def toy(dice: Dice, yarns: Yarns) -> Sketch:
    """A stuffed animal cut from cloth."""
    kind = dice.pick(["elephant", "elephant", "fish", "bird"])
    outline = _toy_body(kind)
    pieces = [Piece(outline, dice.between(-15, 15), (0.5, 0.5), light=light.puff, lift=9)]
    details = [stitches(svg_path((outline - outline.mean(axis=0)) * 0.95 + outline.mean(axis=0)), yarns[1])]
    if kind == "elephant":
        ear = trace("M222 130C276 122 290 176 270 214C244 226 216 196 222 130Z")
        pieces.append(Piece(ear, 60, (0.3, 0.7), light=light.puff, dim=0.96, lift=4))
        details += [
            disc(304, 166, 7, "#17130D"),
            disc(302, 164, 2.2, "#FFF9EC"),
            line("M70 190Q48 204 52 236", yarns[2], 7),
        ]
    elif kind == "fish":
        fin = trace("M150 196C180 176 212 184 226 208C204 232 172 232 150 196Z")
        pieces.append(Piece(fin, 70, (0.3, 0.7), light=light.puff, lift=3))
        details += [disc(98, 192, 10, yarns[1]), disc(98, 192, 5, "#17130D")]
    else:
        wing = trace("M160 190C214 186 256 192 292 176C276 236 208 262 160 190Z")
        pieces.append(Piece(wing, 60, (0.3, 0.7), light=light.puff, lift=3))
        details += [disc(112, 146, 6, "#17130D"), shape("M64 148L34 162L68 172Z", yarns[2])]
        details.append(line("M176 284V318M160 320H190M216 282V316M200 318H230", darker(yarns[2], 0.2), 6))
    return Sketch(pieces, details)


FORMS = {
    "fabric": fabric,
    "scarf": scarf,
    "shawl": shawl,
    "runner": runner,
    "tablecloth": tablecloth,
    "blanket": blanket,
    "cushion": cushion,
    "coasters": coasters,
    "hanging": hanging,
    "toy": toy,
}
