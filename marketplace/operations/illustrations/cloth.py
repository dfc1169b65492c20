"""Woven goods: the whole piece, or a near view of the weave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image

from . import forms_bags, forms_flat, forms_worn, weave
from .canvas import BOX, Canvas
from .closeup import near_view
from .dice import Dice
from .ground import ground
from .motifs import MOTIFS, Grid
from .palettes import PALETTES, brightness

FORMS = {**forms_flat.FORMS, **forms_bags.FORMS, **forms_worn.FORMS}

_THREAD = {
    "purse": 4.2,
    "pouch": 4.2,
    "coasters": 3.4,
    "shoes": 3.4,
    "tie": 3.4,
    "hat": 3.4,
    "cushion": 4.4,
    "fabric": 4.4,
}
"""Units of the box to a thread; large pieces show more threads than small ones."""

_FRINGED = ("scarf", "shawl", "runner", "blanket", "hanging")


@dataclass(frozen=True)
class Weave:
    grid: Grid
    yarns: tuple[str, ...]
    structure: str
    seed: int


def _yarns(dice: Dice, palette: str) -> tuple[str, ...]:
    """Four in five keep the dark base that the palette is named for; the small colours change places."""
    chosen = PALETTES[palette]
    yarns = chosen.light if dice.chance(0.2) else chosen.yarns
    accent, second = dice.shuffled(yarns[2:4]) if dice.chance(0.35) else yarns[2:4]
    return yarns[0], yarns[1], accent, second, yarns[4]


def _weave(motif: str, palette: str, seed: str) -> Weave:
    dice = Dice(seed, "weave", motif, palette)
    grid = MOTIFS[motif](Dice(seed, "motif", motif))
    structure = dice.pick(["plain", "plain", "twill", "basket"])
    return Weave(grid, _yarns(dice, palette), structure, dice.whole(0, 1 << 30))


def _ground_palette(dice: Dice, palette: str, yarns: tuple[str, ...]) -> str:
    """A ground that lets the cloth stand out: its own pale tint, or a neighbour's."""
    warm = ("cream", "honey", "clay", "madder", "rust", "rose")
    cool = ("sky", "teal", "moss", "indigo", "charcoal", "plum")
    if brightness(yarns[0]) > 0.7:
        return dice.pick([palette if palette != "cream" else "moss", "teal", "rust", "indigo", "rose"])
    return palette if dice.chance(0.45) else dice.pick(cool if palette in warm else warm)


def _whole(form: str, cloth: Weave, palette: str, dice: Dice, width: int) -> Image.Image:
    thread = _THREAD.get(form, 3.8) * dice.pick([0.88, 1.0, 1.15])
    pixels = max(2, round(thread * width / BOX))
    threads = weave.thread_colours(cloth.grid, cloth.yarns, cloth.structure, cloth.seed)
    image = weave.flat(threads, cloth.structure, pixels)
    under = ground(dice, _ground_palette(dice, palette, cloth.yarns)).painted(width)
    canvas = Canvas(under, image, pixels / (thread * width / BOX))
    sketch = FORMS[form](dice, cloth.yarns)
    canvas.ink(sketch.under)
    for piece in sketch.pieces:
        canvas.lay(piece)
    canvas.ink(sketch.details)
    return canvas.image


def _near_kind(dice: Dice, form: str, view: int) -> str:
    """What the first near view shows the second does not."""
    first = dice.pick(["fringe", "folded"]) if form in _FRINGED else "folded"
    if view == 1:
        return first
    return dice.pick([kind for kind in ("fringe" if form in _FRINGED else "hem", "corner") if kind != first])


def draw_cloth(picture: Mapping[str, object], *, seed: str, view: int, width: int) -> Image.Image:
    form, motif, palette = str(picture["cloth"]), str(picture["motif"]), str(picture["palette"])
    cloth = _weave(motif, palette, seed)
    dice = Dice(seed, form, view)
    if view == 0:
        return _whole(form, cloth, palette, dice, width)
    threads = weave.thread_colours(cloth.grid, cloth.yarns, cloth.structure, cloth.seed)
    under = ground(dice, _ground_palette(dice, palette, cloth.yarns)).painted(width)
    return near_view(threads, cloth.structure, cloth.yarns, dice, under, kind=_near_kind(dice, form, view))
