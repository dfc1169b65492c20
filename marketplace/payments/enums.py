from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Method(TextChoices):
    CASH_ON_DELIVERY = "cash_on_delivery", _("cash on delivery")
    BANK_TRANSFER = "bank_transfer", _("bank transfer")
    CARD = "card", _("card")


class ShareState(TextChoices):
    AWAITING = "awaiting", _("awaiting payment")
    ACCEPTED = "accepted", _("to be paid on delivery")
    PAID = "paid", _("paid")
    RELEASED = "released", _("released")


class EntryKind(TextChoices):
    PAYMENT = "payment", _("payment")
    REFUND = "refund", _("refund")
