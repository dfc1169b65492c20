from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SellerKind(TextChoices):
    COOPERATIVE = "cooperative", _("cooperative")
    UNION = "union", _("cooperative union")
    GROUP = "group", _("cooperative group")
    ENTERPRISE = "enterprise", _("enterprise")
    HOUSEHOLD = "household", _("household business")
    CREDIT_FUND = "credit_fund", _("people's credit fund")  # in the register only: it sells no goods


class SellerStatus(TextChoices):
    APPLIED = "applied", _("applied")
    REVIEW = "review", _("in review")
    CHANGES_ASKED = "changes_asked", _("changes asked")
    APPROVED = "approved", _("approved")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")


class Role(TextChoices):
    OWNER = "owner", _("owner")
    MANAGER = "manager", _("manager")
    PACKER = "packer", _("packer")
