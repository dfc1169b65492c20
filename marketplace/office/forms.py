"""Filters of the office's lists and reports, and an officer's decision. Choices never reach beyond the scope."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from marketplace.cooperatives.enums import SellerKind, SellerStatus
from marketplace.fulfilment.enums import State
from marketplace.listings.enums import ListingState
from marketplace.places.models import Province
from marketplace.reporting.enums import FactKind

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
REASONS = {
    "picture": _("The pictures are blurred or do not show these goods."),
    "name": _("The name does not say what it is."),
    "description": _("The description is missing something a buyer needs to know."),
    "weight": _("The weight, unit or size of the parcel is not right."),
    "set": _("The OCOP set does not fit these goods."),
    "origin": _("The origin, people or technique is not certain. Write only what you know."),
    "certificate": _("A star or certificate is claimed that is not on record."),
    "food": _("Ingredients, storage or shelf life are missing."),
    "price": _("Check the price."),
}
LISTING_STATES = (
    ListingState.SUBMITTED, ListingState.CHANGES_ASKED, ListingState.LIVE, ListingState.HIDDEN
)  # fmt: skip
OVERDUE, ANY_LATE = "now", "any"
EXPIRING, WITHOUT_SALES, WITH_OVERDUE = "expiring", "without_sales", "overdue"


class FilterForm(forms.Form):
    """All fields may stay empty; an unknown value shows its message and counts as empty."""

    def __init__(self, data: Any, more: Mapping[str, forms.Field]) -> None:
        super().__init__(data, label_suffix="")
        self.fields.update(more)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs.setdefault("class", "in")
        self.is_valid()

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name) or None

    @property
    def params(self) -> dict[str, str]:
        """What stands in the address, apart from the page."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}


def chosen_province(code: str | None, provinces: Iterable[Province]) -> Province | None:
    """Raises Http404 for a province beyond the scope."""
    if not code:
        return None
    found = next((province for province in provinces if province.code == code), None)
    if found is None:
        raise Http404
    return found


def with_all(choices: Iterable[tuple[str, Any]], every: Any) -> list[tuple[str, Any]]:
    return [("", every), *choices]


def province_field(provinces: Iterable[Province]) -> forms.ChoiceField:
    choices = with_all(((province.code, province.name) for province in provinces), _("All provinces"))
    return forms.ChoiceField(label=_("Province"), choices=choices)


def text_field(label: Any, hint: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "search", "placeholder": hint, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=100, widget=widget)


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day like 2026-11-30.")},
        validators=[
            MinValueValidator(FIRST_DAY, _("Choose a day from 2000 on.")),
            MaxValueValidator(LAST_DAY, _("Choose a day before 2100.")),
        ],
    )


class ListingFilter(FilterForm):
    q = text_field(_("Search"), _("Goods or cooperative"))
    state = forms.ChoiceField(
        label=_("State"), choices=[(state.value, state.label) for state in LISTING_STATES], initial="submitted"
    )

    def __init__(self, data: Any, *, provinces: Iterable[Province]) -> None:
        super().__init__(data, {"province": province_field(provinces)})

    @property
    def state_chosen(self) -> ListingState:
        return ListingState(self.value("state") or ListingState.SUBMITTED)


class CooperativeFilter(FilterForm):
    q = text_field(_("Search"), _("Name, commune or number"))
    kind = forms.ChoiceField(label=_("Kind of seller"), choices=with_all(SellerKind.choices, _("All kinds")))
    status = forms.ChoiceField(label=_("State"), choices=with_all(SellerStatus.choices, _("All states")))
    show = forms.ChoiceField(
        label=_("To look at"),
        choices=[
            ("", _("All")),
            (WITH_OVERDUE, _("With parcels past their day")),
            (EXPIRING, _("With certificates that end within 90 days")),
            (WITHOUT_SALES, _("Without sales for 90 days")),
        ],
    )

    def __init__(self, data: Any, *, provinces: Iterable[Province]) -> None:
        super().__init__(data, {"province": province_field(provinces)})


class ConsignmentFilter(FilterForm):
    """`by` says which day `from` and `to` mean; `set` and `stars` come from a report's number."""

    q = text_field(_("Number"), "CP…")
    state = forms.ChoiceField(label=_("State"), choices=with_all(State.choices, _("All states")))
    late = forms.ChoiceField(
        label=_("Promised day"),
        choices=[("", _("All")), (OVERDUE, _("Past and not sent yet")), (ANY_LATE, _("Late, also when sent"))],
    )
    kind = forms.ChoiceField(label=_("Kind of seller"), choices=with_all(SellerKind.choices, _("All kinds")))
    by = forms.ChoiceField(
        label=_("Days count for"),
        choices=[
            ("", _("ordered")),
            (FactKind.SOLD.value, FactKind.SOLD.label),
            (FactKind.CANCELLED.value, FactKind.CANCELLED.label),
            (FactKind.RETURNED.value, FactKind.RETURNED.label),
        ],
    )
    cooperative = forms.SlugField(widget=forms.HiddenInput)
    set = forms.IntegerField(min_value=1, max_value=999, widget=forms.HiddenInput)
    stars = forms.IntegerField(min_value=0, max_value=5, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, provinces: Iterable[Province]) -> None:
        days = {"from": day_field(_("From")), "to": day_field(_("To"))}
        super().__init__(data, {"province": province_field(provinces), **days})


class ChangesForm(forms.Form):
    """At least one reason, or words of one's own."""

    reasons = forms.MultipleChoiceField(
        label=_("What should the cooperative change?"),
        choices=list(REASONS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(
        label=_("In your own words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"class": "in", "rows": 4}),
        required=False,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("reasons") and not (cleaned.get("note") or "").strip():
            raise forms.ValidationError(_("Choose a reason, or write what the cooperative should change."))
        return cleaned

    def text(self) -> str:
        """In Vietnamese, which every cooperative reads."""
        with translation.override("vi"):
            reasons = [f"- {REASONS[name]}" for name in self.cleaned_data["reasons"]]
        return "\n".join([*reasons, self.cleaned_data["note"].strip()]).strip()
