"""Listings over Oscar's products: writing them, and their way from draft to the shelf."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.core import audit, clock
from marketplace.core.errors import DomainError
from marketplace.core.events import publish
from marketplace.core.oscar import oscar_model
from marketplace.core.text import slug
from marketplace.files.models import Picture
from marketplace.listings.enums import ListingState
from marketplace.listings.events import ChangesAsked, ListingApproved, ListingChanged, ListingSubmitted
from marketplace.listings.facts import ListingFacts, VariantFacts
from marketplace.listings.models import Listing, ListingPicture, Variant
from marketplace.listings.queries import available, hindrances
from marketplace.listings.services.stock import listing_of, set_stock

Product = oscar_model("catalogue", "Product")
ProductCategory = oscar_model("catalogue", "ProductCategory")
ProductClass = oscar_model("catalogue", "ProductClass")
StockRecord = oscar_model("partner", "StockRecord")
MAX_PRICE = 500_000_000


@transaction.atomic
def create_listing(*, cooperative: Any, facts: ListingFacts, actor: Any = None) -> Listing:
    """A draft with its product, variants and stock records. Raises DomainError for a price out of range."""
    now = clock.now()
    product = _new_product(facts.values["title_vi"], "parent" if facts.variants else "standalone")
    ProductCategory.objects.create(product=product, category=facts.values["shelf"])
    listing = Listing.objects.create(
        product=product, cooperative=cooperative, created_at=now, changed_at=now, **facts.values
    )
    if facts.variants:
        for position, variant in enumerate(facts.variants):
            _add_variant(listing, position, variant, actor)
    else:
        _open_stock(listing, product, facts.price or 0, facts.stock or 0, actor)
    audit.record(actor, "listing.created", listing, {}, {"title": listing.title_vi})
    return listing


def _new_product(title: str, structure: str, parent: Any = None) -> Any:
    kind = None
    if parent is None:
        kind, _created = ProductClass.objects.get_or_create(slug="goods", defaults={"name": "Hàng hóa"})
    product = Product(title=title, slug=slug(title)[:200], structure=structure, parent=parent, product_class=kind)
    product.save()
    return product


def _add_variant(listing: Listing, position: int, facts: VariantFacts, actor: Any) -> Variant:
    product = _new_product(f"{listing.title_vi}, {facts.value_vi}"[:255], "child", listing.product)
    variant = Variant.objects.create(
        listing=listing,
        product=product,
        position=position,
        value_vi=facts.value_vi,
        value_en=facts.value_en,
        net_weight_g=facts.net_weight_g,
    )
    _open_stock(listing, product, facts.price, facts.stock, actor)
    return variant


def _open_stock(listing: Listing, product: Any, price: int, stock: int, actor: Any) -> None:
    record = StockRecord.objects.create(
        product=product,
        partner_id=listing.cooperative.partner_id,
        partner_sku=f"{listing.pk}-{product.pk}",
        price_currency="VND",
        price=_checked_price(price),
        num_in_stock=0,
        num_allocated=0,
    )
    if stock:
        set_stock(stock_record_id=record.pk, pieces=stock, actor=actor)


def _checked_price(price: int) -> int:
    if not 1 <= price <= MAX_PRICE:
        raise DomainError(
            _("A price is a whole number of đồng from 1 to 500,000,000."), fields={"price": _("Check the price.")}
        )
    return price


@transaction.atomic
def update_listing(*, listing: Listing, facts: ListingFacts, actor: Any = None) -> bool:
    """Bring a listing to these facts; False when nothing differs. Variants are matched by their Vietnamese value.

    A variant that is no longer named keeps its product and history and is taken off sale (stock 0).
    """
    changed = [name for name, value in facts.values.items() if getattr(listing, name) != value]
    for name in changed:
        setattr(listing, name, facts.values[name])
    if changed:
        listing.changed_at = clock.now()
        listing.save()
    if "title_vi" in changed:
        Product.objects.filter(pk=listing.product_id).update(title=listing.title_vi)
    if "shelf" in changed:
        ProductCategory.objects.filter(product_id=listing.product_id).update(category=listing.shelf)
    moved = _update_offers(listing, facts, actor)
    if changed or moved:
        publish(ListingChanged(listing.pk))
    return bool(changed) or moved


def _update_offers(listing: Listing, facts: ListingFacts, actor: Any) -> bool:
    if not facts.variants:
        record = StockRecord.objects.get(product_id=listing.product_id)
        return _update_offer(record, facts.price or 0, facts.stock, actor)
    existing = {variant.value_vi: variant for variant in listing.variants.all()}
    moved = False
    for position, variant in enumerate(facts.variants):
        if variant.value_vi in existing:
            record = StockRecord.objects.get(product_id=existing.pop(variant.value_vi).product_id)
            moved |= _update_offer(record, variant.price, variant.stock, actor)
        else:
            _add_variant(listing, len(existing) + position + listing.variants.count(), variant, actor)
            moved = True
    for gone in existing.values():
        record = StockRecord.objects.get(product_id=gone.product_id)
        moved |= _update_offer(record, int(record.price), 0, actor)
    return moved


def _update_offer(record: Any, price: int, stock: int | None, actor: Any) -> bool:
    is_recounted = stock is not None and stock != available(record)
    is_repriced = int(record.price) != price
    if stock is not None and is_recounted:
        set_stock(stock_record_id=record.pk, pieces=stock, actor=actor)
    if is_repriced:
        change_price(stock_record_id=record.pk, price=price, actor=actor)
    return is_recounted or is_repriced


@transaction.atomic
def change_price(*, stock_record_id: int, price: int, actor: Any = None) -> None:
    """Price in whole đồng with VAT. Locks the stock record; orders already placed keep their price."""
    record = StockRecord.objects.select_for_update(of=("self",)).select_related("product").get(pk=stock_record_id)
    before = int(record.price or 0)
    if before == _checked_price(price):
        return
    StockRecord.objects.filter(pk=record.pk).update(price=price, date_updated=clock.now())
    audit.record(actor, "listing.price", record, {"price": before}, {"price": price})
    publish(ListingChanged(listing_of(record)))


@transaction.atomic
def attach_picture(
    *,
    listing: Listing,
    picture: Picture,
    alt_vi: str,
    alt_en: str = "",
    is_illustration: bool = False,
    variant: Variant | None = None,
) -> ListingPicture:
    """Append a picture to a listing, or to one of its variants; the first one is the card's."""
    attached = ListingPicture.objects.create(
        listing=listing,
        picture=picture,
        variant=variant,
        position=listing.pictures.count(),
        alt_vi=alt_vi[:200],
        alt_en=alt_en[:200],
        is_illustration=is_illustration,
    )
    publish(ListingChanged(listing.pk))
    return attached


@transaction.atomic
def describe_picture(*, attached: ListingPicture, alt_vi: str, alt_en: str = "") -> None:
    """What the picture shows, for those who do not see it."""
    if (attached.alt_vi, attached.alt_en) == (alt_vi[:200], alt_en[:200]):
        return
    attached.alt_vi, attached.alt_en = alt_vi[:200], alt_en[:200]
    attached.save(update_fields=["alt_vi", "alt_en"])
    publish(ListingChanged(attached.listing_id))


@transaction.atomic
def detach_picture(*, attached: ListingPicture) -> None:
    """Take a picture off its listing; those behind it move up, so that the first is at 0. The file stays."""
    listing_id = attached.listing_id
    attached.delete()
    for position, picture in enumerate(ListingPicture.objects.filter(listing_id=listing_id).order_by("position")):
        if picture.position != position:
            ListingPicture.objects.filter(pk=picture.pk).update(position=position)
    publish(ListingChanged(listing_id))


@transaction.atomic
def submit_listing(*, listing: Listing, actor: Any = None) -> Listing:
    """Hand a draft to the officers. Raises DomainError without a picture or from another state."""
    if not listing.pictures.exists():
        raise DomainError(_("Add at least one picture before you send this listing in."))
    _move(listing, (ListingState.DRAFT, ListingState.CHANGES_ASKED), ListingState.SUBMITTED, actor)
    publish(ListingSubmitted(listing.pk))
    return listing


@transaction.atomic
def approve_listing(*, listing: Listing, actor: Any = None) -> Listing:
    """Put a submitted listing on sale. Raises DomainError for what may not be sold today."""
    _check_may_be_sold(listing)
    _move(listing, (ListingState.SUBMITTED,), ListingState.LIVE, actor)
    publish(ListingApproved(listing.pk))
    publish(ListingChanged(listing.pk))
    return listing


@transaction.atomic
def ask_changes(*, listing: Listing, note: str, actor: Any = None) -> Listing:
    """Give a submitted listing back with a note that says what to change. Raises DomainError without a note."""
    if not note.strip():
        raise DomainError(_("Write what the cooperative should change."), fields={"note": _("This is missing.")})
    listing.officer_note = note.strip()
    _move(listing, (ListingState.SUBMITTED,), ListingState.CHANGES_ASKED, actor)
    publish(ChangesAsked(listing.pk))
    return listing


@transaction.atomic
def hide_listing(*, listing: Listing, actor: Any = None) -> Listing:
    """Take a listing off sale at once; `show_listing` brings it back without a new approval."""
    _move(listing, (ListingState.LIVE,), ListingState.HIDDEN, actor)
    publish(ListingChanged(listing.pk))
    return listing


@transaction.atomic
def show_listing(*, listing: Listing, actor: Any = None) -> Listing:
    """Bring a hidden listing back. Raises DomainError for one that was never approved."""
    if listing.live_since is None:
        raise DomainError(_("An officer has to approve this listing first."))
    _check_may_be_sold(listing)
    _move(listing, (ListingState.HIDDEN,), ListingState.LIVE, actor)
    publish(ListingChanged(listing.pk))
    return listing


def _check_may_be_sold(listing: Listing) -> None:
    reasons = hindrances(listing)
    if reasons:
        raise DomainError(" ".join(reasons))


def _move(listing: Listing, origins: tuple[ListingState, ...], target: ListingState, actor: Any) -> None:
    current = Listing.objects.select_for_update(of=("self",)).get(pk=listing.pk)
    if current.state not in origins:
        raise DomainError(_("This listing was changed by somebody else. Look at it again."))
    now = clock.now()
    before, listing.state, listing.changed_at = current.state, target, now
    if target is ListingState.SUBMITTED:
        listing.submitted_at = now
    if target is ListingState.LIVE:
        listing.live_since = listing.live_since or now
    if target is ListingState.CHANGES_ASKED:
        Listing.objects.filter(pk=listing.pk).update(officer_note=listing.officer_note)
    listing.save(update_fields=["state", "changed_at", "submitted_at", "live_since"])
    audit.record(actor, f"listing.{target.value}", listing, {"state": before}, {"state": target.value})
