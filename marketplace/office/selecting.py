"""A report's selection from an address."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.classifications.models import ProductSet
from marketplace.classifications.queries import current_sets
from marketplace.cooperatives.enums import SellerKind
from marketplace.cooperatives.models import Cooperative
from marketplace.cooperatives.queries import cooperatives
from marketplace.core import clock
from marketplace.core.scope import Scope
from marketplace.office.forms import FilterForm, chosen_province, day_field, province_field, with_all
from marketplace.office.words import stars_words
from marketplace.places.models import Province
from marketplace.reporting.interface import Filter, Report, Selection
from marketplace.reporting.periods import Period, Preset, preset_period
from marketplace.web.templatetags.market import in_language

MOST_SELLERS = 300  # in a list to choose from; beyond that a province is chosen first
MOST_DAYS = 3_700
STARS = (5, 4, 3, 0)


class SelectionForm(FilterForm):
    """`selection` is there when the form is valid. Raises Http404 for a place or seller beyond the scope."""

    group = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], *, report: Report, scope: Scope, provinces: list[Province]) -> None:
        self.report, self.today = report, clock.today()
        self.province = chosen_province(data.get("province"), provinces) if _has(report, Filter.PROVINCE) else None
        self.sellers = _sellers(scope, self.province, data.get("cooperative"))
        self.sets = list(current_sets()) if _has(report, Filter.SET) else []
        self.preset = _preset(data)
        period = preset_period(self.preset, self.today)
        dates = {"from": period.first.isoformat(), "to": period.last.isoformat()}
        typed = {name: value for name, value in data.items() if value}
        super().__init__({**dates, **typed}, self._chosen_fields(provinces))

    def _chosen_fields(self, provinces: list[Province]) -> dict[str, forms.Field]:
        fields: dict[Filter, forms.Field] = {
            Filter.PROVINCE: province_field(provinces),
            Filter.COOPERATIVE: _seller_field(self.sellers),
            Filter.KIND: _choice(gettext_lazy("Kind of seller"), SellerKind.choices, _("All kinds")),
            Filter.SET: _choice(gettext_lazy("OCOP set"), _set_choices(self.sets), _("All sets")),
            Filter.STARS: _choice(
                gettext_lazy("Stars"), [(str(stars), stars_words(stars)) for stars in STARS], _("With and without")
            ),
        }
        dates = {"from": day_field(gettext_lazy("From")), "to": day_field(gettext_lazy("To"))}
        return dates | {name.value: field for name, field in fields.items() if name in self.report.filters}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            self.add_error("to", _("The last day stands before the first."))
        elif first and last and (last - first).days > MOST_DAYS:
            self.add_error("to", _("Choose at most ten years."))
        return cleaned

    @property
    def selection(self) -> Selection:
        stars = self.value("stars")
        return Selection(
            period=Period(self.cleaned_data["from"], self.cleaned_data["to"]),
            group=self.grouping,
            today=self.today,
            province=self.province,
            cooperative=self._seller(),
            kind=self.value("kind") or "",
            product_set=next((found for found in self.sets if str(found.number) == self.value("set")), None),
            stars=int(stars) if stars else None,
        )

    @property
    def grouping(self) -> str:
        names = [grouping.name for grouping in self.report.groupings]
        return self.data["group"] if self.data.get("group") in names else names[0]

    def _seller(self) -> Cooperative | None:
        return next((seller for seller in self.sellers if seller.slug == self.data.get("cooperative")), None)

    @property
    def preset_shown(self) -> Preset | None:
        """The preset that these days are, if they are one."""
        if not self.is_valid():
            return None
        period = self.selection.period
        return next((preset for preset in Preset if preset_period(preset, self.today) == period), None)


def _has(report: Report, name: Filter) -> bool:
    return name in report.filters


def _preset(data: Mapping[str, str]) -> Preset:
    try:
        return Preset(data.get("period") or Preset.LAST_12_MONTHS)
    except ValueError:
        return Preset.LAST_12_MONTHS


def _choice(label: Any, choices: Iterable[tuple[str, Any]], every: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=with_all(choices, every))


def _set_choices(sets: Iterable[ProductSet]) -> list[tuple[str, str]]:
    return [(str(found.number), f"{found.number}. {found.name}") for found in sets]


def _sellers(scope: Scope, province: Province | None, slug: str | None) -> list[Cooperative]:
    """Those to choose from, the chosen one always among them. Raises Http404 when it is beyond the scope."""
    within = cooperatives(scope=scope).only("slug", "name_vi", "name_en", "commune__province").order_by("name_vi", "pk")
    found = list((within.filter(commune__province=province) if province else within)[: MOST_SELLERS + 1])
    chosen = next((seller for seller in found if seller.slug == slug), None)
    if slug and chosen is None:
        chosen = within.filter(slug=slug).first()
        if chosen is None:
            raise Http404
    if len(found) > MOST_SELLERS:
        return [chosen] if chosen else []
    return found if chosen is None or chosen in found else [*found, chosen]


def _seller_field(sellers: Iterable[Cooperative]) -> forms.ChoiceField:
    choices = [(seller.slug, in_language(seller, "name")) for seller in sellers]
    field = _choice(gettext_lazy("Cooperative"), choices, _("All cooperatives"))
    if not choices:
        field.help_text = _("Choose a province first.")
    return field
