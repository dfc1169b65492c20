"""Drawn pictures: what the files room calls for one, and all cards at once after loading."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from PIL import Image

from marketplace.files.models import Picture
from marketplace.files.services import CARD_WIDTH, FORMATS, size_path, write_size
from marketplace.operations.illustrations import draw

Job = tuple[dict[str, Any], dict[str, str]]


def draw_recipe(recipe: Mapping[str, Any], width: int) -> Image.Image:
    """A recipe as `load_catalog` writes it: the listing's `picture` block, a seed and a view."""
    return draw(recipe["picture"], seed=recipe["seed"], view=recipe["view"], width=width)


def draw_cards(say: Callable[[str], None]) -> int:
    """Draw every card that has no file yet, on all processors; returns how many."""
    jobs = [job for job in map(_job, Picture.objects.filter(recipe__isnull=False).order_by("pk")) if job[1]]
    workers = min(os.cpu_count() or 1, 8)
    if not jobs:
        return 0
    say(f"  drawing {len(jobs)} pictures")
    # Forked: spawned workers would have to set Django up again. They never touch the database.
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        for count, _done in enumerate(pool.map(_draw_card, jobs, chunksize=8), 1):
            if count % 200 == 0:
                say(f"  {count} of {len(jobs)} pictures")
    return len(jobs)


def _job(picture: Picture) -> Job:
    paths = {extension: size_path(picture.key.hex, CARD_WIDTH, extension) for extension in FORMATS}
    return picture.recipe or {}, {extension: str(path) for extension, path in paths.items() if not path.exists()}


def _draw_card(job: Job) -> None:
    recipe, paths = job
    image = draw_recipe(recipe, CARD_WIDTH)
    for extension, path in paths.items():
        write_size(path=Path(path), image=image, extension=extension)
