"""Pages of provinces and communes of today's map, which name what they were called before."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from marketplace.content.enums import Subject
from marketplace.cooperatives.queries import sellers_on_show
from marketplace.core.text import slug
from marketplace.places.enums import Region
from marketplace.places.models import Commune, Province
from marketplace.places.queries import communes_by_code, current_provinces, old_names_of, old_provinces_of
from marketplace.search.interface import Facet
from marketplace.storefront.pages.addresses import commune_url, province_url
from marketplace.storefront.pages.landing import Entry, about, asked, counts, crumb, goods
from marketplace.storefront.shelves.results import Link

SELLERS = 12
COMMUNES = 24


@dataclass(frozen=True)
class Part:
    """A region with its provinces."""

    name: str
    entries: list[Entry]


def places() -> dict[str, Any]:
    found = counts(Facet.PROVINCE)
    parts = {region: Part(str(region.label), []) for region in Region}
    for province in current_provinces():
        entry = Entry(province.name, province_url(province.code), found.get(province.code, 0))
        parts[Region(province.region)].entries.append(entry)
    return {"parts": list(parts.values()), "counts": found}


def province(code: str) -> dict[str, Any]:
    one = Province.objects.current().get(code=code)
    shown = goods(asked(provinces=(code,), facets=(Facet.COMMUNE,)), province=code)
    return {
        "province": one,
        "heading": one.name,
        "old_provinces": [old.name for old in old_provinces_of(one) if old.name != one.name],
        "crumbs": [crumb(_("Places"), "pages:places")],
        "communes": _communes(shown["facet_counts"].get(Facet.COMMUNE, ())),
        "sellers": list(sellers_on_show().filter(commune__province=one).order_by("name_vi")[:SELLERS]),
        **about(Subject.PROVINCE, code),
        **shown,
    }


def _communes(found: Any) -> list[Entry]:
    """Where the goods come from, most first."""
    counted = {count.value: count.count for count in found[:COMMUNES]}
    rows = communes_by_code(counted)
    return [Entry(rows[code].name, commune_url(rows[code]), count) for code, count in counted.items() if code in rows]


def old_province(address: str) -> str:
    """Today's code of a province that is no longer on the map; empty when there was none of that name."""
    rows = Province.objects.old().select_related("successor")
    return next((old.successor.code for old in rows if old.successor and slug(old.name) == address), "")


def shown_commune(code: str) -> Commune | None:
    return Commune.objects.current().filter(code=code).select_related("province").first()


def commune(one: Commune) -> dict[str, Any]:
    """Its own old names: communes, districts and provinces, each once."""
    return {
        "commune": one,
        "province": one.province,
        "heading": one.name,
        "old_names": [name for name in old_names_of(one) if name != one.name],
        "crumbs": [
            crumb(_("Places"), "pages:places"),
            Link(one.province.name, province_url(one.province.code)),
        ],
        "sellers": list(sellers_on_show().filter(commune=one).order_by("name_vi")[:SELLERS]),
        **goods(asked(communes=(one.code,)), commune=one.code),
    }
