from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from marketplace.certification.enums import CertificateStatus
from marketplace.certification.models import Certificate


@dataclass(frozen=True)
class Badge:
    """What a shelf needs: the stars, and the last day on which they may be shown."""

    stars: int
    until: date


def valid_certificates(*, on: date) -> QuerySet[Certificate]:
    return Certificate.objects.filter(status=CertificateStatus.RECOGNISED, expires_on__gte=on, decision_date__lte=on)


def badges(*, products: Iterable[int], on: date) -> dict[int, Badge]:
    """The best valid badge of each product (a parent's or a variant's own key); products without one are left out."""
    covers = Certificate.products.through.objects.filter(
        product_id__in=list(products), certificate__in=valid_certificates(on=on)
    ).values_list("product_id", "certificate__stars", "certificate__expires_on")
    best: dict[int, Badge] = {}
    for product, stars, until in covers:
        badge = Badge(stars, until)
        if product not in best or (badge.stars, badge.until) > (best[product].stars, best[product].until):
            best[product] = badge
    return best
