"""Small drawings of goods, all in a box of 100 units. Sources and licences: catalog_fixtures/pictures/SOURCES.md."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from .palettes import mixed

_FOLDER = Path(__file__).resolve().parents[3] / "catalog_fixtures" / "pictures"
_OWN = re.compile(r'<g id="([a-z-]+)">(.*)</g>')
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")


@cache
def _drawings() -> dict[str, str]:
    """Our own shapes, and emoji scaled to the same box and softened to the stall's colours."""
    emoji: dict[str, str] = json.loads((_FOLDER / "emoji.json").read_text("utf-8"))
    drawings = {name: f'<g transform="scale(3.125)">{_COLOUR.sub(_softer, body)}</g>' for name, body in emoji.items()}
    drawings.update(_OWN.findall((_FOLDER / "shapes.svg").read_text("utf-8")))
    return drawings


def _softer(found: re.Match[str]) -> str:
    colour = found.group()
    level = round(0.3 * int(colour[1:3], 16) + 0.59 * int(colour[3:5], 16) + 0.11 * int(colour[5:7], 16))
    calm = mixed(colour, f"#{level:02X}{level:02X}{level:02X}", 0.16)
    is_green = int(colour[3:5], 16) > 1.15 * max(int(colour[1:3], 16), int(colour[5:7], 16))
    return mixed(calm, "#8A5A20", 0.28 if is_green else 0.12)


@cache
def glyph(name: str, stain: str = "", share: float = 0) -> str:
    """The drawing; `stain` dyes all its colours by `share`."""
    drawing = _drawings()[name]
    return _COLOUR.sub(lambda found: mixed(found.group(), stain, share), drawing) if stain else drawing


def placed(markup: str, x: float, y: float, size: float, turn: float = 0) -> str:
    """A drawing of 100 units with its middle at (x, y)."""
    spin = f" rotate({turn:.0f} 50 50)" if turn else ""
    half = size / 2
    return f'<g transform="translate({x - half:.1f} {y - half:.1f}) scale({size / 100:.3f}){spin}">{markup}</g>'
