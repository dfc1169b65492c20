from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.accounts.phones import parse_phone
from marketplace.core.errors import DomainError
from marketplace.core.text import normalise
from marketplace.listings.queries import Offer

MISSING = gettext_lazy("Write your e-mail address or telephone number.")


class AlertForm(forms.Form):
    """`offers` are the sold-out ones; with one there is nothing to choose."""

    product = forms.CharField(required=False)
    contact = forms.CharField(
        label=gettext_lazy("E-mail or phone"),
        max_length=254,
        error_messages={"required": MISSING, "max_length": MISSING},
    )
    agreed = forms.BooleanField(
        error_messages={"required": gettext_lazy("Tick this: without your consent we may not keep your address.")}
    )

    def __init__(self, offers: list[Offer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers

    def clean_product(self) -> Offer:
        if len(self.offers) == 1:
            return self.offers[0]
        chosen = {str(offer.product_id): offer for offer in self.offers}.get(self.cleaned_data["product"])
        if chosen is None:
            raise ValidationError(_("Choose which one you want."))
        return chosen

    def clean_contact(self) -> str:
        """An e-mail address in small letters, or a number as E.164."""
        text = normalise(self.cleaned_data["contact"])
        if "@" not in text:
            return _phone(text)
        try:
            validate_email(text)
        except ValidationError:
            raise ValidationError(_("This is not an e-mail address. Write it like lan@example.com.")) from None
        return text.lower()


def _phone(text: str) -> str:
    try:
        return parse_phone(text)
    except DomainError as refusal:
        raise ValidationError(str(refusal.message)) from None
