from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from oscar.apps.customer.abstract_models import AbstractUser

from marketplace.accounts.enums import OfficerLevel


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.lower() if email else None, **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(Q(email=(username or "").lower()) | Q(phone=username))


class User(AbstractUser):
    """Signs in by e-mail or phone. `email` is lower case, `phone` is E.164; NULL when there is none."""

    email = models.EmailField(_("email address"), unique=True, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=16, unique=True, null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, default="vi")

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="user_email_or_phone", condition=Q(email__isnull=False) | Q(phone__isnull=False)
            )
        ]

    def clean(self) -> None:
        self.email = self.email.lower() if self.email else None

    def __str__(self) -> str:
        return self.get_full_name() or self.email or self.phone or ""


class Officer(models.Model):
    """An officer of an alliance: watches and reports; `is_approving` may also decide."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="officer")
    level = models.CharField(max_length=10, choices=OfficerLevel.choices)
    provinces = models.ManyToManyField("places.Province", blank=True, related_name="+")
    is_approving = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.user} ({self.level})"
