from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    PORTAL = "portal", _("portal inbox")
    MAIL = "mail", _("mail")
    TEXT = "text", _("text message")
