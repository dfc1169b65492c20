"""How light falls on a piece of cloth; x and y run from 0 to 1 over the piece, 1 leaves the cloth as it is."""

from __future__ import annotations

import numpy as np

from .canvas import Light
from .dice import Dice
from .weave import Field


def soft(dice: Dice, strength: float = 0.1) -> Light:
    """Shallow folds of cloth that was just laid down."""
    lean, phase, beat = dice.between(-0.8, 0.8), dice.between(0, 6), dice.between(5, 9)

    def light(x: Field, y: Field) -> Field:
        along = (x + lean * y) * beat + phase
        return np.asarray(1.02 + strength * (0.7 * np.sin(along + np.sin(y * 3 + phase)) + 0.3 * np.sin(along * 2.3)))

    return light


def panel(x: Field, _y: Field) -> Field:
    """A folded layer: the fold on the left turns away, the right edge a little."""
    fold = np.clip(x / 0.09, 0, 1) * 0.34 + 0.68
    return np.asarray(fold * (1.02 - 0.16 * np.clip((x - 0.94) / 0.06, 0, 1)))


def puff(x: Field, y: Field) -> Field:
    """A filled cushion: high in the middle, pulled in at seams and corners."""
    across, down = 2 * x - 1, 2 * y - 1
    height = np.clip(1 - across**4, 0, 1) * np.clip(1 - down**4, 0, 1)
    return np.asarray(0.60 + 0.46 * height**0.6 - 0.10 * across * 0.5 - 0.12 * down * 0.5)


def drum(x: Field, _y: Field) -> Field:
    """Round like a barrel that stands upright."""
    return np.asarray(0.66 + 0.42 * np.sin(np.clip(x * 0.94 + 0.06, 0, 0.99) * np.pi) ** 0.8 + 0.05 * (0.5 - x))


def roller(_x: Field, y: Field) -> Field:
    """Round like a roll that lies level."""
    return np.asarray(0.58 + 0.52 * np.sin(np.clip(y * 0.9 + 0.05, 0, 0.99) * np.pi) ** 0.9)


def pleats(count: float, depth: float = 0.3, fan: float = 0.0, start: float = 0.0) -> Light:
    """Upright folds; `fan` spreads them towards the hem, `start` keeps the top smooth."""

    def light(x: Field, y: Field) -> Field:
        place = (x - 0.5) / (1 - fan * (1 - y)) + 0.5
        wave = place * count % 1
        fold = np.where(wave < 0.72, wave / 0.72, (1 - wave) / 0.28)
        reach = np.clip((y - start) * 4 + 0.25, 0, 1)
        return np.asarray(1.04 - depth * (1 - fold) * reach)

    return light


def waves(count: float, depth: float = 0.22, start: float = 0.0) -> Light:
    """Round folds of hanging cloth, deeper towards the hem."""

    def light(x: Field, y: Field) -> Field:
        reach = np.clip((y - start) / (1 - start), 0, 1) ** 0.7
        return np.asarray(1.02 + depth * reach * np.sin(x * count * 2 * np.pi + 0.8 * np.sin(y * 2)))

    return light


def fade(top: float, bottom: float) -> Light:
    return lambda _x, y: np.asarray(top + (bottom - top) * y)


def body(dice: Dice) -> Light:
    """A garment laid flat: rounded sides and a few creases."""
    creases = soft(dice, 0.07)
    return lambda x, y: np.asarray(creases(x, y) * (0.78 + 0.26 * np.clip(np.minimum(x, 1 - x) * 5, 0, 1)))
