from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FactKind(TextChoices):
    SOLD = "sold", _("sold")
    CANCELLED = "cancelled", _("cancelled")
    DELIVERED = "delivered", _("delivered")
    RETURNED = "returned", _("returned")
    REFUNDED = "refunded", _("refunded")
