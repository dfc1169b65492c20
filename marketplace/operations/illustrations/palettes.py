from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """`yarns`: base, contrast, accent, second, deep. `tints`: grounds from pale to strong."""

    yarns: tuple[str, str, str, str, str]
    light: tuple[str, str, str, str, str]
    tints: tuple[str, str, str]

    @property
    def base(self) -> str:
        return self.yarns[0]

    @property
    def deep(self) -> str:
        return self.yarns[4]


PAPER = "#F7F2E7"
INK = "#25241F"

PALETTES: dict[str, Palette] = {
    "indigo": Palette(
        ("#1F3550", "#E9E0CB", "#C8571E", "#8FA7B8", "#14243A"),
        ("#E4DCC8", "#1F3550", "#3F6287", "#C8571E", "#C9BFA6"),
        ("#D9E2E4", "#BFCFD3", "#7C98A6"),
    ),
    "madder": Palette(
        ("#9E3110", "#F3DDB8", "#F0B429", "#2B2A26", "#6F1F0A"),
        ("#F0DDBE", "#9E3110", "#2B2A26", "#D98A1C", "#DDC49C"),
        ("#F7DCC6", "#EDBF9E", "#B9603A"),
    ),
    "moss": Palette(
        ("#3C5730", "#EDE3C8", "#E0A02A", "#B8C89A", "#26391F"),
        ("#E6E0C6", "#3C5730", "#B4531C", "#7E9A5C", "#CEC8A6"),
        ("#E2E7D2", "#C7D1AE", "#7F9A63"),
    ),
    "honey": Palette(
        ("#C98A1C", "#FBF0D2", "#6B3D14", "#8F3328", "#94620E"),
        ("#F5E6BF", "#A66A12", "#5D3410", "#D99A2B", "#E3CD98"),
        ("#F9E1B0", "#F2CC80", "#C98A1C"),
    ),
    "clay": Palette(
        ("#B0623A", "#F6E3CB", "#3F2A20", "#E8AE4A", "#7F3F22"),
        ("#F0DCC6", "#A3552F", "#3F2A20", "#CE8A5E", "#DCC0A2"),
        ("#F0D5C0", "#E2BA9C", "#B0703F"),
    ),
    "plum": Palette(
        ("#5B2A4A", "#F0DDD6", "#D98A2B", "#B58CA6", "#3C1931"),
        ("#EDDDD8", "#5B2A4A", "#B4475E", "#93638A", "#D6BFC0"),
        ("#EADBE2", "#D6BDCC", "#8F5F7F"),
    ),
    "charcoal": Palette(
        ("#33312C", "#E9E0CB", "#BC4012", "#F0B429", "#1B1A17"),
        ("#E2DCCD", "#33312C", "#BC4012", "#8A8375", "#C8C0AE"),
        ("#E3E1D9", "#CCC9BD", "#77736A"),
    ),
    "cream": Palette(
        ("#E6DAC0", "#8A6A45", "#33502B", "#BC4012", "#CDB98F"),
        ("#EFE8D6", "#B08D5E", "#6F7F4F", "#C7A574", "#D9CBA8"),
        ("#EFE6D2", "#DDD0B4", "#A8875A"),
    ),
    "teal": Palette(
        ("#1F5A58", "#F0E6CC", "#E59A2F", "#8CBDB3", "#123B3B"),
        ("#E5E4D0", "#1F5A58", "#C8571E", "#5E9C94", "#C9CCB6"),
        ("#D5E6E1", "#B5D1CB", "#5F948D"),
    ),
    "rose": Palette(
        ("#B4475E", "#FBE7DC", "#5A1F33", "#EBB957", "#7F2B41"),
        ("#F6DFD8", "#B4475E", "#5A1F33", "#D98A8F", "#E2BFB8"),
        ("#F7DDDB", "#ECC2C2", "#BE6B77"),
    ),
    "rust": Palette(
        ("#A8481A", "#F4E1C4", "#1F3550", "#E8A33A", "#6E2B0D"),
        ("#F2DFC4", "#A8481A", "#1F3550", "#D07C3E", "#DFC49E"),
        ("#F6DABF", "#EABC94", "#B5622E"),
    ),
    "sky": Palette(
        ("#4A7BA0", "#F3EDDD", "#F0B429", "#1F3550", "#2C587A"),
        ("#E6EAE6", "#4A7BA0", "#BC4012", "#94B6CC", "#C6D2D4"),
        ("#DCE8EF", "#BFD5E1", "#6F9BB8"),
    ),
}

Rgb = tuple[int, int, int]


def rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, other: str, share: float) -> str:
    """`share` 0 is all `colour`, 1 is all `other`."""
    pairs = zip(rgb(colour), rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def darker(colour: str, share: float) -> str:
    return mixed(colour, "#1A120A", share)


def paler(colour: str, share: float) -> str:
    return mixed(colour, "#FFF9EC", share)


def brightness(colour: str) -> float:
    red, green, blue = rgb(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def apart(colours: Sequence[str], other: str, least: float = 120) -> list[str]:
    """Those colours that can be told from the other one; the farthest if none can."""

    def distance(colour: str) -> float:
        return sum(abs(a - b) for a, b in zip(rgb(colour), rgb(other), strict=True))

    return [colour for colour in colours if distance(colour) >= least] or [max(colours, key=distance)]
