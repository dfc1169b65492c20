"""Price and stock of a new listing: one of each, or a small grid of variants."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.listings.enums import Axis
from marketplace.listings.facts import ListingFacts, VariantFacts
from marketplace.listings.services.catalogue import MAX_PRICE
from marketplace.listings.services.stock import MAX_STOCK
from marketplace.portal.forms.fields import Choice, Line, Whole

ROWS = 6


class VariantForm(forms.Form):
    """A row that is left empty is no variant."""

    value_vi = Line(label=gettext_lazy("Size, colour or weight"), max_length=60)
    value_en = Line(label=gettext_lazy("In English"), max_length=60, required=False)
    price = Whole(label=gettext_lazy("Price in ₫"), low=1, high=MAX_PRICE)
    stock = Whole(label=gettext_lazy("Pieces for sale"), low=0, high=MAX_STOCK)
    net_weight_g = Whole(label=gettext_lazy("Grams, if it differs"), low=1, high=200_000, required=False)

    @property
    def is_blank(self) -> bool:
        return not any(str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields)

    def facts(self, weight: int) -> VariantFacts:
        found = self.cleaned_data
        return VariantFacts(
            found["value_vi"], found["value_en"], found["price"], found["stock"], found["net_weight_g"] or weight
        )


class OfferForm(forms.Form):
    """What a new listing costs and how much there is of it."""

    price = Whole(label=gettext_lazy("Price in ₫"), low=1, high=MAX_PRICE, required=False)
    stock = Whole(label=gettext_lazy("Pieces for sale"), low=0, high=MAX_STOCK, required=False)
    variant_axis = Choice(label=gettext_lazy("The kinds differ by"), choices=[("", "…"), *Axis.choices], required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.rows = [
            VariantForm(data, prefix=f"v{place}", empty_permitted=True, use_required_attribute=False)
            for place in range(ROWS)
        ]

    @property
    def filled(self) -> list[VariantForm]:
        return [row for row in self.rows if self.is_bound and not row.is_blank]

    def is_valid(self) -> bool:
        is_valid = super().is_valid()  # first: `clean` may refuse a row that is right by itself
        return all([is_valid, *(row.is_valid() for row in self.filled)])

    @property
    def is_refused(self) -> bool:
        return bool(self.errors) or any(row.errors for row in self.filled)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not self.filled:
            for name in ("price", "stock"):
                if name not in self.errors and found.get(name) is None:
                    self.add_error(name, _("This is missing."))
            return found
        if not found.get("variant_axis"):
            self.add_error("variant_axis", _("Say by what they differ."))
        if len(self.filled) == 1:
            self.add_error("variant_axis", _("One kind is no choice. Write a second one, or empty the row."))
        self._refuse_twins()
        return found

    def _refuse_twins(self) -> None:
        seen: set[str] = set()
        for row in self.filled:
            if not row.is_valid():
                continue
            value = row.cleaned_data["value_vi"].casefold()
            if value in seen:
                row.add_error("value_vi", _("This stands there twice."))
            seen.add(value)

    def facts(self, values: dict[str, Any]) -> ListingFacts:
        if not self.filled:
            return ListingFacts(values=values, price=self.cleaned_data["price"], stock=self.cleaned_data["stock"])
        variants = tuple(row.facts(values["net_weight_g"]) for row in self.filled)
        return ListingFacts(values={**values, "variant_axis": self.cleaned_data["variant_axis"]}, variants=variants)
