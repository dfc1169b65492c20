from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.cooperatives.enums import Role, SellerKind, SellerStatus


class Cooperative(models.Model):
    """A seller of any kind. Head office, registered name and number are shown to buyers (Decree 248/2026, art. 18)."""

    partner = models.OneToOneField("partner.Partner", on_delete=models.PROTECT, related_name="cooperative")
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=SellerKind.choices)
    status = models.CharField(_("status"), max_length=14, choices=SellerStatus.choices, default=SellerStatus.APPLIED)
    name_vi = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    registered_name = models.CharField(_("registered name"), max_length=200)
    registration_number = models.CharField(_("registration number"), max_length=40, unique=True)
    head_office = models.CharField(_("head office"), max_length=250)
    commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="+")
    peoples = models.ManyToManyField("classifications.People", blank=True, related_name="+")
    members = models.PositiveIntegerField(_("members"), default=0)
    women = models.PositiveIntegerField(_("women among the members"), default=0)
    workers = models.PositiveIntegerField(_("workers"), default=0)
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    story_vi = models.TextField(_("story"), blank=True)
    story_en = models.TextField(_("story in English"), blank=True)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("cooperative")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="cooperative_women_are_members", condition=Q(women__lte=F("members"))),
        ]

    def __str__(self) -> str:
        return self.name_vi


class Membership(models.Model):
    """A person may be a member of several cooperatives, with one role in each."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role.choices)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="one_membership_each", fields=["cooperative", "user"])
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.cooperative}"
