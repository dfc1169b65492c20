"""What an officer looks at before deciding on a listing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from marketplace.certification.models import Certificate
from marketplace.certification.queries import valid_certificates
from marketplace.classifications.enums import Paper
from marketplace.core import clock
from marketplace.core.models import AuditRecord
from marketplace.listings.enums import Dye, ListingState, Material, Technique
from marketplace.listings.models import Listing
from marketplace.listings.queries import Offer, hindrances, offers_of_listing, rule_in_force

DECISIONS = {state.value: state.label for state in ListingState}


@dataclass(frozen=True)
class Event:
    """One line of a listing's history."""

    label: str
    actor: str
    at: Any


@dataclass(frozen=True)
class Review:
    """`hindrances` forbid approval by law or by what the shop cannot do yet; `papers` must have been seen."""

    listing: Listing
    offers: list[Offer]
    certificates: list[Certificate]
    techniques: str
    materials: str
    dyes: str
    papers: list[str]
    hindrances: list[str]
    history: list[Event] = field(default_factory=list)


def review(listing: Listing) -> Review:
    rule = rule_in_force(listing)
    return Review(
        listing=listing,
        offers=offers_of_listing(listing=listing),
        certificates=_certificates(listing),
        techniques=_labels(Technique, listing.techniques),
        materials=_labels(Material, listing.materials),
        dyes=_labels(Dye, listing.dyes),
        papers=[str(Paper(paper).label) for paper in rule.papers] if rule else [],
        hindrances=hindrances(listing),
        history=_history(listing),
    )


def _certificates(listing: Listing) -> list[Certificate]:
    """Valid today, of the product or of one of its variants."""
    today = clock.today()
    of_product = valid_certificates(on=today).filter(products=listing.product_id)
    of_variants = valid_certificates(on=today).filter(products__variant__listing=listing)
    return list(of_product.union(of_variants).order_by("-stars", "decision_number"))


def _labels(choices: Any, values: Iterable[str]) -> str:
    known = {choice.value: str(choice.label) for choice in choices}
    return ", ".join(known.get(value, value) for value in values)


def _history(listing: Listing) -> list[Event]:
    target = {"target_type": listing._meta.label_lower, "target_id": str(listing.pk)}
    names = {f"listing.{value}": str(label) for value, label in DECISIONS.items()}
    records = AuditRecord.objects.filter(**target, action__in=names).select_related("actor").order_by("-at", "-pk")
    return [Event(names[record.action], str(record.actor or ""), record.at) for record in records[:10]]
