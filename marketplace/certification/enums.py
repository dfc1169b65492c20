from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CertificateStatus(TextChoices):
    DRAFT = "draft", _("draft")
    APPLYING = "applying", _("applying")
    POTENTIAL_5 = "potential_5", _("potential five stars")
    RECOGNISED = "recognised", _("recognised")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("superseded")


class IssuerLevel(TextChoices):
    DISTRICT = "district", _("district")
    PROVINCE = "province", _("province")
    CENTRE = "centre", _("centre")


class Standing(TextChoices):
    """What a certificate is worth on a day."""

    VALID = "valid", _("valid")
    NOT_YET = "not_yet", _("not valid yet")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("replaced by a newer one")
