"""Sign-in by e-mail or phone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from marketplace.accounts.models import User
from marketplace.accounts.phones import parse_phone
from marketplace.core.errors import DomainError


class EmailOrPhone(ModelBackend):
    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        name, secret = (username or "").strip(), password or ""
        user = User.objects.filter(_match(name)).first() if name else None
        if user is None:
            User().set_password(secret)  # the same work as for a known name
            return None
        return user if user.check_password(secret) and self.user_can_authenticate(user) else None


def _match(name: str) -> Q:
    if "@" in name:
        return Q(email=name.lower())
    try:
        return Q(phone=parse_phone(name))
    except DomainError:
        return Q(pk__in=())
