"""Text in NFC, and whole numbers as people write them."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core.money import grouped
from marketplace.core.text import normalise, normalise_lines
from marketplace.web.templatetags.market import language

_WHOLE = re.compile(r"\d{1,15}|\d{1,3}([.,\s])\d{3}(?:\1\d{3})*", re.ASCII)


MISSING = {"required": gettext_lazy("This is missing.")}


class Line(forms.CharField):
    """One line of text."""

    def __init__(self, **options: Any) -> None:
        attributes = {"class": "in", **options.pop("attributes", {})}
        super().__init__(widget=forms.TextInput(attributes), error_messages=MISSING, **options)

    def to_python(self, value: Any) -> Any:
        return normalise(super().to_python(value) or "")


class Paragraphs(forms.CharField):
    def __init__(self, *, rows: int = 6, **options: Any) -> None:
        super().__init__(widget=forms.Textarea({"class": "in", "rows": rows}), error_messages=MISSING, **options)

    def to_python(self, value: Any) -> Any:
        return normalise_lines(super().to_python(value) or "")


class Whole(forms.Field):
    """A whole number from `low` to `high`; `1.250.000`, `1,250,000` and `1 250 000 ₫` are read, 1.5 is not."""

    def __init__(self, *, low: int, high: int, **options: Any) -> None:
        attributes = {"class": "in in--num", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attributes), error_messages=MISSING, **options)
        self.low, self.high = low, high

    def to_python(self, value: Any) -> int | None:
        text = normalise(str(value or "")).rstrip("₫đĐ").strip()
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            raise ValidationError(self._advice())
        number = int(re.sub(r"\D", "", text))
        if not self.low <= number <= self.high:
            raise ValidationError(self._advice())
        return number

    def prepare_value(self, value: Any) -> Any:
        return grouped(value, language()) if isinstance(value, int) else value

    def _advice(self) -> str:
        limits = {"low": grouped(self.low, language()), "high": grouped(self.high, language())}
        return _("Write a whole number from %(low)s to %(high)s.") % limits


class Choice(forms.ChoiceField):
    """A closed list as the phone's own picker."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Select({"class": "in"}), **options)


class Ticks(forms.MultipleChoiceField):
    def __init__(self, *, choices: Sequence[tuple[str, Any]], **options: Any) -> None:
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **options)
        self.order = [key for key, _label in choices]

    def clean(self, value: Any) -> list[str]:
        """In the order of the list, whatever the order of the ticks."""
        chosen = set(super().clean(value))
        return [key for key in self.order if key in chosen]
