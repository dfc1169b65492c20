"""The only writers of certificates; what a shelf shows of them follows by event."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.certification.enums import CertificateStatus
from marketplace.certification.events import CertificateChanged
from marketplace.certification.models import Certificate
from marketplace.core import audit
from marketplace.core.errors import DomainError
from marketplace.core.events import publish


@transaction.atomic
def keep_certificate(*, code: str, values: Mapping[str, Any], products: Iterable[int]) -> Certificate:
    """Write what a register says, under its opaque code; says nothing when it was known already."""
    known = Certificate.objects.filter(code=code).first()
    covered = _products(known) if known else set()
    wanted = set(products)
    if known and covered == wanted and all(getattr(known, name) == value for name, value in values.items()):
        return known
    certificate, _created = Certificate.objects.update_or_create(code=code, defaults=dict(values))
    certificate.products.set(wanted)
    _tell(certificate, covered | wanted)
    return certificate


@transaction.atomic
def withdraw_certificate(*, certificate: Certificate, reason: str, actor: Any = None) -> Certificate:
    """The issuer took it back: its stars go at once. Locks it; raises DomainError for one that is not in force."""
    current = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if current.status != CertificateStatus.RECOGNISED:
        raise DomainError(_("This certificate is not in force, so it cannot be withdrawn."))
    before, certificate.status = current.status, CertificateStatus.WITHDRAWN
    certificate.save(update_fields=["status"])
    after = {"status": certificate.status, "reason": reason}
    audit.record(actor, "certificate.withdrawn", certificate, {"status": before}, after)
    _tell(certificate, _products(certificate))
    return certificate


@transaction.atomic
def drop_certificate(*, code: str) -> None:
    """It was never there: a demonstration's that its file no longer names."""
    known = Certificate.objects.filter(code=code).first()
    if known:
        _tell(known, _products(known))
        known.delete()


def _products(certificate: Certificate) -> set[int]:
    return set(certificate.products.values_list("pk", flat=True))


def _tell(certificate: Certificate, products: set[int]) -> None:
    publish(CertificateChanged(certificate.pk, tuple(sorted(products))))
