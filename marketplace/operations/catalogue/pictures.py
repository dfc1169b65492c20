"""Drawn pictures: what the files room calls for one, and all cards at once after loading; and the look at cloth."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from PIL import Image

from marketplace.files.models import Picture
from marketplace.files.services import CARD_WIDTH, FORMATS, Look, look, make_size, size_path, write_size
from marketplace.listings.models import ListingPicture
from marketplace.operations.illustrations import draw
from marketplace.search import services as search
from marketplace.search.batches import in_batches

LOOKED_AT_ONCE = 50  # pictures to a transaction: who is interrupted goes on from there
Job = tuple[dict[str, Any], dict[str, str]]


def draw_recipe(recipe: Mapping[str, Any], width: int) -> Image.Image:
    """A recipe as `load_catalog` writes it: the listing's `picture` block, a seed and a view."""
    return draw(recipe["picture"], seed=recipe["seed"], view=recipe["view"], width=width)


def draw_cards(say: Callable[[str], None]) -> int:
    """Draw every card that has no file yet, on all processors; returns how many."""
    jobs = [job for job in map(_job, Picture.objects.filter(recipe__isnull=False).order_by("pk")) if job[1]]
    if not jobs:
        return 0
    say(f"  drawing {len(jobs)} pictures")
    with _workers() as pool:
        for count, _done in enumerate(pool.map(_draw_card, jobs, chunksize=8), 1):
            if count % 200 == 0:
                say(f"  {count} of {len(jobs)} pictures")
    return len(jobs)


def _workers() -> ProcessPoolExecutor:
    """Forked: spawned ones would have to set Django up again. They never touch the database."""
    return ProcessPoolExecutor(min(os.cpu_count() or 1, 8), mp_context=get_context("fork"))


def look_at_cloth(say: Callable[[str], None]) -> int:
    """Colours and patterns of what is bought by eye, where nobody looked yet; returns how many pictures.

    The goods are marked for the search index. What was uploaded since was looked at when it came.
    """
    decisive = Q(position=0) | Q(variant__isnull=False)  # what the search documents take colours from
    unseen = ListingPicture.objects.filter(decisive, picture__colours__isnull=True).exclude(listing__making="")
    shown = list(unseen.select_related("picture").order_by("pk"))
    if not shown:
        return 0
    say(f"  looking at {len(shown)} pictures")
    with _workers() as pool:
        looks = pool.map(_look, (one.picture for one in shown), chunksize=4)
        for batch in in_batches(zip(shown, looks, strict=True), LOOKED_AT_ONCE):
            _keep(batch)
    return len(shown)


@transaction.atomic
def _keep(batch: list[tuple[ListingPicture, Look]]) -> None:
    for shown, found in batch:
        shown.picture.colours, shown.picture.pattern = found.colours, found.pattern
    Picture.objects.bulk_update([shown.picture for shown, _found in batch], ["colours", "pattern"])
    search.mark_listings_changed(shown.listing_id for shown, _found in batch)


def _look(picture: Picture) -> Look:
    with Image.open(make_size(picture=picture, width=CARD_WIDTH, extension="webp")) as card:
        return look(card)


def _job(picture: Picture) -> Job:
    paths = {extension: size_path(picture.key.hex, CARD_WIDTH, extension) for extension in FORMATS}
    return picture.recipe or {}, {extension: str(path) for extension, path in paths.items() if not path.exists()}


def _draw_card(job: Job) -> None:
    recipe, paths = job
    image = draw_recipe(recipe, CARD_WIDTH)
    for extension, path in paths.items():
        write_size(path=Path(path), image=image, extension=extension)
