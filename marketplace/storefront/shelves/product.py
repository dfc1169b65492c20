"""The page of one product: what it is, what it costs, when it comes, who answers for it.

Three statements: the listing with its certificate and shelf, its offers, its pictures. A process that showed it within
the last minute needs two: may it still be seen, and what does it offer. One that has not read the transit times and the
old names of the place yet needs one more for each.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.certification.queries import valid_certificates
from marketplace.classifications.models import SetRule
from marketplace.core import clock
from marketplace.core.asked import Row
from marketplace.core.oscar import oscar_model
from marketplace.core.rows import Columns
from marketplace.fulfilment import shipping
from marketplace.listings.enums import Allergen, Shows, Supply
from marketplace.listings.models import Listing, ListingPicture, Shelf
from marketplace.listings.queries import Offer, last_change, listings_on_show, moment, offers_from, records_of
from marketplace.places.queries import places_before
from marketplace.storefront.basket.lines import may_be_ordered, not_orderable_yet
from marketplace.storefront.shelves.delivery import delivery
from marketplace.storefront.shelves.goods import add_url, product_url
from marketplace.storefront.shelves.passport import is_machine_made, passport, size
from marketplace.storefront.shelves.results import Link
from marketplace.storefront.shelves.seasons import season
from marketplace.storefront.shelves.similar import more_of_stall, similar
from marketplace.storefront.shelves.unit_prices import UnitPrice, unit_price
from marketplace.web.freshness import Fresh, freshness
from marketplace.web.shelves.labels import forget_also
from marketplace.web.templatetags.market import in_language, language, picture_alt, weight

Category = oscar_model("catalogue", "Category")
Product = oscar_model("catalogue", "Product")
MOST_PIECES = 99
KEPT = 256  # pages of goods whose values a process holds: about 100 kB each
LONGEST_CODE = 8  # of a province
ABOVE = ("path", "name_vi", "name_en")


@dataclass(frozen=True)
class Proof:
    """What the page says of the certificate; all of it stands on the certificate's own page."""

    code: str
    stars: int
    decision_number: str
    decision_date: date
    issuer: str
    expires_on: date


@dataclass(frozen=True)
class Choice:
    """A variant as the buyer chooses it. `picture` is the number of its own picture `shown`, from 1; 0: it has none."""

    offer: Offer
    unit_price: UnitPrice | None
    picture: int
    shown: ListingPicture | None


@dataclass(frozen=True)
class Shot:
    """A picture in the gallery; `label` says what it promises."""

    shown: ListingPicture
    alt: str
    label: str


@dataclass(frozen=True)
class FormerPlace:
    """Old communes of one district: `xã Lùng Tám, xã Đông Hà` in `huyện Quản Bạ, tỉnh Hà Giang`."""

    communes: str
    above: str


def shown_listing(product_id: int, *, on: date, is_adult: bool = False) -> Listing | None:
    """None for what this visitor may not see."""
    return _on_show(on, is_adult=is_adult).filter(product=product_id).first()


@lru_cache(maxsize=4)
def _on_show(on: date, *, is_adult: bool) -> QuerySet[Listing]:
    """The question, which is put together once a day: that takes longer than the database's answer."""
    return (
        listings_on_show(is_adult=is_adult, on=on)
        .select_related(
            "product",
            "product_set",
            "people",
            "origin_commune__province",
            "shelf__shelf",
            "cooperative__commune__province",
            "cooperative__flat_rate",
        )
        .annotate(proof=_proof(on), above=_shelf_above(), max_transit_days=_max_transit_days(on))
        .order_by("pk")
    )


@dataclass(frozen=True, eq=False)
class Known:
    """What is said of a listing. Read by all who look at its page: never changed."""

    listing: Listing
    pictures: tuple[ListingPicture, ...]


@dataclass(frozen=True)
class Shown:
    """A listing and, as the database had it a moment ago, what it offers: equal ones look the same."""

    known: Known
    records: tuple[Row, ...]


def on_show(product_id: int, *, is_adult: bool = False) -> Shown | None:
    """None for what this visitor may not see: that, and what it offers, the database is asked each time."""
    today, fresh = clock.today(), freshness()
    place = _place(product_id, today, fresh) if fresh else {}
    known = place.get(product_id)
    if known is not None:
        changed = last_change(product_id=product_id, is_adult=is_adult, on=today)
        if changed is None:
            return None
        known = known if changed == moment(known.listing.changed_at) else None
    if known is None:
        listing = shown_listing(product_id, on=today, is_adult=is_adult)
        if listing is None:
            return None
        known = place[product_id] = Known(listing, tuple(_pictures(listing)))
    return Shown(known, records_of(listing=known.listing, on=today))


@lru_cache(maxsize=KEPT)
def _place(_product_id: int, _on: date, _fresh: Fresh) -> dict[int, Known]:
    """Empty until somebody has looked."""
    return {}


forget_also(_place.cache_clear)


def _proof(on: date) -> Subquery:
    """The best that is valid today and names the product or a variant; a choice between joins would read them all."""
    own = OuterRef(OuterRef("product"))
    covered = Product.objects.filter(Q(pk=own) | Q(parent=own)).values("pk")
    found = valid_certificates(on=on).filter(products__in=covered).order_by("-stars", "-expires_on")
    return Subquery(found.values(columns=Columns(*(field.name for field in fields(Proof))))[:1])


def _shelf_above() -> Subquery:
    """The shelf of the first level, where it may be seen: the listing's own when that is one."""
    found = Shelf.objects.filter(
        category__path=Substr(OuterRef("shelf__path"), 1, Category.steplen), category__is_public=True
    )
    return Subquery(found.values(columns=Columns(*ABOVE))[:1])


def _max_transit_days(on: date) -> Subquery:
    rules = SetRule.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on), product_set=OuterRef("product_set"), valid_from__lte=on
    )
    return Subquery(rules.values("max_transit_days")[:1])


def product(shown: Shown, *, to: str = "") -> dict[str, Any]:
    """`to` is the code of the province that the buyer wants to know the day for."""
    fresh = freshness()
    page = _page if fresh else _page.__wrapped__
    return dict(page(shown, to if len(to) <= LONGEST_CODE else "", language(), clock.today(), fresh))


@lru_cache(maxsize=KEPT)
def _page(shown: Shown, to: str, _language: str, today: date, _fresh: Fresh | None) -> dict[str, Any]:
    """Kept with price and stock in its key, so that it is never older than what the database just said of them.

    `mark` is this page's own: templates keep what they drew of it.
    """
    offers = offers_from(shown.records, listing=shown.known.listing)
    return {"mark": object(), **_values(shown.known, offers, to, today)}


forget_also(_page.cache_clear)


def _values(known: Known, offers: list[Offer], to: str, today: date) -> dict[str, Any]:
    listing, pictures = known.listing, list(known.pictures)
    buying = _buying(listing, offers, pictures)
    trail = _crumbs(listing)
    return {
        "listing": listing,
        "cooperative": listing.cooperative,
        "place": listing.origin_commune,
        "places_before": _places_before(listing.origin_commune_id, listing.origin_commune.label),
        "pictures": pictures,
        "shots": [_shot(picture) for picture in pictures],
        "is_illustrated": any(picture.is_illustration for picture in pictures),
        "page_path": address(listing),
        "page_url": f"{settings.SITE_URL}{address(listing)}",
        "certificate": _proof_of(listing),
        "passport": passport(listing),
        "is_machine_made": is_machine_made(listing),
        "label_size": size(listing),
        "allergens": _allergens(listing),
        "net_weights": _net_weights(listing, offers),
        "season": season(listing.season_months, on=today),
        "delivery": delivery(listing, to=to, on=today),
        "shipping_price": shipping.price_of(listing.cooperative),
        "more": more_of_stall(listing, on=today),
        "similar": similar(listing, shelf=_shelf_path(listing), price=buying["price"], on=today),
        "crumbs": trail,
        **buying,
    }


def _proof_of(listing: Any) -> Proof | None:
    if listing.proof is None:
        return None
    proof = Proof(*listing.proof)
    return replace(
        proof,
        decision_date=date.fromisoformat(str(proof.decision_date)),
        expires_on=date.fromisoformat(str(proof.expires_on)),
    )


def _buying(listing: Listing, offers: list[Offer], pictures: list[ListingPicture]) -> dict[str, Any]:
    in_stock = [offer for offer in offers if offer.available]
    chosen = next(iter(in_stock or offers), None)
    prices = [offer.price for offer in offers]
    choices = _choices(listing, offers, pictures)
    return {
        "offers": offers,
        "choices": choices,
        "chosen": chosen,
        "unit_price": next((choice.unit_price for choice in choices if choice.offer is chosen), None),
        "price": chosen.price if chosen else 0,
        "lowest": min(prices, default=0),
        "is_from": len(set(prices)) > 1,
        "is_in_stock": bool(in_stock),
        "has_sold_out": len(in_stock) < len(offers),
        "refusal": not_orderable_yet() if chosen and not may_be_ordered(chosen) else "",
        "is_to_order": listing.supply == Supply.TO_ORDER,
        "most": min(MOST_PIECES, max((offer.available for offer in in_stock), default=0)),
        "add_url": add_url(listing.product_id),
    }


def _choices(listing: Listing, offers: Iterable[Offer], pictures: list[ListingPicture]) -> list[Choice]:
    own: dict[int, tuple[int, ListingPicture]] = {}
    for number, picture in enumerate(pictures, start=1):
        if picture.variant:
            own.setdefault(picture.variant.product_id, (number, picture))
    return [
        Choice(offer, unit_price(listing, offer.price, offer.net_weight_g), *own.get(offer.product_id, (0, None)))
        for offer in offers
    ]


def _pictures(listing: Listing) -> QuerySet[ListingPicture]:
    found = ListingPicture.objects.filter(listing=listing)
    return found.select_related("picture", "variant").order_by("position")


def _shot(shown: ListingPicture) -> Shot:
    promised = str(Shows(shown.shows).label) if shown.shows else ""
    return Shot(shown, picture_alt(shown), _("illustration") if shown.is_illustration else promised)


def _net_weights(listing: Listing, offers: list[Offer]) -> list[str]:
    """Of each variant, where they differ."""
    return [weight(grams) for grams in dict.fromkeys(offer.net_weight_g for offer in offers)] or [
        weight(listing.net_weight_g)
    ]


def _allergens(listing: Listing) -> tuple[str, ...]:
    known = {code: str(label) for code, label in Allergen.choices}
    return tuple(known[code] for code in listing.allergens if code in known)


@lru_cache(maxsize=4096)
def _places_before(commune_id: int, today: str) -> tuple[FormerPlace, ...]:
    """By district; nothing where the place has always been called so. Old maps do not change: kept in the process."""
    found = list(places_before(commune_id))
    if len(found) == 1 and f"{found[0].name}, {found[0].province.name}" == today:
        return ()
    groups = groupby(found, key=lambda old: ", ".join(filter(None, (old.full_district, old.province.full_name))))
    return tuple(FormerPlace(", ".join(old.full_name for old in group), above) for above, group in groups)


forget_also(_places_before.cache_clear)


def _crumbs(listing: Any) -> list[Link]:
    trail = [Link(_("All goods"), reverse("shop:products"))]
    shelf = _shelf(listing)
    if shelf is None:
        return trail
    above = Shelf(**dict(zip(ABOVE, listing.above, strict=True)))
    if above.path != shelf.path:
        trail.append(Link(in_language(above, "name"), reverse("shop:category", args=(above.path,))))
    trail.append(Link(in_language(shelf, "name"), reverse("shop:category", args=(shelf.path,))))
    return trail


def _shelf(listing: Any) -> Shelf | None:
    """None where it, or what it stands in, is hidden."""
    shelf: Shelf | None = getattr(listing.shelf, "shelf", None)
    return shelf if shelf and listing.above and listing.shelf.is_public else None


def _shelf_path(listing: Listing) -> str:
    shelf = _shelf(listing)
    return shelf.path if shelf else ""


def address(listing: Listing) -> str:
    """In the language of the page."""
    return product_url(listing.product.slug, listing.product_id)
