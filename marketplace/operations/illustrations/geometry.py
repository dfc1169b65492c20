"""Outlines in a box of 400 units; x runs right, y runs down."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Point = tuple[float, float]

_STEPS = 14
_TOKEN = re.compile(r"[MLQCZ]|-?\d+(?:\.\d+)?")
_LENGTH = {"M": 2, "L": 2, "Q": 4, "C": 6}


def _curve(*control: Point) -> list[Point]:
    """A Bézier curve of any degree, without its first point."""
    order = len(control) - 1
    points = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        weights = [math.comb(order, k) * t**k * (1 - t) ** (order - k) for k in range(order + 1)]
        points.append(
            (
                sum(w * p[0] for w, p in zip(weights, control, strict=True)),
                sum(w * p[1] for w, p in zip(weights, control, strict=True)),
            )
        )
    return points


def _commands(path: str) -> Iterator[tuple[str, list[Point]]]:
    tokens = _TOKEN.findall(path)
    index, command = 0, "M"
    while index < len(tokens):
        if tokens[index] in "MLQCZ":
            command = tokens[index]
            index += 1
        if command == "Z":
            continue
        count = _LENGTH[command]
        numbers = [float(token) for token in tokens[index : index + count]]
        index += count
        yield command, list(zip(numbers[::2], numbers[1::2], strict=True))


def trace(path: str) -> Points:
    """The outline of an SVG path of absolute M, L, Q, C and Z."""
    points: list[Point] = []
    for command, given in _commands(path):
        points += given if command in "ML" else _curve(points[-1], *given)
    return np.array(points)


def box(x: float, y: float, width: float, height: float, radius: float = 0) -> Points:
    if radius <= 0:
        return np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
    centres = (
        (x + width - radius, y + radius, -90),
        (x + width - radius, y + height - radius, 0),
        (x + radius, y + height - radius, 90),
        (x + radius, y + radius, 180),
    )
    return np.array(
        [
            (cx + radius * math.cos(math.radians(a)), cy + radius * math.sin(math.radians(a)))
            for cx, cy, start in centres
            for a in range(start, start + 91, 15)
        ]
    )


def oval(cx: float, cy: float, rx: float, ry: float) -> Points:
    angles = np.linspace(0, 2 * math.pi, 48, endpoint=False)
    return np.stack([cx + rx * np.cos(angles), cy + ry * np.sin(angles)], axis=1)


def strip(path: str, width: float) -> Points:
    """A band of even width along an open path: straps, cords, handles."""
    middle = trace(path)
    along = np.gradient(middle, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) * width / 2
    return np.concatenate([middle + across, (middle - across)[::-1]])


def moved(points: Points, dx: float, dy: float) -> Points:
    return np.asarray(points + np.array([dx, dy]))


def turned(points: Points, degrees: float, centre: Point = (200, 200)) -> Points:
    angle = math.radians(degrees)
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return np.asarray((points - centre) @ turn + centre)


def svg_path(points: Points) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"
