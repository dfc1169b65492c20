"""What is written beside a step: carrier and number, or why something does not come to pass."""

import re
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.core.errors import DomainError
from marketplace.fulfilment.enums import Carrier
from marketplace.fulfilment.models import Consignment, Parcel
from marketplace.portal.forms.fields import Line

_TRACKING = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{3,38}[A-Za-z0-9]", re.ASCII)
OTHER = "other"


class StepForm(forms.Form):
    def __init__(self, *args: Any, consignment: Consignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consignment = consignment

    def words(self) -> dict[str, str]:
        raise NotImplementedError

    def refuse(self, error: DomainError) -> None:
        """Put a service's refusal beside its fields, or above the form."""
        for name, text in error.fields.items():
            self.add_error(name if name in self.fields else None, str(text))
        if not error.fields:
            self.add_error(None, str(error.message))


class ShipForm(StepForm):
    carrier = forms.ChoiceField(
        label=gettext_lazy("Carrier"),
        choices=Carrier.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a carrier."),
            "invalid_choice": gettext_lazy("Choose a carrier."),
        },
    )
    tracking_number = Line(
        label=gettext_lazy("Tracking number"),
        help_text=gettext_lazy("It stands on the carrier's receipt, such as EB123456789VN."),
        max_length=40,
        required=False,
        attributes={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seller = self.consignment.cooperative_id
        sent = Parcel.objects.filter(lines__consignment_line__consignment__cooperative=seller)
        # Most sellers have one carrier: it is chosen beforehand.
        self.initial["carrier"] = sent.order_by("-shipped_at").values_list("carrier", flat=True).first()

    def clean_tracking_number(self) -> str:
        text: str = self.cleaned_data["tracking_number"]
        if self.cleaned_data.get("carrier") == Carrier.OTHER:
            return text
        joined = text.replace(" ", "")
        if joined and not _TRACKING.fullmatch(joined):
            raise forms.ValidationError(
                _("A tracking number has 5 to 40 letters and digits. Look at the receipt again.")
            )
        return joined

    def words(self) -> dict[str, str]:
        return {"carrier": self.cleaned_data["carrier"], "tracking_number": self.cleaned_data["tracking_number"]}


class ReasonForm(StepForm):
    """A usual reason, or one's own words."""

    REASONS: dict[str, Any] = {}
    own = Line(label=gettext_lazy("Or in your own words"), max_length=250, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.ChoiceField(
            label=_("Why?"),
            choices=[*self.REASONS.items(), (OTHER, _("Another reason"))],
            widget=forms.RadioSelect,
            required=False,
        )
        self.order_fields(["reason", "own"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not found.get("own") and not self.errors and found.get("reason") in ("", OTHER):
            self.add_error("own" if found.get("reason") == OTHER else "reason", _("Say why. The buyer reads it."))
        return found

    def words(self) -> dict[str, str]:
        chosen = self.REASONS.get(self.cleaned_data["reason"])
        # The buyer reads it.
        with translation.override(self.consignment.order.language):
            usual = str(chosen) if chosen else ""
        return {"reason": " ".join(part for part in (usual, self.cleaned_data["own"]) if part)}


class DeclineForm(ReasonForm):
    REASONS = {
        "sold_out": gettext_lazy("We have run out of these goods."),
        "too_late": gettext_lazy("We cannot make it in time."),
        "too_far": gettext_lazy("No carrier takes these goods to your place."),
    }


class ReturnForm(ReasonForm):
    REASONS = {
        "refused": gettext_lazy("The parcel was not accepted at the door."),
        "not_found": gettext_lazy("The carrier could not reach you."),
        "damaged": gettext_lazy("The goods were damaged on the way."),
        "sent_back": gettext_lazy("You sent the goods back."),
    }
