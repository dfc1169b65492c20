"""Pages of OCOP sets, peoples and techniques, and the lists of them."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from marketplace.classifications.models import People, ProductSet
from marketplace.classifications.queries import current_sets, printable_names_of, rules_by_set
from marketplace.content.enums import Subject
from marketplace.content.models import Landing
from marketplace.core import clock
from marketplace.listings.enums import Technique
from marketplace.search.interface import Facet
from marketplace.storefront.pages.addresses import people_url, set_url, technique_url
from marketplace.storefront.pages.landing import Entry, about, asked, counts, crumb, goods
from marketplace.storefront.pages.tales import technique_name


@dataclass(frozen=True)
class Sector:
    name: str
    entries: list[Entry]


def sets() -> dict[str, Any]:
    """All 26 by sector: the classification is the law's, whether goods are there or not."""
    found = counts(Facet.SET)
    sectors: dict[int, Sector] = {}
    for one in current_sets():
        sector = sectors.setdefault(one.group.sector_id, Sector(one.group.sector.name, []))
        number = str(one.number)
        sector.entries.append(Entry(one.name, set_url(number), found.get(number, 0), number))
    return {"sectors": list(sectors.values())}


def set_page(one: ProductSet) -> dict[str, Any]:
    rule = rules_by_set(on=clock.today()).get(one.pk)
    number = str(one.number)
    return {
        "set": one,
        "min_age": rule.min_age if rule else 0,
        "heading": one.name,
        "crumbs": [crumb(_("OCOP product sets"), "pages:sets")],
        "trail": f"{one.group.sector.name} · {one.group.name}",
        **about(Subject.SET, number),
        **goods(asked(sets=(one.number,)), set=number),
    }


def peoples() -> dict[str, Any]:
    """Those that have goods or a text, by the alphabet of the page's language."""
    found = counts(Facet.PEOPLE)
    told = set(Landing.objects.filter(subject=Subject.PEOPLE).values_list("key", flat=True))
    shown = [people for people in People.objects.all() if people.slug in told or people.slug in found]
    entries = [Entry(people.name, people_url(people.slug), found.get(people.slug, 0)) for people in shown]
    return {"entries": sorted(entries, key=lambda entry: (-entry.count, entry.name))}


def people_page(people: People) -> dict[str, Any] | None:
    """None where there is neither text nor good: such a page would say nothing."""
    page = {**about(Subject.PEOPLE, people.slug), **goods(asked(peoples=(people.slug,)), people=people.slug)}
    if not (page["text"] or page["total"] or page["is_fallback"]):
        return None
    return page | {
        "heading": _("Goods of the %(people)s") % {"people": people.name},
        "people": people,
        "other_names": printable_names_of(people),
        "crumbs": [crumb(_("Peoples"), "pages:peoples")],
    }


def techniques() -> dict[str, Any]:
    found = counts(Facet.TECHNIQUE)
    told = set(Landing.objects.filter(subject=Subject.TECHNIQUE).values_list("key", flat=True))
    entries = [
        Entry(capfirst(technique_name(value)), technique_url(value), found.get(value, 0))
        for value in Technique.values
        if value in told or value in found
    ]
    return {"entries": sorted(entries, key=lambda entry: -entry.count)}


def technique_page(value: str) -> dict[str, Any] | None:
    page = {**about(Subject.TECHNIQUE, value), **goods(asked(techniques=(value,)), technique=value)}
    if not (page["text"] or page["total"] or page["is_fallback"]):
        return None
    return page | {
        "heading": capfirst(technique_name(value)),
        "crumbs": [crumb(_("Techniques"), "pages:techniques")],
    }
