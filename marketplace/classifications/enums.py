from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

CURRENT_DECISION = "26/2026"


class Ministry(models.TextChoices):
    """Who answers for an OCOP set."""

    AGRICULTURE = "agriculture", _("Agriculture and Environment")
    INDUSTRY = "industry", _("Industry and Trade")
    HEALTH = "health", _("Health")
    CULTURE = "culture", _("Culture, Sports and Tourism")


class SellerKind(StrEnum):
    """Kinds of seller that a rule may name; the same words as the kinds in `cooperatives`, which stands above."""

    COOPERATIVE = "cooperative"
    UNION = "union"
    GROUP = "group"
    ENTERPRISE = "enterprise"
    HOUSEHOLD = "household"


class Paper(models.TextChoices):
    """What a seller must show before goods of a set stand in the shop."""

    FOOD_SAFETY = "food_safety", _("food safety certificate or commitment")
    PRODUCT_DECLARATION = "product_declaration", _("product self-declaration")
    ALCOHOL_LICENCE = "alcohol_licence", _("licence to make alcohol")
    DRUG_REGISTRATION = "drug_registration", _("registration of a drug or health food")
    COSMETIC_NOTIFICATION = "cosmetic_notification", _("cosmetic notification receipt")
    ANIMAL_HEALTH = "animal_health", _("animal health certificate")
    TOURISM = "tourism", _("registration of lodging or tourist site")
