"""From the database to documents: any number of listings in the same few statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from marketplace.certification.queries import Badge, badges
from marketplace.classifications.models import ADULT, ProductSet, SetRule
from marketplace.classifications.queries import rules_by_set, search_names_by_people
from marketplace.core import clock
from marketplace.core.oscar import oscar_model
from marketplace.files.colours import main_colours
from marketplace.listings.enums import Dye, Making, Material, Technique
from marketplace.listings.models import Listing, ListingPicture, Variant
from marketplace.listings.queries import buyers_by_listing, live_listings
from marketplace.places.queries import commune_positions, old_names_by_commune
from marketplace.search.batches import in_batches
from marketplace.search.interface import ListingDocument

Category = oscar_model("catalogue", "Category")
StockRecord = oscar_model("partner", "StockRecord")
BATCH = 500
KEYS_AT_ONCE = 20_000
_CRAFTS = (Technique, Material, Dye, Making)


@dataclass(frozen=True)
class Offered:
    """Whole đồng; `available` counts pieces."""

    price: int
    available: int


@dataclass(frozen=True)
class PublicShelf:
    path: str
    names: tuple[str, ...]


def documents(listing_ids: Iterable[int]) -> list[ListingDocument]:
    """Of those listings that may stand on a shelf: live, of an approved seller, on a public shelf, pictured, priced.

    The number of statements does not grow with the number of listings; pass at most BATCH.
    """
    return _built(list(_listings(live_listings().filter(pk__in=list(listing_ids)))))


def all_documents() -> Iterator[ListingDocument]:
    """Lazily, a batch at a time, in the order of their ids."""
    for listing_ids in in_batches(all_listing_ids(), BATCH):
        yield from documents(listing_ids)


def all_listing_ids() -> Iterator[int]:
    """Of all live listings. No cursor stays open while documents are built; each statement sorts what is left."""
    last = 0
    while True:
        found = live_listings().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:KEYS_AT_ONCE]
        listing_ids = list(found)
        yield from listing_ids
        if len(listing_ids) < KEYS_AT_ONCE:
            return
        last = listing_ids[-1]


def _listings(found: QuerySet[Listing]) -> QuerySet[Listing]:
    return found.select_related("product", "cooperative", "product_set", "origin_commune__province", "people").order_by(
        "pk"
    )


def _built(listings: list[Listing]) -> list[ListingDocument]:
    if not listings:
        return []
    surroundings = _Surroundings(listings)
    found = (surroundings.document(listing) for listing in listings)
    return [document for document in found if document]


class _Surroundings:
    """What stands around a batch of listings, one statement for each kind of thing."""

    def __init__(self, listings: list[Listing]) -> None:
        self.pictures = _pictures(listings)
        self.products = _sellable_products(listings)
        self.offers = _offers(product for products in self.products.values() for product in products)
        covered = {listing.product_id for listing in listings}.union(*self.products.values())
        self.badges = badges(products=covered, on=clock.today())
        self.shelves = public_shelves()
        self.names_of_people = search_names_by_people()
        self.old_places = old_names_by_commune({listing.origin_commune_id for listing in listings})
        self.rules = rules_by_set()
        self.positions = commune_positions({listing.origin_commune.province_id for listing in listings})
        self.buyers = buyers_by_listing(listing.pk for listing in listings)

    def document(self, listing: Listing) -> ListingDocument | None:
        pictures = self.pictures.get(listing.pk)
        shelf = self.shelves.get(listing.shelf_id)
        offers = [self.offers[product] for product in self.products[listing.pk] if product in self.offers]
        if not pictures or shelf is None or not offers:
            return None
        return ListingDocument(
            **_of_listing(listing),
            **_of_picture(pictures[0]),
            **_of_cloth(listing, pictures),
            **_of_offers(offers),
            **_of_badge(self._best_badge(listing)),
            shelf=shelf.path,
            shelf_names=shelf.names,
            people_aliases=self.names_of_people.get(listing.people_id or 0, ()),
            old_places=self.old_places.get(listing.origin_commune_id, ()),
            commune_position=self.positions.get(listing.origin_commune_id, 0),
            popularity=self.buyers.get(listing.pk, 0),
            sellable_product_id=None if listing.variant_axis else listing.product_id,
            is_restricted=_is_restricted(self.rules.get(listing.product_set_id)),
            is_barred=_is_barred(self.rules.get(listing.product_set_id)),
        )

    def _best_badge(self, listing: Listing) -> Badge | None:
        covered = (listing.product_id, *self.products[listing.pk])
        found = [self.badges[product] for product in covered if product in self.badges]
        return max(found, key=lambda badge: (badge.stars, badge.until), default=None)


def _pictures(listings: list[Listing]) -> dict[int, list[ListingPicture]]:
    """In their order."""
    pictures: dict[int, list[ListingPicture]] = defaultdict(list)
    found = ListingPicture.objects.filter(listing__in=listings).select_related("picture").defer("picture__recipe")
    for shown in found.order_by("position"):
        pictures[shown.listing_id].append(shown)
    return pictures


def _sellable_products(listings: list[Listing]) -> dict[int, list[int]]:
    products: dict[int, list[int]] = defaultdict(list)
    for listing in listings:
        if not listing.variant_axis:
            products[listing.pk].append(listing.product_id)
    variants = Variant.objects.filter(listing__in=[listing for listing in listings if listing.variant_axis])
    for listing_id, product_id in variants.values_list("listing_id", "product_id"):
        products[listing_id].append(product_id)
    return products


def _offers(products: Iterable[int]) -> dict[int, Offered]:
    records = StockRecord.objects.filter(
        product_id__in=list(products), product__is_public=True, price__isnull=False
    ).values_list("product_id", "price", "num_in_stock", "num_allocated")
    return {
        product: Offered(int(price), max(0, (stock or 0) - (allocated or 0)))
        for product, price, stock, allocated in records
    }


def public_shelves() -> dict[int, PublicShelf]:
    """Every category that may be seen with all above it, by its key; one statement, for there are at most 40."""
    rows = Category.objects.order_by("path").values_list(
        "path", "pk", "is_public", "slug", "shelf__path", "name", "shelf__name_en"
    )
    by_path: dict[str, PublicShelf] = {}
    found: dict[int, PublicShelf] = {}
    for path, pk, is_public, slug, address, *names in rows:
        above = by_path.get(path[: -Category.steplen])
        if is_public and (above or len(path) == Category.steplen):
            by_path[path] = found[pk] = _under(above, address or slug, bool(address), [name for name in names if name])
    return found


def _under(above: PublicShelf | None, address: str, is_whole: bool, names: list[str]) -> PublicShelf:
    """A category that staff made in Oscar's screens has no address of ours yet: its slugs make one."""
    if above is None:
        return PublicShelf(address, tuple(names))
    return PublicShelf(address if is_whole else f"{above.path}/{address}", (*above.names, *names))


def restricted_sets() -> list[int]:
    """Keys of the sets whose goods stand nowhere before the age was asked, and never on home."""
    rules = rules_by_set()
    return [pk for pk in ProductSet.objects.values_list("pk", flat=True) if _is_restricted(rules.get(pk))]


def _is_restricted(rule: SetRule | None) -> bool:
    """Where no rule is in force, nothing says that it may be shown to all."""
    return rule is None or rule.is_restricted


def _is_barred(rule: SetRule | None) -> bool:
    return rule is None or rule.min_age > ADULT


def _of_listing(listing: Listing) -> dict[str, Any]:
    seller, commune, people = listing.cooperative, listing.origin_commune, listing.people
    return {
        "listing_id": listing.pk,
        "product_id": listing.product_id,
        "slug": listing.product.slug,
        "title_vi": listing.title_vi,
        "title_en": listing.title_en,
        "summary_vi": listing.summary_vi,
        "summary_en": listing.summary_en,
        "cooperative_id": seller.pk,
        "cooperative_slug": seller.slug,
        "cooperative_name_vi": seller.name_vi,
        "cooperative_name_en": seller.name_en,
        "seller_kind": seller.kind,
        "province_code": commune.province.code,
        "province_name": commune.province.name,
        "commune_code": commune.code,
        "commune_name": commune.name,
        "people_slug": people.slug if people else "",
        "people_name_vi": people.name_vi if people else "",
        "people_name_en": people.name_en if people else "",
        "province_position": commune.province.position,
        "set_number": listing.product_set.number,
        "unit": listing.unit,
        "supply": listing.supply,
        "is_gift": listing.is_gift,
        "season_months": tuple(listing.season_months),
        "live_since": listing.live_since or listing.created_at,
        **_of_craft(listing),
    }


def _of_craft(listing: Listing) -> dict[str, Any]:
    codes = (*listing.techniques, *listing.materials, *listing.dyes, listing.making)
    return {
        "making": listing.making,
        "techniques": tuple(listing.techniques),
        "materials": tuple(listing.materials),
        "dyes": tuple(listing.dyes),
        "craft_names": tuple(name for code in codes for name in _craft_names().get(code, ())),
    }


@cache
def _craft_names() -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = defaultdict(list)
    for language in ("vi", "en"):
        with translation.override(language):
            for code, label in (choice for words in _CRAFTS for choice in words.choices):
                names[code].append(str(label))
    return {code: tuple(found) for code, found in names.items()}


def _of_picture(first: ListingPicture) -> dict[str, Any]:
    return {
        "picture_key": first.picture.key.hex,
        "picture_width": first.picture.width,
        "picture_height": first.picture.height,
        "alt_vi": first.alt_vi,
        "alt_en": first.alt_en,
        "is_illustration": first.is_illustration,
    }


def _of_cloth(listing: Listing, pictures: list[ListingPicture]) -> dict[str, Any]:
    """Brocade is bought by eye, other goods are not; a picture that was not looked at yet is found by neither.

    The pattern is that of the first picture, the colours are those of the first one and of every variant's own.
    """
    if not listing.making:
        return {}
    first, *others = pictures
    own = (first, *(shown for shown in others if shown.variant_id))
    swatches = dict.fromkeys(code for shown in own for code in main_colours(shown.picture.colours or {}))
    return {"swatches": tuple(swatches), "pattern": first.picture.pattern}


def _of_offers(offers: list[Offered]) -> dict[str, Any]:
    prices = sorted({offer.price for offer in offers})
    in_stock = any(offer.available for offer in offers)
    return {"price_min": prices[0], "price_max": prices[-1], "prices": tuple(prices), "in_stock": in_stock}


def _of_badge(badge: Badge | None) -> dict[str, Any]:
    return {"stars": badge.stars, "stars_until": badge.until} if badge else {}
