"""Which province and commune an address, old or new, means today. Several answers stay several."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from marketplace.core.text import fold
from marketplace.places.enums import CommuneKind, DistrictKind, Level, ProvinceKind, Version
from marketplace.places.models import Commune, Province, Succession
from marketplace.places.queries.reading import Name, Reading, readings


@dataclass(frozen=True)
class PlaceFound:
    """`province` is None when the name stands in several; `communes` is empty when only a province was named.

    `split`: an old commune of that name was divided, and all its successors are given.
    """

    level: Level
    province: Province | None
    communes: tuple[Commune, ...] = ()
    split: bool = False

    @property
    def commune(self) -> Commune | None:
        """Set only when there is no doubt."""
        return self.communes[0] if len(self.communes) == 1 else None


def place_for(text: str, *, province: Province | None = None) -> PlaceFound | None:
    """Today's place behind an old or new name; at most three statements.

    With or without tone marks, type words, commas; from small to large as Vietnamese is written. `province`, one of
    today's, leaves only places inside it. None when nothing fits.
    """
    ways = readings(text)
    if not ways:
        return None
    atlas = _Atlas(ways)
    best: tuple[int, int] | None = None
    found: list[PlaceFound] = []
    for way in ways:  # in order: the best that fit, and all that fit equally well
        rank = (way.skipped, len(way.names))
        if best is not None and rank > best:
            break
        place = atlas.place(way, province)
        if place is not None:
            best = rank
            found.append(place)
    return _merged(found)


def province_named(text: str) -> Province | None:
    """Today's province behind an old or new province name; one statement."""
    names = {name.folded for way in readings(text) if not way.skipped and (name := _lone_province(way))}
    found = {
        province.successor or province
        for province in Province.objects.select_related("successor")
        if names & _names_of(province)
    }
    return found.pop() if len(found) == 1 else None


def _lone_province(way: Reading) -> Name | None:
    return way.at(Level.PROVINCE) if len(way.names) == 1 else None


def _names_of(province: Province) -> set[str]:
    return {province.folded, *(fold(name) for name in province.other_names.split("|") if name)}


class _Atlas:
    """All rows that any reading of one text can need."""

    def __init__(self, ways: list[Reading]) -> None:
        names = {name.folded for way in ways for _, name in way.names}
        self.provinces = [p for p in Province.objects.select_related("successor") if names & _names_of(p)]
        self.is_marked = any(name.has_marks for way in ways for _, name in way.names)
        at = {level: {n.folded for way in ways if (n := way.at(level))} for level in Level}
        rows = Commune.objects.filter(Q(folded__in=at[Level.COMMUNE]) | Q(district_folded__in=at[Level.DISTRICT]))
        self.rows = list(rows.select_related("province__successor", "old_province"))
        self.successions: dict[int, list[Succession]] = {}
        old = [row.pk for row in self.rows if row.version == Version.OLD]
        for step in Succession.objects.filter(old_id__in=old).select_related("new__province"):
            self.successions.setdefault(step.old_id, []).append(step)

    def place(self, way: Reading, inside: Province | None) -> PlaceFound | None:
        provinces = self._provinces(way.at(Level.PROVINCE))
        if provinces is not None and not provinces:
            return None
        commune, district = way.at(Level.COMMUNE), way.at(Level.DISTRICT)
        if commune is None and district is None:
            return _province_place(provinces or [], inside)
        rows = [row for row in self.rows if provinces is None or _lies_in(row, provinces)]
        rows = self._called(self._in_district(rows, district), commune)
        if commune is not None and (provinces is not None or district is not None):
            rows = _of_one_map(rows, district, provinces or [])
        return self._communes_place(rows, inside, Level.DISTRICT if commune is None else Level.COMMUNE)

    def _provinces(self, name: Name | None) -> list[Province] | None:
        if name is None:
            return None
        found = [province for province in self.provinces if name.folded in _names_of(province)]
        if name.kind == DistrictKind.CITY:  # “TP Bắc Kạn” is the district city, “TP Huế” the province
            found = [province for province in found if province.kind == ProvinceKind.CITY]
        return found

    def _in_district(self, rows: list[Commune], name: Name | None) -> list[Commune]:
        """Old rows of that district, and today's rows that came out of one: people write new commune, old district."""
        if name is None:
            return rows
        old = [row for row in rows if row.district_folded == name.folded]
        old = self._preferring(old, name, lambda row: row.district)
        fits = [row for row in old if row.district_kind == name.kind]
        if fits or self._provinces(name):  # “TP Quảng Ninh” is that province, never huyện Quảng Ninh
            old = fits if name.kind else old
        successors = {step.new_id for row in old for step in self.successions.get(row.pk, [])}
        return old + [row for row in rows if row.pk in successors]

    def _called(self, rows: list[Commune], name: Name | None) -> list[Commune]:
        if name is None:
            return [row for row in rows if row.version == Version.OLD]
        found = self._preferring([row for row in rows if row.folded == name.folded], name, lambda row: row.name)
        if name.kind in CommuneKind.values:
            found = _fitting_or_all(found, lambda row: row.kind == name.kind)
        return found

    def _preferring(self, rows: list[Commune], name: Name, official: Callable[[Commune], str]) -> list[Commune]:
        """Who types marks anywhere means those that he leaves out as well; else all that fold alike count."""
        if not self.is_marked:
            return rows
        return _fitting_or_all(rows, lambda row: name.is_spelled_like(official(row)))

    def _communes_place(self, rows: list[Commune], inside: Province | None, level: Level) -> PlaceFound | None:
        steps = [step for row in rows for step in self.successions.get(row.pk, [])]
        today = [row for row in rows if row.version == Version.CURRENT]
        communes = _once(_sorted(today) + _sorted(step.new for step in steps))
        communes = [commune for commune in communes if inside is None or commune.province_id == inside.pk]
        split = level == Level.COMMUNE and any(step.split for step in steps)
        return PlaceFound(level, _one_province(communes), tuple(communes), split) if communes else None


def _province_place(provinces: Iterable[Province], inside: Province | None) -> PlaceFound | None:
    today = {province.successor or province for province in provinces}
    if inside is not None:
        today &= {inside}
    return PlaceFound(Level.PROVINCE, today.pop()) if len(today) == 1 else None


def _lies_in(row: Commune, provinces: list[Province]) -> bool:
    """A commune of either map under the old or the new name of its province."""
    ids = {row.province_id, row.province.successor_id, row.old_province_id}
    return any(province.pk in ids for province in provinces)


def _of_one_map(rows: list[Commune], district: Name | None, provinces: list[Province]) -> list[Commune]:
    """A written district, or a province that is gone, says that the address is of the old map; a commune with one of
    today's provinces and no district is a whole address of today's. The other map counts where that one has no match.
    """
    today = district is None and any(province.version == Version.CURRENT for province in provinces)
    version = Version.CURRENT if today else Version.OLD
    return _fitting_or_all(rows, lambda row: row.version == version)


def _fitting_or_all(rows: list[Commune], fits: Callable[[Commune], bool]) -> list[Commune]:
    """Those that fit; where none does, all of them."""
    return [row for row in rows if fits(row)] or rows


def _sorted(communes: Iterable[Commune]) -> list[Commune]:
    return sorted(communes, key=lambda commune: (commune.folded, commune.code))


def _once(communes: Iterable[Commune]) -> list[Commune]:
    return list({commune.pk: commune for commune in communes}.values())


def _one_province(communes: Iterable[Commune]) -> Province | None:
    provinces = {commune.province for commune in communes}
    return provinces.pop() if len(provinces) == 1 else None


def _merged(found: list[PlaceFound]) -> PlaceFound | None:
    """A name that is a province's means the province; one of a commune and a district means either."""
    if not found:
        return None
    named = [place for place in found if place.level == Level.PROVINCE]
    if named:
        return named[0]
    by_level = sorted(found, key=lambda place: place.level)
    communes = _once(commune for place in by_level for commune in place.communes)
    split = any(place.split for place in found)
    return PlaceFound(by_level[-1].level, _one_province(communes), tuple(communes), split)
