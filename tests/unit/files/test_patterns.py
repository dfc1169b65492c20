"""Signatures: what stays the same, what sets patterns apart, and how good the neighbours are."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from PIL import Image

from marketplace.files.cloths import seen
from marketplace.files.patterns import DEPTHS, DIGITS, TABLES, distance, signature, tokens
from marketplace.operations.illustrations import draw

CATALOGUE = Path(__file__).parents[3] / "catalog_fixtures" / "cooperatives"
NEAREST = 5
SIDE = 320


def drawn(motif: str, palette: str = "indigo", form: str = "fabric", seed: str = "a", width: int = SIDE) -> Image.Image:
    return draw({"cloth": form, "motif": motif, "palette": palette}, seed=seed, view=0, width=width)


def signed(image: Image.Image) -> str:
    return signature(seen(image))


def moved(image: Image.Image, across: int, down: int, scale: float = 1) -> Image.Image:
    """On the same table: the corner's colour comes in where the picture ends."""
    middle = image.width / 2
    turn = (1 / scale, 0, middle - middle / scale - across, 0, 1 / scale, middle - middle / scale - down)
    return image.transform(image.size, Image.Transform.AFFINE, turn, fillcolor=image.getpixel((1, 1)))


def otherwise_dyed(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return Image.merge("RGB", (blue, green, red))


def darker(image: Image.Image) -> Image.Image:
    return image.point(lambda value: value * 0.8)


SAME: dict[str, Callable[[Image.Image], Image.Image]] = {
    "moved": lambda image: moved(image, 11, -7),
    "smaller": lambda image: moved(image, 0, 0, 0.93),
    "nearer": lambda image: moved(image, 0, 0, 1.1),
    "turned": lambda image: image.rotate(4, Image.Resampling.BICUBIC, fillcolor=image.getpixel((1, 1))),
    "dyed": otherwise_dyed,
    "darker": darker,
    "half the pixels": lambda image: image.resize((SIDE // 2, SIDE // 2)),
}


@pytest.mark.parametrize("change", SAME)
def test_it_is_still_the_same_pattern(change: str) -> None:
    """Nearer to itself than to any other motif, in every case."""
    motifs = ("diamonds", "stripes", "check", "zigzag", "patchwork", "ladder")
    signatures = {motif: signed(drawn(motif)) for motif in motifs}
    for motif in motifs:
        changed = signed(SAME[change](drawn(motif)))
        nearest = min(signatures, key=lambda other: distance(changed, signatures[other]))
        assert nearest == motif, change


def test_a_signature_is_a_short_text_of_digits() -> None:
    found = signed(drawn("diamonds"))
    assert len(found) == DIGITS
    assert set(found) <= set("0123456789abcdef")
    assert distance(found, found) == 0


def test_lines_of_another_direction_are_another_pattern() -> None:
    across = Image.fromarray(np.tile(np.where(np.arange(200) % 20 < 10, 40, 210)[:, None], (1, 200)).astype(np.uint8))
    up = across.rotate(90)
    thin = Image.fromarray(np.tile(np.where(np.arange(200) % 8 < 4, 40, 210)[:, None], (1, 200)).astype(np.uint8))
    assert distance(signed(across), signed(up)) > 20
    assert distance(signed(across), signed(thin)) > 10
    assert distance(signed(across), signed(moved(across.convert("RGB"), 0, 3))) < 8


def test_too_little_to_see_is_no_pattern() -> None:
    assert signed(Image.new("RGB", (200, 3), "#1F3550")) == ""
    assert tokens("") == ()


def test_tokens_are_shared_by_neighbours() -> None:
    """Each deeper token says the shallower one too, so what shares a deep one shares the shallow one."""
    one, near, far = signed(drawn("ladder")), signed(moved(drawn("ladder"), 3, 2)), signed(drawn("plain"))
    deep, shallow = DEPTHS
    assert len(tokens(one)) == len(set(tokens(one))) == TABLES * len(DEPTHS)
    shared = {depth: set(tokens(one, (depth,))) & set(tokens(near, (depth,))) for depth in DEPTHS}
    strange = {depth: set(tokens(one, (depth,))) & set(tokens(far, (depth,))) for depth in DEPTHS}
    assert len(shared[deep]) > 8 > len(strange[deep])
    assert len(shared[shallow]) > len(strange[shallow])
    assert {token[: token.index(".") + 1 + shallow] for token in shared[deep]} <= shared[shallow]


@cache
def demonstration() -> tuple[tuple[str, str], ...]:
    """(motif, signature) of the first picture of every cloth in the demonstration catalogue."""
    blocks: list[dict[str, Any]] = [
        listing
        for path in sorted(CATALOGUE.glob("*.yaml"))
        for listing in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)["listings"]
        if "cloth" in listing["picture"]
    ]
    return tuple(
        (str(block["picture"]["motif"]), signed(draw(block["picture"], seed=block["slug"], view=0, width=SIDE)))
        for block in blocks
    )


def precision(pairs: tuple[tuple[str, str], ...]) -> float:
    """How many of the nearest five have the same motif, on average."""
    found = []
    for at, (motif, mine) in enumerate(pairs):
        others = sorted((distance(mine, other), its) for to, (its, other) in enumerate(pairs) if to != at)
        found.append(sum(its == motif for _away, its in others[:NEAREST]) / NEAREST)
    return sum(found) / len(found)


@pytest.mark.slow
def test_neighbours_have_the_same_motif_more_often_than_not() -> None:
    """0.60 when it was made; by chance it would be 0.09."""
    assert precision(demonstration()) >= 0.55


@pytest.mark.slow
def test_with_signatures_dealt_out_by_lot_the_neighbours_say_nothing() -> None:
    pairs = demonstration()
    order = np.random.default_rng(3).permutation(len(pairs))
    dealt = tuple((motif, pairs[at][1]) for (motif, _own), at in zip(pairs, order, strict=True))
    assert precision(dealt) < 0.15
