"""A listing as a member writes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.cooperatives.models import Cooperative
from marketplace.listings.enums import Dye, Making, Material, Technique
from marketplace.listings.facts import ListingFacts, VariantFacts
from marketplace.listings.models import Listing
from marketplace.listings.queries import Offer
from marketplace.places.models import Commune
from marketplace.places.queries import place_for
from marketplace.portal.forms.choices import (
    CRAFTS,
    FOOD,
    Option,
    OptionGroup,
    by_value,
    people_options,
    set_options,
    shelf_options,
)
from marketplace.portal.forms.fields import Choice, Line, Paragraphs, Ticks, Whole

UNITS = ("cái", "tấm", "chiếc", "bộ", "đôi", "mét", "túi", "gói", "hộp", "hũ", "chai", "kg")
CRAFT_FIELDS: dict[str, Any] = {"making": "", "techniques": [], "materials": [], "dyes": [], "people": None}
FOOD_FIELDS: dict[str, Any] = {
    **dict.fromkeys(("ingredients_vi", "ingredients_en", "storage_vi", "storage_en"), ""),
    "shelf_life_days": None,
}
FOREIGN = ("product_set", "shelf", "people", "origin_commune")


class Picker(forms.Field):
    """One of a list of options that the template draws; its value is the option."""

    def __init__(self, *, missing: Any = "", **options: Any) -> None:
        super().__init__(widget=forms.Select({"class": "in"}), **options)
        self.groups: list[OptionGroup] = []
        self.error_messages["required"] = missing or self.error_messages["required"]

    def clean(self, value: Any) -> Option | None:
        text = super().clean(value)
        if not text:
            return None
        option = by_value(self.groups).get(str(text))
        if option is None:
            raise forms.ValidationError(_("Choose one of the list."))
        if option.refusal:
            raise forms.ValidationError(_("You cannot sell this here: %(why)s.") % {"why": option.refusal})
        return option


class ListingForm(forms.Form):
    """The words of a listing. Fields that do not belong to the chosen set are left out of `values`."""

    title_vi = Line(
        label=gettext_lazy("Name of the goods"),
        max_length=150,
        help_text=gettext_lazy("As you would call it out at the market, such as Indigo hemp shawl."),
    )
    product_set = Picker(label=gettext_lazy("OCOP set"), missing=gettext_lazy("Choose what kind of goods it is."))
    shelf = Picker(
        label=gettext_lazy("Shelf in the shop"), missing=gettext_lazy("Choose where buyers will look for it.")
    )
    summary_vi = Line(
        label=gettext_lazy("In one sentence"), max_length=160, help_text=gettext_lazy("What it is and what is special.")
    )
    description_vi = Paragraphs(
        label=gettext_lazy("Tell about it"),
        max_length=3000,
        rows=7,
        help_text=gettext_lazy("Who makes it, how, from what, and how it is used. Four or five sentences are enough."),
    )
    unit = Line(label=gettext_lazy("Sold by the"), max_length=20, attributes={"list": "units", "autocomplete": "off"})
    net_weight_g = Whole(label=gettext_lazy("Net weight in grams"), low=1, high=200_000)
    parcel_length_cm = Whole(label=gettext_lazy("Length, cm"), low=1, high=300)
    parcel_width_cm = Whole(label=gettext_lazy("Width, cm"), low=1, high=300)
    parcel_height_cm = Whole(label=gettext_lazy("Height, cm"), low=1, high=300)
    origin = Line(
        label=gettext_lazy("Where it comes from"),
        max_length=200,
        help_text=gettext_lazy("Commune and province; old names are understood too."),
    )
    making = Choice(label=gettext_lazy("How it is made"), required=False)
    techniques = Ticks(label=gettext_lazy("Techniques"), choices=Technique.choices)
    materials = Ticks(label=gettext_lazy("Materials"), choices=Material.choices)
    dyes = Ticks(label=gettext_lazy("Dyes"), choices=Dye.choices)
    people = Picker(
        label=gettext_lazy("Whose craft it is"),
        required=False,
        help_text=gettext_lazy("Name a people only when the makers agree."),
    )
    ingredients_vi = Line(label=gettext_lazy("Ingredients"), max_length=300, required=False)
    storage_vi = Line(label=gettext_lazy("How to keep it"), max_length=200, required=False)
    shelf_life_days = Whole(label=gettext_lazy("Keeps for how many days"), low=1, high=3650, required=False)
    title_en = Line(label=gettext_lazy("Name in English"), max_length=150, required=False)
    summary_en = Line(label=gettext_lazy("One sentence in English"), max_length=160, required=False)
    description_en = Paragraphs(label=gettext_lazy("About it in English"), max_length=3000, rows=5, required=False)
    ingredients_en = Line(label=gettext_lazy("Ingredients in English"), max_length=300, required=False)
    storage_en = Line(label=gettext_lazy("How to keep it, in English"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, cooperative: Cooperative, listing: Listing | None = None) -> None:
        super().__init__(data, initial=_initial(cooperative, listing))
        self.cooperative, self.listing = cooperative, listing
        self.communes: tuple[Commune, ...] = ()
        self.fields["product_set"].groups = set_options(cooperative)  # type: ignore[attr-defined]
        self.fields["shelf"].groups = shelf_options()  # type: ignore[attr-defined]
        self.fields["people"].groups = people_options(cooperative)  # type: ignore[attr-defined]
        self.fields["making"].choices = [("", _("not said")), *Making.choices]  # type: ignore[attr-defined]

    def clean_origin(self) -> Commune:
        """The commune meant; several that fit are offered beside the field, by `origin_commune`."""
        text: str = self.cleaned_data["origin"]
        known = self.listing.origin_commune if self.listing else self.cooperative.commune
        if text == known.label:
            return known
        place = place_for(text)
        if place is None or not place.communes:
            example = self.cooperative.commune.label
            raise forms.ValidationError(
                _("We do not find this place. Write the commune, then the province, such as %(example)s.")
                % {"example": example}
            )
        chosen = self.data.get("origin_commune", "")
        meant = [commune for commune in place.communes if str(commune.pk) == chosen]
        if place.commune or meant:
            return place.commune or meant[0]
        self.communes = place.communes
        raise forms.ValidationError(_("Several places are called so. Choose one."))

    def clean(self) -> dict[str, Any]:
        """What was typed for another kind of goods is neither stored nor complained of."""
        found = super().clean() or self.cleaned_data
        if found.get("product_set"):
            for name, empty in _foreign_to(found["product_set"].thing.number).items():
                self.errors.pop(name, None)
                found[name] = empty
        return found

    def values(self) -> dict[str, Any]:
        """Columns of Listing."""
        found = dict(self.cleaned_data)
        found["origin_commune"] = found.pop("origin")
        for name in ("product_set", "shelf", "people"):
            found[name] = found[name].thing if found[name] else None
        return found


def _foreign_to(number: int) -> dict[str, Any]:
    return {**({} if number in CRAFTS else CRAFT_FIELDS), **({} if number in FOOD else FOOD_FIELDS)}


def _initial(cooperative: Cooperative, listing: Listing | None) -> dict[str, Any]:
    if listing is None:
        return {"origin": cooperative.commune.label}
    plain = [name for name in ListingForm.base_fields if name not in (*FOREIGN, "origin")]
    return {
        **{name: getattr(listing, name) for name in plain},
        "product_set": str(listing.product_set.number),
        "shelf": str(listing.shelf_id),
        "people": listing.people.slug if listing.people else "",
        "origin": listing.origin_commune.label,
    }


def unchanged_offers(values: dict[str, Any], offers: list[Offer]) -> ListingFacts:
    """Facts with new words and the prices and stock that stand."""
    if not offers or not offers[0].value_vi:
        return ListingFacts(values=values, price=offers[0].price if offers else None)
    variants = (
        VariantFacts(offer.value_vi, offer.value_en, offer.price, offer.available, offer.net_weight_g)
        for offer in offers
    )
    return ListingFacts(values=values, variants=tuple(variants))
