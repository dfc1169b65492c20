from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Subject(TextChoices):
    """What a text is about; its key is a number of a set, a people's slug, a technique or the code of a province."""

    SET = "set", _("OCOP product set")
    PEOPLE = "people", _("people")
    TECHNIQUE = "technique", _("technique")
    PROVINCE = "province", _("province")


class DocumentKind(TextChoices):
    POLICY = "policy", _("policy")
    HELP = "help", _("help")
