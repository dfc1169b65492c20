"""Draw the 34 provinces as one small SVG file of paths, from the outlines of the 63 old ones.

    python build_map.py vietnam.svg provinces.csv > map.svg

Sources and licence: README.md beside this file. Old outlines that became one province are joined, then all borders are
simplified together, so that neighbours still touch. Needs shapely 2.1 or newer.
"""

import csv
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon

TOLERANCE = 8  # area of the smallest corner that stays, in square units
LEAST = 6  # area of the smallest island that is drawn
KEPT = 3  # islands of one province beside its largest part
CLOSE = 16  # square of the distance at which two dots are one
GAP = 0.6  # neighbours of the source overlap or miss each other by less
ARCHIPELAGOS = ("hoangsa", "truongsa")
OTHER_NAMES = {"hcm": "hochiminh", "baria": "bariavungtau", "tthue": "hue"}
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 822 884">
<!-- Outlines: @svg-maps/vietnam 2.0.0, CC BY 4.0; old provinces joined, borders simplified. -->"""


def folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^a-z]", "", "".join(c for c in plain if not unicodedata.combining(c)).lower())


def rings(d: str) -> list[list[tuple[float, float]]]:
    """Of a path of moves and lines; of a curve its end."""
    found: list[list[tuple[float, float]]] = []
    x = y = 0.0
    command, numbers = "m", list[float]()
    for word in re.findall(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?", d):
        if word.isalpha():
            command, numbers = word, []
            if word in "zZ" and found:
                x, y = found[-1][0]
            continue
        numbers.append(float(word))
        if len(numbers) < (6 if command in "cC" else 2):
            continue
        dx, dy = numbers[-2:]
        x, y = (x + dx, y + dy) if command.islower() else (dx, dy)
        if command in "mM":
            found.append([])
            command = "l" if command == "m" else "L"
        found[-1].append((x, y))
        numbers = []
    return found


def areas(geometry: Any) -> MultiPolygon:
    parts = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    return MultiPolygon([part for part in parts if part.geom_type == "Polygon" and part.area >= 0.5])


def provinces(drawn: dict[str, str], successor: dict[str, str]) -> dict[str, Any]:
    """Today's outlines by code."""
    groups: dict[str, list[Any]] = {}
    for name, d in drawn.items():
        if name not in ARCHIPELAGOS:
            parts = [Polygon(ring).buffer(0) for ring in rings(d) if len(ring) > 3]
            whole = shapely.unary_union(parts).buffer(GAP, join_style="mitre")
            groups.setdefault(successor[OTHER_NAMES.get(name, name)], []).append(whole)
    taken, clean = Polygon(), []
    for _code, group in sorted(groups.items()):
        joined = shapely.set_precision(shapely.unary_union(group).buffer(-GAP, join_style="mitre"), 0.25)
        clean.append(areas(joined.difference(taken)))  # what two drawings claim belongs to the first
        taken = taken.union(joined)
    return dict(zip(sorted(groups), shapely.coverage_simplify(clean, TOLERANCE**0.5), strict=True))


def outline(geometry: Any) -> str:
    parts = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    first, *others = sorted((part for part in parts if part.geom_type == "Polygon"), key=lambda part: -part.area)
    return "".join(map(written, [first, *(part for part in others[:KEPT] if part.area >= LEAST)]))


def written(polygon: Polygon) -> str:
    points = [(round(x), round(y)) for x, y in polygon.exterior.coords[:-1]]
    (x, y), *rest = [point for at, point in enumerate(points) if point != points[at - 1]]
    text, steps = f"M{x} {y}l", list[str]()
    for to_x, to_y in rest:
        steps.append(f"{to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return (text + " ".join(steps)).replace(" -", "-") + "z"


def dots(d: str) -> str:
    centres = [Polygon(ring).centroid if len(set(ring)) > 2 else shapely.Point(ring[0]) for ring in rings(d) if ring]
    chosen: list[tuple[int, int]] = []
    for x, y in sorted({(round(centre.x), round(centre.y)) for centre in centres}):
        if all((x - other_x) ** 2 + (y - other_y) ** 2 > CLOSE for other_x, other_y in chosen):
            chosen.append((x, y))
    return "".join(f"M{x} {y}h0" for x, y in chosen)


def main(svg: str, table: str) -> None:
    with Path(table).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    successor = {folded(row["name"]): row["successor"] for row in rows if row["version"] == "2024"}
    source = Path(svg).read_text(encoding="utf-8")
    drawn = dict(re.findall(r'<path\s+id="([^"]+)"\s+aria-label="[^"]+"\s+d="([^"]+)"', source))
    paths = {f"p{code}": outline(shape) for code, shape in provinces(drawn, successor).items()}
    paths |= {name: dots(drawn[name]) for name in ARCHIPELAGOS}
    lines = [f'<path id="{name}" d="{d}"/>' for name, d in paths.items()]
    sys.stdout.write("\n".join([HEAD, *lines, "</svg>", ""]))


if __name__ == "__main__":
    main(*sys.argv[1:])
