"""The pattern of a cloth as 128 hexadecimal digits: how strong lines of each width and direction are, and how evenly
they are spread. Lightness only, so that the same weave in other dyes has the same signature; shifts leave it alone,
other sizes and small turns change it little.

First round: the strength of waves in `DIRECTIONS` at each of `WIDTHS`. Second round: how these strengths rise and fall
at `SPREADS`, which tells a row of lozenges from a plain band. Both are kept as their lowest harmonics around the
circle, as logarithms, a digit each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from marketplace.files.cloths import SIDE, Field, Mask, Seen, narrowed

WIDTHS = (4, 8, 16, 32)  # pixels of SIDE from line to line
DIRECTIONS = 8
SPREADS = (16, 32, 64)
SPREAD_DIRECTIONS = 4
DIGITS = 128
LEAST_SHOWN = 0.02  # of the square
TABLES = 32
DEPTHS = (8, 5)  # of tokens: the deeper, the fewer signatures share one
_COARSE = 4
_STEP = 0.2  # of a logarithm to a digit
_FIRST_MEAN, _SECOND_MEAN = -4.2, -5.5  # where the middle digits lie; the other numbers lie around 0
_TOKEN_STEP = 26.0
_CUTS = TABLES * max(DEPTHS)

Wave = NDArray[np.complex64]


def signature(picture: Seen) -> str:
    """`DIGITS` hexadecimal digits; empty where too little is shown to say anything."""
    inner = narrowed(picture.shown, 5)
    if inner.mean() < LEAST_SHOWN:
        return ""
    first, second = _strengths(picture.lab[..., 0], picture.shown, inner)
    numbers = np.concatenate([_first_numbers(first), *(_second_numbers(part) for part in second)])
    return "".join(f"{digit:x}" for digit in np.clip(np.round(numbers / _STEP + 7.5), 0, 15).astype(int))


def distance(one: str, other: str) -> float:
    """0 for the same pattern, about 5 for another picture of it, 18 for any two."""
    return float(np.linalg.norm(_digits(one) - _digits(other)))


def tokens(found: str, depths: Sequence[int] = DEPTHS) -> tuple[str, ...]:
    """Words that signatures share, the more the nearer they are: of each table one for each depth, deepest first."""
    if not found:
        return ()
    cut = np.floor(_directions() @ _digits(found) / _TOKEN_STEP + _offsets()).astype(int)
    places = ["".join(map(_letter, row)) for row in cut.reshape(TABLES, max(DEPTHS)).tolist()]
    return tuple(f"{table}.{row[:depth]}" for depth in depths for table, row in enumerate(places))


def _letter(place: int) -> str:
    return chr(ord("a") + place % 26)


def _strengths(lightness: Field, shown: Mask, inner: Mask) -> tuple[Field, list[Field]]:
    """(width, direction), and for each width and each wider spread (direction, direction of the spread)."""
    wave = np.fft.fft2(_evened(lightness, shown, inner))
    there = _coarse(inner.astype(np.float32))
    first, envelopes = [], []
    for band in _bank(SIDE, WIDTHS, DIRECTIONS):
        strength = _coarse(np.abs(np.fft.ifft2(wave * band)).astype(np.float32) * 2 * inner)
        mean = strength.sum() / there.sum()
        first.append(np.sqrt((strength**2).sum() / there.sum()))
        envelopes.append(np.fft.fft2(strength - mean * there) / (mean + 0.02))
    wide = _bank(SIDE // _COARSE, tuple(spread / _COARSE for spread in SPREADS), SPREAD_DIRECTIONS)
    size = there.sum() * (SIDE // _COARSE) ** 2
    changes = np.array([[np.sqrt((np.abs(one * band) ** 2).sum() / size) for band in wide] for one in envelopes])
    parts = changes.reshape(len(WIDTHS), DIRECTIONS, len(SPREADS), SPREAD_DIRECTIONS).astype(np.float32)
    second = [
        parts[at, :, to] for at, width in enumerate(WIDTHS) for to, spread in enumerate(SPREADS) if spread > width
    ]
    return np.array(first, np.float32).reshape(len(WIDTHS), DIRECTIONS), second


def _evened(lightness: Field, shown: Mask, inner: Mask) -> Field:
    """Around 0 and of one contrast, so that neither dye nor light counts."""
    cloth = lightness[inner]
    return np.where(shown, lightness - cloth.mean(), 0) / (cloth.std() + 3)


def _coarse(field: Field) -> Field:
    side = SIDE // _COARSE
    return np.asarray(field.reshape(side, _COARSE, side, _COARSE).mean((1, 3)), np.float32)


@cache
def _bank(side: int, widths: tuple[float, ...], directions: int) -> list[Field]:
    """One filter for each width and direction, over the frequencies of a square; one-sided, so that a strength is
    the length of a complex number.
    """
    down, across = np.fft.fftfreq(side)[:, None], np.fft.fftfreq(side)[None]
    radius = np.maximum(np.hypot(down, across), 1e-9)
    angle = np.arctan2(down, across)
    bank = []
    for width in widths:
        ring = np.exp(-((np.log(radius * width) / 0.6) ** 2))
        for turn in range(directions):
            off = (angle - turn * np.pi / directions + np.pi) % (2 * np.pi) - np.pi
            bank.append((ring * np.exp(-((off / 0.35) ** 2) / 2)).astype(np.float32))
    return bank


@cache
def _harmonics(count: int, most: int) -> Field:
    """Mean, and cosine and sine of the first `most` waves around a circle of `count` steps; rows of length 1."""
    steps = 2 * np.pi * np.arange(count) / count
    rows = [np.ones(count)]
    for number in range(1, most + 1):
        rows.append(np.cos(number * steps))
        if 2 * number < count:
            rows.append(np.sin(number * steps))
    return np.array([row / np.linalg.norm(row) for row in rows]).astype(np.float32)


def _first_numbers(strengths: Field) -> Field:
    found = np.log(strengths + 0.03) @ _harmonics(DIRECTIONS, 2).T
    found[:, 0] = (found[:, 0] - _FIRST_MEAN) / 2  # how strong all of them are says little
    return np.asarray(found.ravel(), np.float32)


def _second_numbers(changes: Field) -> Field:
    """Half as heavy as the first ones: there are five times as many."""
    found = _harmonics(DIRECTIONS, 1) @ np.log(changes + 0.05) @ _harmonics(SPREAD_DIRECTIONS, 2).T / 2
    found[0, 0] = (found[0, 0] - _SECOND_MEAN) / 2
    return np.asarray(found.ravel(), np.float32)


def _digits(found: str) -> Field:
    letters = np.frombuffer(found.encode(), np.uint8)
    return np.where(letters >= ord("a"), letters - ord("a") + 10, letters - ord("0")).astype(np.float32)


def _bytes(purpose: str, count: int) -> NDArray[np.uint8]:
    """The same in every process and every version of every library."""
    blocks = (hashlib.sha256(f"{purpose} {number}".encode()).digest() for number in range(-(-count // 32)))
    return np.frombuffer(b"".join(blocks), np.uint8)[:count]


@cache
def _directions() -> Field:
    """As many for each table as its deepest token has letters: digits added and subtracted by lot."""
    bits = np.unpackbits(_bytes("directions", _CUTS * DIGITS // 8))
    return bits.reshape(_CUTS, DIGITS).astype(np.float32) * 2 - 1


@cache
def _offsets() -> Field:
    return (_bytes("offsets", _CUTS) / 256).astype(np.float32)
