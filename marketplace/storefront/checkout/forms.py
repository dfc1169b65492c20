"""Page one: where to. Every message says what to write instead."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.accounts.phones import parse_phone
from marketplace.core.errors import DomainError
from marketplace.core.text import normalise, normalise_lines
from marketplace.places.models import Commune
from marketplace.storefront.checkout.places import PlaceChoice, answer_for


class TextLine(forms.CharField):
    """One line of Vietnamese: NFC, one space between words, no control characters."""

    def to_python(self, value: Any) -> str:
        text = normalise(super().to_python(value) or "")
        return "".join(char for char in text if unicodedata.category(char)[0] != "C" or char in "\u200c\u200d")


class WheretoForm(forms.Form):
    name = TextLine(
        label=gettext_lazy("Name of who receives it"),
        max_length=80,
        error_messages={
            "required": gettext_lazy("Write the name of the person who takes the parcel."),
            "max_length": gettext_lazy("Write a name of at most 80 letters."),
        },
    )
    phone = TextLine(
        label=gettext_lazy("Phone"),
        max_length=30,
        error_messages={
            "required": gettext_lazy("Write a telephone number: the carrier calls before coming."),
            "max_length": gettext_lazy("Write one telephone number only."),
        },
    )
    place = TextLine(
        label=gettext_lazy("Commune or ward, province"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Write the commune or ward and the province."),
            "max_length": gettext_lazy("Write only the commune or ward and the province here."),
        },
    )
    line = TextLine(
        label=gettext_lazy("House number, street, hamlet"),
        max_length=200,
        error_messages={
            "required": gettext_lazy("Write the house number and street, or the hamlet."),
            "max_length": gettext_lazy("Write at most 200 letters; the rest fits into the note."),
        },
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the carrier"),
        required=False,
        max_length=300,
        error_messages={"max_length": gettext_lazy("Write at most 300 letters.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=200,
        error_messages={
            "invalid": gettext_lazy("This is not an e-mail address. Correct it or leave the field empty."),
            "max_length": gettext_lazy("This is not an e-mail address. Correct it or leave the field empty."),
        },
    )

    commune: Commune | None = None
    e164 = ""
    choices: tuple[PlaceChoice, ...] = ()

    def clean_phone(self) -> str:
        try:
            self.e164 = parse_phone(self.cleaned_data["phone"])
        except DomainError as refusal:
            raise ValidationError(str(refusal.message)) from None
        return str(self.cleaned_data["phone"])

    def clean_place(self) -> str:
        text = str(self.cleaned_data["place"])
        answer = answer_for(text, self.data.get("commune", ""))
        self.commune, self.choices = answer.commune, answer.choices
        if answer.commune is None:
            raise ValidationError(answer.question)
        return text

    def clean_line(self) -> str:
        text = str(self.cleaned_data["line"])
        if not any(char.isalnum() for char in text):
            raise ValidationError(_("Write the house number and street, or the hamlet."))
        return text

    def clean_name(self) -> str:
        text = str(self.cleaned_data["name"])
        if not any(char.isalpha() for char in text):
            raise ValidationError(_("Write the name of the person who takes the parcel."))
        return text

    def clean_note(self) -> str:
        return normalise_lines(self.cleaned_data["note"])
