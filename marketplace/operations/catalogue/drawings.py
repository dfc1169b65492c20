"""The drawn pictures of a loaded listing: two views of it, and one of each variant that comes in another colour."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marketplace.files.models import Picture
from marketplace.files.services import describe_drawing
from marketplace.listings.models import Listing, ListingPicture
from marketplace.listings.services import catalogue
from marketplace.operations.catalogue.reading import Block

WORDS = (("", ""), (", nhìn gần", ", close up"))  # of the two views


@dataclass(frozen=True)
class Drawing:
    """`variant` is the Vietnamese value of the one variant that it shows; empty: it stands for all."""

    picture: Picture
    alt_vi: str
    alt_en: str
    variant: str = ""


def draw_listing(listing: Listing, block: Block) -> None:
    """Nothing is written when the same pictures stand there already."""
    drawings = list(_drawings(listing, block))
    existing = listing.pictures.filter(is_illustration=True).select_related("picture", "variant")
    stand = [(one.picture.checksum, one.variant.value_vi if one.variant else "") for one in existing]
    if stand == [(one.picture.checksum, one.variant) for one in drawings]:
        return
    ListingPicture.objects.filter(listing=listing, is_illustration=True).delete()
    Picture.objects.bulk_create(one.picture for one in drawings)
    variants = {variant.value_vi: variant for variant in listing.variants.all()}
    for one in drawings:
        catalogue.attach_picture(
            listing=listing,
            picture=one.picture,
            alt_vi=one.alt_vi,
            alt_en=one.alt_en,
            is_illustration=True,
            variant=variants.get(one.variant),
        )


def _drawings(listing: Listing, block: Block) -> Iterator[Drawing]:
    plain = dict(block["picture"])
    variants = list(_coloured(block))
    shown = next((item["value_vi"] for item, picture in variants if picture == plain), "")
    for view, (vi, en) in enumerate(WORDS):
        drawn = _described(plain, block, view)
        yield Drawing(drawn, f"{listing.title_vi}{vi}", f"{listing.title_en}{en}", "" if view else shown)
    for item, picture in variants:
        if picture != plain:
            alt_vi, alt_en = f"{listing.title_vi}, {item['value_vi']}", f"{listing.title_en}, {item['value_en']}"
            yield Drawing(_described(picture, block, 0), alt_vi, alt_en, item["value_vi"])


def _coloured(block: Block) -> Iterator[tuple[Block, dict[str, Any]]]:
    """Variants with a colour of their own: of the cloth, or of the vessel's body."""
    plain = dict(block["picture"])
    for item in (block.get("variants") or {}).get("items") or []:
        if item.get("palette"):
            yield item, {**plain, "palette" if "cloth" in plain else "body": item["palette"]}


def _described(picture: dict[str, Any], block: Block, view: int) -> Picture:
    return describe_drawing(recipe={"picture": picture, "seed": block["slug"], "view": view})
