"""Price and stock of every variant of one listing, on one form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.listings.queries import Offer
from marketplace.listings.services.catalogue import MAX_PRICE
from marketplace.listings.services.stock import MAX_STOCK
from marketplace.portal.forms.fields import Whole


@dataclass(frozen=True)
class Change:
    """None: the seller left it as it was."""

    stock_record_id: int
    price: int | None
    stock: int | None


class OffersForm(forms.Form):
    """Beside each number stands what it was when the page was drawn: only what the seller altered is written, so
    pieces that were sold meanwhile do not come back because somebody changed a price.
    """

    def __init__(self, *args: Any, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = {offer.stock_record_id: offer for offer in offers}
        for key, offer in self.offers.items():
            self.fields[f"price-{key}"] = Whole(
                label=gettext_lazy("Price in ₫"), low=1, high=MAX_PRICE, initial=offer.price
            )
            self.fields[f"stock-{key}"] = Whole(
                label=gettext_lazy("Pieces for sale"), low=0, high=MAX_STOCK, initial=offer.available
            )
            self.fields[f"price_was-{key}"] = forms.IntegerField(required=False)
            self.fields[f"stock_was-{key}"] = forms.IntegerField(required=False)

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "offer": offer,
                "price": self[f"price-{key}"],
                "stock": self[f"stock-{key}"],
                # Drawn anew each time: after a refusal the seller has seen the new numbers.
                "hidden": {f"price_was-{key}": offer.price, f"stock_was-{key}": offer.available},
            }
            for key, offer in self.offers.items()
        ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for key, offer in self.offers.items():
            was, typed = found.get(f"stock_was-{key}"), found.get(f"stock-{key}")
            if was is None or typed is None or was in (typed, offer.available):
                continue
            text = _("Since you opened this page the number went from %(was)d to %(now)d. Count again.")
            self.add_error(f"stock-{key}", text % {"was": was, "now": offer.available})
        return found

    def changes(self) -> list[Change]:
        found = self.cleaned_data
        return [
            Change(
                key,
                _altered(found[f"price-{key}"], found.get(f"price_was-{key}")),
                _altered(found[f"stock-{key}"], found.get(f"stock_was-{key}")),
            )
            for key in self.offers
        ]


def _altered(typed: int, was: int | None) -> int | None:
    return None if typed == was else typed
