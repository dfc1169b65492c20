from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.certification.enums import CertificateStatus, IssuerLevel


class Certificate(models.Model):
    """The decision that recognises products as OCOP of 3 to 5 stars (Decision 26/2026/QĐ-TTg).

    `code` is opaque and public: the proof page's address. `expires_on` is stored: the decision's date plus 36 months
    unless the decision says otherwise; the certificate is valid on that day still.
    """

    code = models.CharField(max_length=16, unique=True)
    cooperative = models.ForeignKey("cooperatives.Cooperative", on_delete=models.PROTECT, related_name="certificates")
    decision_number = models.CharField(_("decision number"), max_length=60)
    decision_date = models.DateField(_("decision date"))
    issuer_level = models.CharField(max_length=10, choices=IssuerLevel.choices)
    issuer = models.CharField(_("issuer"), max_length=200)
    legal_version = models.CharField(max_length=20, default="26/2026")
    stars = models.PositiveSmallIntegerField(_("stars"))
    status = models.CharField(max_length=12, choices=CertificateStatus.choices, default=CertificateStatus.DRAFT)
    expires_on = models.DateField(_("valid until"))
    products = models.ManyToManyField("catalogue.Product", related_name="certificates")

    class Meta:
        verbose_name = _("OCOP certificate")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="certificate_three_to_five_stars", condition=Q(stars__gte=3, stars__lte=5))
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["status", "expires_on"])]

    def __str__(self) -> str:
        return self.decision_number
