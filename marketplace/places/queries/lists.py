from collections import defaultdict
from collections.abc import Iterable

from marketplace.places.models import Commune, CommuneQuerySet, Province, ProvinceQuerySet, Succession


def current_provinces() -> ProvinceQuerySet:
    """Today's 34 in the order of the Vietnamese alphabet."""
    return Province.objects.current().order_by("position")


def old_provinces_of(province: Province) -> ProvinceQuerySet:
    """Those that went into it, itself under its old code included."""
    return Province.objects.old().filter(successor=province).order_by("position")


def communes_of(province: Province) -> CommuneQuerySet:
    return Commune.objects.filter(province=province).order_by("folded", "code")


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


def old_names_of(commune: Commune) -> tuple[str, ...]:
    """For search documents: who looks for the old name finds today's place."""
    return old_names_by_commune([commune.pk]).get(commune.pk, ())


def _once(triples: list[tuple[str, str, str]]) -> tuple[str, ...]:
    by_level = [name for level in range(3) for name in (triple[level] for triple in triples)]
    return tuple(dict.fromkeys(by_level))
