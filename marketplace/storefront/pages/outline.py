"""The map of the 34 provinces: its links, and where on it a place lies.

The outlines are `map.svg` (sources: themes/shared/map/README.md), whose coordinates these are.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from marketplace.core.text import slug
from marketplace.places.models import Commune
from marketplace.web.shelves import labels

STEPS = 4  # shades beside the one for nothing
# Fitted to the centres of 3,321 communes; 99 of 100 then lie in their own province.
_X, _X0, _Y, _Y0 = 51.822, -5293.43, -51.698, 1243.24


@dataclass(frozen=True)
class Outline:
    """`shade` is 0 for a province without goods, else 1 to 4."""

    code: str
    name: str
    url: str
    count: int
    shade: int
    is_chosen: bool


@dataclass(frozen=True)
class Spot:
    x: int
    y: int


def outlines(counts: Mapping[str, int] | None = None, chosen: str = "", *, address: str = "") -> list[Outline]:
    """In the order of the alphabet; `address` is a page to ask with `?province=` in place of the province's own."""
    counts = counts or {}
    most = max(counts.values(), default=0)
    places = reverse("pages:places")
    return [
        Outline(
            code,
            str(name),
            f"{address}?province={code}" if address else f"{places}{slug(name.vi)}/",
            counts.get(code, 0),
            _shade(counts.get(code, 0), most),
            code == chosen,
        )
        for code, name in labels.provinces().items()
    ]


def _shade(count: int, most: int) -> int:
    """By the square root: a few provinces have most of the goods."""
    return max(1, math.ceil(math.sqrt(count / most) * STEPS)) if count else 0


def spot(commune: Commune) -> Spot | None:
    """Where its centre lies; None where that is not known."""
    if commune.lat is None or commune.lon is None:
        return None
    mercator = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(commune.lat) / 2)))
    return Spot(round(_X * commune.lon + _X0), round(_Y * mercator + _Y0))
