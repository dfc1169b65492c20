from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from marketplace.core.text import alphabet_key
from marketplace.places.models import Commune, CommuneQuerySet, Province, ProvinceQuerySet, Succession


def current_provinces() -> ProvinceQuerySet:
    """Today's 34 in the order of the Vietnamese alphabet."""
    return Province.objects.current().order_by("position")


def provinces_of_both_maps() -> ProvinceQuerySet:
    """Today's and the old ones, which know their successor, in the order of the Vietnamese alphabet."""
    return Province.objects.select_related("successor").order_by("position")


def old_provinces_of(province: Province) -> ProvinceQuerySet:
    """Those that went into it, itself under its old code included."""
    return Province.objects.old().filter(successor=province).order_by("position")


def old_names_by_province() -> dict[int, tuple[str, ...]]:
    """Names that each of today's provinces had or has beside its own: old provinces, abbreviations; two statements."""
    names: dict[int, list[str]] = defaultdict(list)
    for province in Province.objects.order_by("version", "position"):
        others = [name for name in province.other_names.split("|") if name]
        names[province.successor_id or province.pk] += [province.name, *others]
    own = dict(current_provinces().values_list("pk", "name"))
    return {pk: tuple(dict.fromkeys(name for name in found if name != own.get(pk))) for pk, found in names.items()}


def communes_of(province: Province) -> CommuneQuerySet:
    return Commune.objects.filter(province=province).order_by("folded", "code")


def current_communes() -> CommuneQuerySet:
    """Today's, the whole map, by province and name."""
    return Commune.objects.current().order_by("province__position", "folded", "code")


def commune_positions(province_ids: Iterable[int]) -> dict[int, int]:
    """The place of each commune among those of its province in the Vietnamese alphabet, from 0; one statement."""
    rows = Commune.objects.filter(province__in=list(province_ids)).values_list("province", "pk", "name", "code")
    by_province: dict[int, list[tuple[Any, str, int]]] = defaultdict(list)
    for province, pk, name, code in rows:
        by_province[province].append((_alphabet_key(name), code, pk))
    return {pk: at for communes in by_province.values() for at, (_key, _code, pk) in enumerate(sorted(communes))}


@lru_cache(maxsize=5000)  # today's communes have some 3,000 names, and an index is built batch by batch
def _alphabet_key(name: str) -> Any:
    return alphabet_key(name)


def communes_by_code(codes: Iterable[str]) -> dict[str, Commune]:
    """Today's communes with their province; a code that is not on today's map is left out."""
    found = Commune.objects.current().filter(code__in=set(codes)).select_related("province")
    return {commune.code: commune for commune in found}


def old_names_by_commune(commune_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Old communes, districts and provinces behind each of today's communes, each name once; one statement."""
    rows = (
        Succession.objects.filter(new_id__in=list(commune_ids))
        .order_by("old__code")
        .values_list("new_id", "old__name", "old__district", "old__province__name")
    )
    names: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for new_id, commune, district, province in rows:
        names[new_id].append((commune, district, province))
    return {new_id: _once(triples) for new_id, triples in names.items()}


def places_before(commune_id: int) -> CommuneQuerySet:
    """Communes of the old map that went into this one whole or in part, with their province."""
    return Commune.objects.old().filter(successions__new=commune_id).select_related("province").order_by("code")


def old_names_of(commune: Commune) -> tuple[str, ...]:
    """For search documents: who looks for the old name finds today's place."""
    return old_names_by_commune([commune.pk]).get(commune.pk, ())


def _once(triples: list[tuple[str, str, str]]) -> tuple[str, ...]:
    by_level = [name for level in range(3) for name in (triple[level] for triple in triples)]
    return tuple(dict.fromkeys(by_level))
