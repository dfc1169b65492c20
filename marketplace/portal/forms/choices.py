"""The closed lists of the listing form, in the reader's language, in a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from marketplace.classifications.models import ADULT, People, ProductSet, SetRule
from marketplace.classifications.queries import current_sets, rules_by_set
from marketplace.cooperatives.models import Cooperative
from marketplace.listings.models import Shelf
from marketplace.web.templatetags.market import in_language

FOOD = frozenset(range(1, 21))  # sets of Decision 26/2026 that are eaten, drunk or used as medicine
CRAFTS = frozenset((21, 22))


@dataclass(frozen=True)
class Option:
    """`kind` says which part of the form belongs to it; `refusal` why it cannot be taken."""

    value: str
    label: str
    thing: Any
    kind: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class OptionGroup:
    label: str
    options: list[Option] = field(default_factory=list)


def set_options(cooperative: Cooperative) -> list[OptionGroup]:
    rules = rules_by_set()
    found = ((one.group.sector, _set_option(one, rules.get(one.pk), cooperative)) for one in current_sets())
    return [
        OptionGroup(sector.name, [option for _sector, option in options])
        for sector, options in groupby(found, key=lambda pair: pair[0])
    ]


def _set_option(one: ProductSet, rule: SetRule | None, cooperative: Cooperative) -> Option:
    kind = "food" if one.number in FOOD else "craft" if one.number in CRAFTS else ""
    return Option(str(one.number), f"{one.number}. {one.name}", one, kind, set_refusal(rule, cooperative))


def set_refusal(rule: SetRule | None, cooperative: Cooperative) -> str:
    """Why goods of a set cannot be sold by this seller today; empty when they can."""
    if rule is None:
        return _("no rule allows it today")
    if not rule.allows(cooperative.kind):
        return _("not for your kind of seller")
    if rule.min_age > ADULT:
        return _("this market cannot ask for the age that the law wants")
    return ""


def shelf_options() -> list[OptionGroup]:
    shelves = Shelf.objects.select_related("category").order_by("category__path")
    groups: list[OptionGroup] = []
    for shelf in shelves:
        name = in_language(shelf, "name")
        if "/" not in shelf.path:
            groups.append(OptionGroup(name))
        groups[-1].options.append(Option(str(shelf.category_id), name, shelf.category))
    return groups


def people_options(cooperative: Cooperative) -> list[OptionGroup]:
    """The seller's own peoples first."""
    own = set(cooperative.peoples.values_list("pk", flat=True))
    everyone = sorted(People.objects.all(), key=lambda people: people.pk not in own)
    groups = {_("Your cooperative"): [one for one in everyone if one.pk in own]}
    groups[_("All peoples")] = [one for one in everyone if one.pk not in own]
    return [
        OptionGroup(label, [Option(one.slug, one.name, one) for one in peoples])
        for label, peoples in groups.items()
        if peoples
    ]


def by_value(groups: Iterable[OptionGroup]) -> dict[str, Option]:
    return {option.value: option for group in groups for option in group.options}
