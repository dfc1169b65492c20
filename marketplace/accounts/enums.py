from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfficerLevel(TextChoices):
    NATIONAL = "national", _("National alliance")
    PROVINCE = "province", _("Provincial alliance")
