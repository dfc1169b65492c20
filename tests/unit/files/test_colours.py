"""Main colours, the background left out."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

from marketplace.files.cloths import lab_of, seen
from marketplace.files.colours import CENTRES, LEAST_SHARE, MOST, main_colours, shares
from marketplace.files.enums import Swatch
from marketplace.operations.illustrations import draw

# The yarn that each palette is named for, and what a buyer would call it.
EXPECTED = {
    "indigo": "cham",
    "madder": "do",
    "moss": "la",
    "honey": "vang",
    "clay": "nau",
    "plum": "tim",
    "charcoal": "den",
    "cream": "nga",
    "teal": "ngoc",
    "rose": "hong",
    "rust": "nau",
    "sky": "lam",
}


PALE = {"nga", "trang", "xam"}


def plain(colour: str | tuple[int, int, int], size: tuple[int, int] = (300, 300)) -> Image.Image:
    return Image.new("RGB", size, colour)


def colours_of(image: Image.Image) -> tuple[str, ...]:
    return main_colours(shares(seen(image)))


def laid(cloth: Image.Image, ground: Image.Image) -> Image.Image:
    """A piece in the middle of a table, as somebody photographs it."""
    table = ground.copy()
    table.paste(cloth, ((table.width - cloth.width) // 2, (table.height - cloth.height) // 2))
    return table


def speckled(image: Image.Image, strength: int, seed: int = 1) -> Image.Image:
    noise = np.random.default_rng(seed).normal(0, strength, (image.height, image.width, 1))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


def drawn(palette: str, seed: str) -> Image.Image:
    return draw({"cloth": "fabric", "motif": "plain", "palette": palette}, seed=seed, view=0, width=400)


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [((255, 255, 255), (100, 0, 0)), ((0, 0, 0), (0, 0, 0)), ((255, 0, 0), (53.24, 80.09, 67.20))],
)
def test_lab_is_that_of_the_books(rgb: tuple[int, int, int], lab: tuple[float, float, float]) -> None:
    assert lab_of(np.array([rgb], np.uint8))[0] == pytest.approx(lab, abs=0.05)


@pytest.mark.parametrize("swatch", Swatch)
def test_its_own_paint_is_its_own_colour(swatch: Swatch) -> None:
    assert shares(seen(plain(swatch.paint))) == {swatch.value: 1000}


def test_each_centre_is_nearest_to_itself() -> None:
    found = [shares(seen(plain(centre))) for centres in CENTRES.values() for centre in centres]
    assert found == [{swatch.value: 1000} for swatch, centres in CENTRES.items() for _centre in centres]


@pytest.mark.parametrize("palette", EXPECTED)
def test_drawn_cloth_has_the_colour_of_its_palette(palette: str) -> None:
    """By the dice about one cloth in five is woven in the palette's pale yarns: that one is only pale."""
    found = [colours_of(drawn(palette, f"colour {number}")) for number in range(5)]
    named = [one for one in found if one[0] == EXPECTED[palette]]
    pale = [one for one in found if set(one) <= PALE]
    assert len(named) >= 2
    assert len([one for one in found if one in named or one in pale]) == 5, found


def test_the_ground_under_drawn_cloth_does_not_count() -> None:
    """The same cloth on grounds of all palettes."""
    for seed in range(8):
        assert colours_of(drawn("indigo", f"ground {seed}")) in (
            ("cham",),
            ("nga",),
            ("nga", "trang"),
            ("trang", "nga"),
        )


@pytest.mark.parametrize("ground", ["#F4F1EA", "#8FB38A", "#D9B36C", "#20242C"])
def test_a_photograph_on_a_plain_ground(ground: str) -> None:
    photograph = speckled(laid(plain("#B4475E", (170, 150)), plain(ground)), 3)
    assert colours_of(photograph) == ("hong",)


def test_without_leaving_the_ground_out_it_would_count() -> None:
    """What the test above would find if all of the picture were looked at."""
    photograph = speckled(laid(plain("#B4475E", (170, 150)), plain("#D9B36C")), 3)
    everything = seen(photograph)
    everything.shown[:] = True
    assert main_colours(shares(everything)) == ("nau", "hong")


def test_cloth_that_fills_the_frame_has_no_background() -> None:
    stripes = Image.new("RGB", (300, 300), "#1F3550")
    for top in range(0, 300, 60):
        stripes.paste("#E9E0CB", (0, top, 300, top + 20))
    assert colours_of(stripes) == ("cham", "nga")


def test_a_pattern_on_a_base_that_reaches_the_border_keeps_its_base() -> None:
    cloth = Image.new("RGB", (300, 300), "#1F3550")
    for left in range(20, 300, 60):
        for top in range(20, 300, 60):
            cloth.paste("#E9E0CB", (left, top, left + 24, top + 24))
    assert colours_of(cloth)[0] == "cham"


def test_a_hole_shows_the_table_not_the_cloth() -> None:
    ring = plain("#F0B429")
    ring.paste("#3C5730", (60, 60, 240, 240))
    ring.paste("#F0B429", (110, 110, 190, 190))
    found = shares(seen(ring))
    assert found == {"la": 1000}


@pytest.mark.parametrize("size", [(600, 200), (200, 600), (37, 23), (1, 1)])
def test_pictures_of_any_form(size: tuple[int, int]) -> None:
    assert shares(seen(plain("#B3261E", size))) == {"do": 1000}


def test_an_accent_is_no_colour_of_the_thing() -> None:
    assert main_colours({"cham": 700, "nga": LEAST_SHARE, "do": LEAST_SHARE - 1}) == ("cham", "nga")
    assert main_colours({}) == ()


def test_the_largest_come_first_and_not_more_than_some() -> None:
    many: dict[str, Any] = {"do": 130, "la": 140, "tim": 150, "den": 160, "xam": 170}
    assert main_colours(many) == ("xam", "den", "tim", "la")
    assert len(main_colours(many)) == MOST


def test_where_two_threads_blend_no_third_colour_comes_of_it() -> None:
    """Stripes that do not fall on whole pixels once the picture is small."""
    stripes = Image.new("RGB", (630, 630), "#1F3550")
    for left in range(0, 630, 28):
        stripes.paste("#E9E0CB", (left, 0, left + 14, 630))
    assert set(colours_of(stripes)) == {"cham", "nga"}
