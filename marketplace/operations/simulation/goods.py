"""Rows of one invented listing, made after a loaded one: same set, shelf and words, another name, price and picture."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from random import Random
from typing import Any, ClassVar

from django.db import models

from marketplace.certification.models import Certificate
from marketplace.cooperatives.models import Cooperative
from marketplace.core import clock
from marketplace.core.oscar import oscar_model
from marketplace.core.text import slug
from marketplace.files.models import Picture
from marketplace.files.services import describe_drawing
from marketplace.listings.enums import ListingState, MovementKind
from marketplace.listings.models import Listing, ListingPicture, StockMovement, Variant

Product = oscar_model("catalogue", "Product")
ProductCategory = oscar_model("catalogue", "ProductCategory")
StockRecord = oscar_model("partner", "StockRecord")
COPIED = (
    "summary_vi", "summary_en", "description_vi", "description_en", "product_set_id", "shelf_id", "people_id", "making",
    "techniques", "materials", "dyes", "unit", "net_weight_g", "parcel_length_cm", "parcel_width_cm",
    "parcel_height_cm", "storage_vi", "storage_en", "shelf_life_days", "ingredients_vi", "ingredients_en",
    "variant_axis", "origin_commune_id",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A loaded listing; prices are whole đồng, one for each variant."""

    listing: Listing
    prices: list[int]
    certificate: Certificate | None


@dataclass(frozen=True)
class Naming:
    """Whose goods; `batch` counts from 1 how often this seller's goods were modelled on one example."""

    cooperative: Cooperative
    brand: str
    batch: int

    def titles(self, listing: Listing) -> tuple[str, str]:
        again_vi, again_en = (f", mẻ {self.batch}", f", batch {self.batch}") if self.batch > 1 else ("", "")
        title_en = listing.title_en or listing.title_vi
        return f"{listing.title_vi[:110]} {self.brand}{again_vi}", f"{title_en[:110]}, {self.brand}{again_en}"


@dataclass
class ListingRows:
    KINDS: ClassVar[tuple[str, ...]] = (
        "product", "children", "category", "listing", "variants", "picture", "shown", "certificates",
    )  # fmt: skip

    product: Any
    category: Any
    listing: Listing
    picture: Picture
    shown: ListingPicture
    offers: list[tuple[int, int]]
    children: list[Any] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)
    certificates: list[Certificate] = field(default_factory=list)
    stock_records: list[Any] = field(default_factory=list)

    def rows(self, kind: str) -> list[models.Model]:
        found = getattr(self, kind)
        return found if isinstance(found, list) else [found]

    def name_records(self) -> None:
        """Stock records carry the keys of listing and product in their name."""
        for product, (price, stock) in zip(self.children or [self.product], self.offers, strict=True):
            self.stock_records.append(
                StockRecord(
                    product=product,
                    partner_id=self.listing.cooperative.partner_id,
                    partner_sku=f"{self.listing.pk}-{product.pk}",
                    price_currency="VND",
                    price=price,
                    num_in_stock=stock,
                    num_allocated=0,
                )
            )

    def movements(self, at: datetime) -> Iterator[StockMovement]:
        for record in self.stock_records:
            if record.num_in_stock:
                yield StockMovement(
                    stock_record=record,
                    kind=MovementKind.SET,
                    in_stock_change=record.num_in_stock,
                    allocated_change=0,
                    at=at,
                )

    def covered(self) -> Iterator[models.Model]:
        through = Certificate.products.through
        for certificate in self.certificates:
            yield through(certificate=certificate, product=self.product)


def rows_of(example: Example, naming: Naming, rng: Random, live_since: datetime) -> ListingRows:
    source = example.listing
    title_vi, title_en = naming.titles(source)
    variants = list(source.variants.all())
    product = _product(title_vi, "parent" if variants else "standalone", source.product.product_class_id)
    listing = Listing(
        product=product,
        cooperative=naming.cooperative,
        state=ListingState.LIVE,
        title_vi=title_vi,
        title_en=title_en,
        live_since=live_since,
        created_at=live_since,
        changed_at=live_since,
        **{name: getattr(source, name) for name in COPIED},
    )
    picture = _picture(source, f"{naming.cooperative.slug}:{title_vi}")
    shown = ListingPicture(
        listing=listing,
        picture=picture,
        position=0,
        alt_vi=title_vi[:200],
        alt_en=title_en[:200],
        is_illustration=True,
    )
    category = ProductCategory(product=product, category_id=source.shelf_id)
    rows = ListingRows(product, category, listing, picture, shown, _offers(example.prices, rng))
    for position, variant in enumerate(variants):
        child = _product(f"{title_vi}, {variant.value_vi}", "child", None, product)
        rows.children.append(child)
        rows.variants.append(_variant(listing, child, position, variant))
    if example.certificate and rng.random() < 0.7:
        rows.certificates.append(_certificate(example.certificate, naming, title_vi, rng))
    return rows


def _product(title: str, structure: str, kind: int | None, parent: Any = None) -> Any:
    return Product(title=title[:255], slug=slug(title)[:200], structure=structure, product_class_id=kind, parent=parent)


def _variant(listing: Listing, child: Any, position: int, source: Variant) -> Variant:
    return Variant(
        listing=listing,
        product=child,
        position=position,
        value_vi=source.value_vi,
        value_en=source.value_en,
        net_weight_g=source.net_weight_g,
    )


def _picture(source: Listing, seed: str) -> Picture:
    """The example's recipe with another seed: drawn when somebody looks at it first. Its motif and colours stay."""
    drawn = next((shown.picture for shown in source.pictures.all() if shown.picture.recipe), None)
    picture = describe_drawing(recipe={**((drawn and drawn.recipe) or {}), "seed": seed})
    if drawn:
        picture.colours, picture.pattern = drawn.colours, drawn.pattern
    return picture


def _offers(prices: list[int], rng: Random) -> list[tuple[int, int]]:
    """Price and stock of each variant: near the example's prices, in whole thousands of đồng."""
    dearer = rng.uniform(0.75, 1.35)
    stocks = (0, 3, 8, 15, 24, 40, 60, 120)
    return [(max(1_000, round(price * dearer / 1_000) * 1_000), rng.choice(stocks)) for price in prices]


def _certificate(source: Certificate, naming: Naming, title: str, rng: Random) -> Certificate:
    code = blake2b(f"{naming.cooperative.slug}:{title}".encode(), digest_size=6).hexdigest().upper()
    decided = clock.today() - timedelta(days=rng.randint(30, 1000))
    return Certificate(
        code=code,
        cooperative=naming.cooperative,
        decision_number=f"DEMO-{code}/QĐ-UBND",
        decision_date=decided,
        issuer_level=source.issuer_level,
        issuer=source.issuer,
        stars=source.stars,
        status=source.status,
        expires_on=decided + timedelta(days=1095),
    )
