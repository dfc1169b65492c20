from datetime import date

from django.db.models import Q, QuerySet

from marketplace.classifications.enums import CURRENT_DECISION
from marketplace.classifications.models import People, PeopleAlias, ProductSet, SetRule
from marketplace.core.clock import today
from marketplace.core.text import fold, normalise


class RuleMissing(LookupError):
    """No rule covers that day: nothing of the set may be sold on it."""


def rule_for(product_set: ProductSet, *, on: date | None = None) -> SetRule:
    """The rule of that day, today's if none is named. Raises RuleMissing."""
    day = on or today()
    rule = _rules_of(day).filter(product_set=product_set).first()
    if rule is None:
        raise RuleMissing(f"set {product_set.number} has no rule on {day}")
    return rule


def rules_by_set(*, on: date | None = None) -> dict[int, SetRule]:
    """Rules of one day by primary key of the set; one statement."""
    return {rule.product_set_id: rule for rule in _rules_of(on or today())}


def _rules_of(day: date) -> QuerySet[SetRule]:
    return SetRule.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


def current_sets() -> QuerySet[ProductSet]:
    """The 26 of the decision in force, with group and sector."""
    found = ProductSet.objects.filter(legal_version=CURRENT_DECISION)
    return found.select_related("group__sector").order_by("number")


def people_named(text: str) -> People | None:
    """By any name, spelling apart; hidden names are found as well. None when it is nobody's or several peoples'.

    Own names go before other names, names spelled just so before those that only fold alike.
    """
    typed, folded = normalise(text).casefold(), fold(text)
    if not folded:
        return None
    own = {fold(name): people for people in People.objects.all() for name in (people.name_vi, people.name_en)}
    aliases = list(PeopleAlias.objects.filter(folded=folded).select_related("people"))
    spelled = {alias.people for alias in aliases if alias.name.casefold() == typed}
    if folded in own and not (spelled and own[folded].name_vi.casefold() != typed):
        return own[folded]
    found = spelled or {alias.people for alias in aliases}
    return found.pop() if len(found) == 1 else None


def printable_names_of(people: People) -> list[str]:
    """Other names that may be shown."""
    return list(people.aliases.filter(printable=True).order_by("pk").values_list("name", flat=True))


def search_names_by_people() -> dict[int, tuple[str, ...]]:
    """Every name of every people, hidden ones too: for folded search fields only, never for a page."""
    names: dict[int, list[str]] = {people.pk: [people.name_vi, people.name_en] for people in People.objects.all()}
    for people_id, name in PeopleAlias.objects.order_by("pk").values_list("people_id", "name"):
        names[people_id].append(name)
    return {pk: tuple(dict.fromkeys(found)) for pk, found in names.items()}
