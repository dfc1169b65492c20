"""Signing in and opening an account, by e-mail or telephone number."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.accounts.models import User
from marketplace.accounts.phones import parse_phone
from marketplace.core.errors import DomainError
from marketplace.core.text import normalise

LONGEST_PASSWORD = 200
PASSWORD_MISSING = {
    "required": gettext_lazy("Write your password."),
    "max_length": gettext_lazy("A password has at most 200 letters."),
}


class SignInForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("E-mail or phone"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Write your e-mail address or telephone number."),
            "max_length": gettext_lazy("Write your e-mail address or telephone number."),
        },
    )
    password = forms.CharField(
        label=gettext_lazy("Password"), strip=False, max_length=LONGEST_PASSWORD, error_messages=PASSWORD_MISSING
    )


class NewPasswordMixin(forms.Form):
    """For forms with a field `password` that sets one."""

    user: User | None = None

    def clean_password(self) -> str:
        text = str(self.cleaned_data["password"])
        password_validation.validate_password(text, self.user)
        return text


class RegisterForm(NewPasswordMixin):
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=80,
        error_messages={
            "required": gettext_lazy("Write your name."),
            "max_length": gettext_lazy("Write a name of at most 80 letters."),
        },
    )
    username = SignInForm.base_fields["username"]
    password = forms.CharField(
        label=gettext_lazy("Password"), strip=False, max_length=LONGEST_PASSWORD, error_messages=PASSWORD_MISSING
    )

    email: str | None = None
    phone: str | None = None

    def clean_name(self) -> str:
        return normalise(self.cleaned_data["name"])

    def clean_username(self) -> str:
        text = normalise(self.cleaned_data["username"])
        if "@" in text:
            self.email = _checked_email(text)
        else:
            self.phone = _checked_phone(text)
        known = Q(email=self.email) if self.email else Q(phone=self.phone)
        if User.objects.filter(known).exists():
            raise ValidationError(_("There is an account with this already. Sign in instead."))
        return text

    def save(self) -> User:
        return User.objects.create_user(
            self.email, self.cleaned_data["password"], phone=self.phone, first_name=self.cleaned_data["name"]
        )


class PasswordForm(NewPasswordMixin):
    old = forms.CharField(
        label=gettext_lazy("Password until now"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        error_messages=PASSWORD_MISSING,
    )
    password = forms.CharField(
        label=gettext_lazy("New password"), strip=False, max_length=LONGEST_PASSWORD, error_messages=PASSWORD_MISSING
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old(self) -> str:
        text = str(self.cleaned_data["old"])
        if self.user is None or not self.user.check_password(text):
            raise ValidationError(_("This is not your password until now."))
        return text


def _checked_email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ValidationError(_("This is not an e-mail address. Write it like lan@example.com.")) from None
    return text.lower()


def _checked_phone(text: str) -> str:
    try:
        return parse_phone(text)
    except DomainError as refusal:
        raise ValidationError(str(refusal.message)) from None
