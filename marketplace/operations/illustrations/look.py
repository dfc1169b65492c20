"""What a picture's packs share: colours, label, and the goods on it."""

from __future__ import annotations

from dataclasses import dataclass

from .dice import Dice
from .glyphs import placed
from .palettes import INK, PALETTES, PAPER, brightness, darker, mixed, paler
from .pantry import Good


@dataclass(frozen=True)
class Look:
    body: str
    shade: str
    lid: str
    paper: str
    band: str
    label: str
    good: Good
    seed: str

    def again(self) -> Dice:
        """A pack or thing keeps its form from view to view."""
        return Dice(self.seed, "form")


def look(seed: str, body: str, ground: str, good: Good) -> Look:
    """Colours of one brand: the body as asked for, lid and band set off from it and from the ground."""
    dice = Dice(seed, "look", body)
    own = PALETTES[body]
    colour = dice.pick([own.base, own.base, mixed(own.base, own.tints[2], 0.5), own.tints[2], own.deep])
    if abs(brightness(colour) - brightness(PALETTES[ground].tints[0])) < 0.16:
        colour = own.tints[2] if brightness(own.base) > 0.6 else own.deep
    accents = [own.yarns[2], own.yarns[3], own.deep, "#6B3D14", "#33502B", "#BC4012", "#25241F", own.light[1]]
    far = [accent for accent in accents if abs(brightness(accent) - brightness(colour)) > 0.12]
    lid, band = dice.shuffled(far or accents)[:2] if len(far) > 1 else (INK, own.deep)
    paper = dice.pick([PAPER, PAPER, "#FFFDF7", paler(own.tints[0], 0.4), paler(PALETTES[ground].tints[0], 0.3)])
    label = dice.pick(["card", "card", "round", "sash", "arch", "ticket", "frame", "split"])
    return Look(colour, darker(colour, 0.2), lid, paper, band, label, good, seed)


def rect(x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius}" fill="{colour}"/>'


def ellipse(cx: float, cy: float, rx: float, ry: float, colour: str, extra: str = "") -> str:
    return f'<ellipse cx="{cx:.1f}" cy="{cy:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{colour}" {extra}/>'


def filled(path: str, colour: str, extra: str = "") -> str:
    return f'<path d="{path}" fill="{colour}" {extra}/>'


def grouped(transform: str, *parts: str) -> str:
    return f'<g transform="{transform}">{"".join(parts)}</g>'


def clipped(path: str, name: str, *parts: str) -> str:
    return f'<clipPath id="{name}"><path d="{path}"/></clipPath><g clip-path="url(#{name})">{"".join(parts)}</g>'


def veiled(path: str, colour: str, opacity: float) -> str:
    return f'<path d="{path}" fill="{colour}" opacity="{opacity}"/>'


def outlined(shape: str, colour: str, width: float) -> str:
    """A rect or an ellipse drawn with fill "none", given its edge."""
    return shape.replace("/>", f' stroke="{colour}" stroke-width="{width}"/>')


def shine(path: str, width: float = 8, opacity: float = 0.28) -> str:
    return (
        f'<path d="{path}" stroke="#fff" stroke-opacity="{opacity}" stroke-width="{width}" stroke-linecap="round"'
        ' fill="none"/>'
    )


def cast(cx: float, cy: float, rx: float, ry: float = 13) -> str:
    """The flat shadow where something stands."""
    return ellipse(cx + 4, cy, rx, ry, INK, 'opacity=".16"')


def standing(markup: str, x: float, y: float, scale: float, turn: float = 0) -> str:
    spin = f" rotate({turn:.1f})" if turn else ""
    return f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.3f}){spin}">{markup}</g>'


def label(given: Look, cx: float, cy: float, width: float, height: float) -> str:
    """The sewn or printed label with the goods on it; never words."""
    x, y = cx - width / 2, cy - height / 2
    mark, small = given.good.mark, min(width, height)
    line = given.band
    drawings = {
        "card": (
            rect(x, y, width, height, given.paper, 4)
            + rect(x, y + height * 0.78, width, height * 0.22, line, 0)
            + rect(cx - width * 0.28, y + height * 0.87, width * 0.56, height * 0.045, given.paper)
            + placed(mark, cx, y + height * 0.40, small * 0.62)
        ),
        "round": (
            f'<circle cx="{cx}" cy="{cy}" r="{small * 0.52:.1f}" fill="{line}"/>'
            f'<circle cx="{cx}" cy="{cy}" r="{small * 0.47:.1f}" fill="{given.paper}"/>'
            + placed(mark, cx, cy, small * 0.6)
        ),
        "sash": (
            rect(x - 4, y + height * 0.08, width + 8, height * 0.84, given.paper)
            + rect(x - 4, y + height * 0.02, width + 8, height * 0.07, line)
            + rect(x - 4, y + height * 0.91, width + 8, height * 0.07, line)
            + placed(mark, cx, cy, small * 0.66)
        ),
        "arch": (
            filled(
                f"M{x} {y + height}V{y + width / 2}A{width / 2} {width / 2} 0 0 1 {x + width}"
                f" {y + width / 2}V{y + height}Z",
                given.paper,
            )
            + rect(x, y + height * 0.88, width, height * 0.12, line)
            + placed(mark, cx, cy + height * 0.02, small * 0.62)
        ),
        "ticket": (
            rect(x, y, width, height, line, 3)
            + rect(x, y + height * 0.16, width, height * 0.68, given.paper)
            + rect(cx - width * 0.3, y + height * 0.055, width * 0.6, height * 0.05, given.paper)
            + placed(mark, cx, cy, small * 0.58)
        ),
        "frame": (
            rect(x, y, width, height, given.paper, 3)
            + outlined(rect(x + 5, y + 5, width - 10, height - 10, "none", 2), line, 2.5)
            + placed(mark, cx, cy, small * 0.62)
        ),
        "split": (
            rect(x, y, width, height, given.paper, 3)
            + filled(f"M{x} {y + height}V{y + height * 0.78}L{x + width} {y + height * 0.58}V{y + height}Z", line)
            + placed(mark, cx, cy - height * 0.06, small * 0.62)
        ),
    }
    return drawings[given.label]
