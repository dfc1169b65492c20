from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from marketplace.certification.enums import CertificateStatus, Standing
from marketplace.certification.models import Certificate

# What has been decided; a product that may become one of five stars has not been.
PUBLIC = (
    CertificateStatus.RECOGNISED,
    CertificateStatus.EXPIRED,
    CertificateStatus.WITHDRAWN,
    CertificateStatus.SUPERSEDED,
)


@dataclass(frozen=True)
class Badge:
    """What a shelf needs: the stars, and the last day on which they may be shown."""

    stars: int
    until: date


def valid_certificates(*, on: date) -> QuerySet[Certificate]:
    return Certificate.objects.filter(status=CertificateStatus.RECOGNISED, expires_on__gte=on, decision_date__lte=on)


def certificate_by_code(code: str) -> Certificate | None:
    """One that was ever given, whatever became of it; what is only applied for is in no public register.

    The code is the address of the proof page and is printed on packs, so it never changes. It is no secret, for the
    register is public; it is not the decision's number, since one decision may name several products and stars.
    """
    return (
        Certificate.objects.filter(code=code.upper(), status__in=PUBLIC)
        .select_related("cooperative__commune__province")
        .first()
    )


def standing(certificate: Certificate, *, on: date) -> Standing:
    """What the register says on that day: time passes without anyone changing the status."""
    if certificate.status == CertificateStatus.RECOGNISED:
        if certificate.decision_date > on:
            return Standing.NOT_YET
        return Standing.VALID if certificate.expires_on >= on else Standing.EXPIRED
    return Standing(certificate.status)


def badges(*, products: Iterable[int], on: date) -> dict[int, Badge]:
    """The best valid badge of each product (a parent's or a variant's own key); products without one are left out."""
    names = ("stars", "expires_on", "decision_date", "status")
    # The few certificates of a product are sifted here: told to look for valid ones, SQLite would begin with all of
    # the country's.
    covers = Certificate.products.through.objects.filter(product_id__in=list(products)).values_list(
        "product_id", *(f"certificate__{name}" for name in names)
    )
    best: dict[int, Badge] = {}
    for product, stars, until, since, status in covers:
        badge = Badge(stars, until)
        if status != CertificateStatus.RECOGNISED or not since <= on <= until:
            continue
        if product not in best or (badge.stars, badge.until) > (best[product].stars, best[product].until):
            best[product] = badge
    return best
