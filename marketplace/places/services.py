"""Loading both maps. Rows are plain text as the files have them; nothing is written before all are checked."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import models, transaction

from marketplace.core.bulk import BATCH, RowError, Written, refresh_statistics, upsert
from marketplace.core.text import fold, normalise
from marketplace.places.enums import CommuneKind, DistrictKind, ProvinceKind, Region, Version
from marketplace.places.models import Commune, Province, Succession

Rows = Sequence[Mapping[str, str]]

PROVINCES, COMMUNES, OLD_COMMUNES, SUCCESSION = "provinces", "communes", "old_communes", "succession"
# A box round Vietnam with its islands: tells latitude from longitude and a slipped decimal point.
LAT, LON = (6.0, 24.0), (102.0, 118.0)


def load_places(*, provinces: Rows, communes: Rows, old_communes: Rows, succession: Rows) -> Written:
    """Insert or change the rows of both maps; running it again with the same rows writes nothing.

    Units that are no longer in the rows stay, since addresses point to them; successions follow the rows exactly.
    Raises RowError.
    """
    plan = _Plan(provinces, communes, old_communes, succession)
    with transaction.atomic():
        return plan.write()


class _Plan:
    def __init__(self, provinces: Rows, communes: Rows, old_communes: Rows, succession: Rows) -> None:
        self.provinces = {version: _provinces(provinces, version) for version in Version}
        self._check_successors(provinces)
        self.communes = _current_communes(communes, self.provinces[Version.CURRENT])
        self.old_communes = _old_communes(old_communes, self.provinces[Version.OLD])
        self.succession = _succession(succession, self.old_communes, self.communes)
        self.old_province_of = self._old_provinces()

    def _check_successors(self, rows: Rows) -> None:
        for index, row in enumerate(rows):
            successor = row.get("successor", "")
            if row["version"] == Version.OLD and successor not in self.provinces[Version.CURRENT]:
                raise RowError(PROVINCES, index, "successor", f"“{successor}” is no province of today")
            if row["version"] == Version.CURRENT and successor:
                raise RowError(PROVINCES, index, "successor", "only an old province has one")

    def _old_provinces(self) -> dict[str, str]:
        """New commune code to the one old province that it came from whole."""
        origins: dict[str, set[str]] = defaultdict(set)
        for old, new in self.succession:
            origins[new].add(self.old_communes[old]["province"])
        return {new: next(iter(codes)) for new, codes in origins.items() if len(codes) == 1}

    def write(self) -> Written:
        written = self._write_provinces(Version.CURRENT, {})
        today = _ids(Province.objects.current())
        written += self._write_provinces(Version.OLD, today)
        old = _ids(Province.objects.old())
        written += self._write_communes(Version.OLD, self.old_communes.items(), old, {})
        origin = {new: old[code] for new, code in self.old_province_of.items()}
        written += self._write_communes(Version.CURRENT, self.communes.items(), today, origin)
        written += self._write_succession()
        if written != Written():
            refresh_statistics(Province, Commune, Succession)
        return written

    def _write_provinces(self, version: Version, today: Mapping[str, int]) -> Written:
        rows = []
        for code, values in self.provinces[version].items():
            rest = {name: value for name, value in values.items() if name != "successor"}
            successor_id = today[values["successor"]] if values["successor"] else None
            rows.append({"version": version.value, "code": code, "successor_id": successor_id, **rest})
        return upsert(Province.objects.filter(version=version), key=("version", "code"), rows=rows)

    def _write_communes(
        self,
        version: Version,
        items: Iterable[tuple[str, dict[str, Any]]],
        provinces: Mapping[str, int],
        origin: Mapping[str, int],
    ) -> Written:
        rows = []
        for code, values in items:
            rest = {name: value for name, value in values.items() if name != "province"}
            ids = {"province_id": provinces[values["province"]], "old_province_id": origin.get(code)}
            rows.append({"version": version.value, "code": code, **ids, **rest})
        return upsert(Commune.objects.filter(version=version), key=("version", "code"), rows=rows)

    def _write_succession(self) -> Written:
        old, new = _ids(Commune.objects.old()), _ids(Commune.objects.current())
        rows = [{"old_id": old[a], "new_id": new[b], "split": split} for (a, b), split in self.succession.items()]
        wanted = {(row["old_id"], row["new_id"]) for row in rows}
        stale = [pk for pk, a, b in Succession.objects.values_list("pk", "old_id", "new_id") if (a, b) not in wanted]
        for start in range(0, len(stale), BATCH):
            Succession.objects.filter(pk__in=stale[start : start + BATCH]).delete()
        written = upsert(Succession.objects.all(), key=("old_id", "new_id"), rows=rows)
        return written + Written(removed=len(stale))


def _ids(queryset: models.QuerySet[Any]) -> dict[str, int]:
    return dict(queryset.values_list("code", "pk"))


def _provinces(rows: Rows, version: Version) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for index, row in enumerate(rows):
        check = _Checker(PROVINCES, index, row)
        if check.choice("version", Version) != version:
            continue
        code = check.code(2, found)
        name = check.text("name")
        found[code] = {
            "name": name,
            "name_en": check.text("name_en"),
            "kind": check.choice("kind", ProvinceKind),
            "region": check.choice("region", Region),
            "position": check.whole("position"),
            "other_names": check.other_names(),
            "folded": fold(name),
            "successor": row.get("successor") or "",
        }
    return found


def _current_communes(rows: Rows, provinces: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for index, row in enumerate(rows):
        check = _Checker(COMMUNES, index, row)
        code = check.code(5, found)
        found[code] = {
            **check.commune(provinces, (CommuneKind.COMMUNE, CommuneKind.WARD, CommuneKind.SPECIAL_ZONE)),
            "lat": check.degrees("lat", LAT),
            "lon": check.degrees("lon", LON),
        }
    return found


def _old_communes(rows: Rows, provinces: Mapping[str, object]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    kinds = (CommuneKind.COMMUNE, CommuneKind.WARD, CommuneKind.TOWNSHIP, CommuneKind.DISTRICT)
    for index, row in enumerate(rows):
        check = _Checker(OLD_COMMUNES, index, row)
        code = check.code(3 if row.get("kind") == CommuneKind.DISTRICT else 5, found)
        district = check.text("district")
        found[code] = {
            **check.commune(provinces, kinds),
            "district": district,
            "district_kind": check.choice("district_kind", DistrictKind),
            "district_code": check.digits("district_code", 3),
            "district_folded": fold(district),
        }
    return found


def _succession(rows: Rows, old: Mapping[str, object], new: Mapping[str, object]) -> dict[tuple[str, str], bool]:
    parts = Counter(row.get("old") for row in rows)
    found: dict[tuple[str, str], bool] = {}
    for index, row in enumerate(rows):
        check = _Checker(SUCCESSION, index, row)
        pair = (check.known("old", old, "the old map"), check.known("new", new, "today's map"))
        if pair in found:
            raise RowError(SUCCESSION, index, "new", f"{pair[0]} to {pair[1]} stands twice")
        split = parts[pair[0]] > 1
        if row.get("split") != str(int(split)):
            raise RowError(SUCCESSION, index, "split", f"must be {int(split)}: {pair[0]} has {parts[pair[0]]} rows")
        found[pair] = split
    return found


class _Checker:
    """One row; each method returns a checked value or raises RowError."""

    def __init__(self, table: str, index: int, row: Mapping[str, str]) -> None:
        self.table, self.index, self.row = table, index, row

    def fail(self, field: str, reason: str) -> RowError:
        return RowError(self.table, self.index, field, reason)

    def text(self, field: str) -> str:
        value = normalise(self.row.get(field) or "")
        if not value:
            raise self.fail(field, "is empty")
        if len(value) > 60:
            raise self.fail(field, "is longer than 60 characters")
        return value

    def other_names(self) -> str:
        value = normalise(self.row.get("other_names") or "")
        if len(value) > 200:
            raise self.fail("other_names", "is longer than 200 characters")
        return value

    def choice(self, field: str, choices: type[models.TextChoices]) -> str:
        value = self.row.get(field) or ""
        if value not in choices.values:
            raise self.fail(field, f"“{value}” is none of {', '.join(choices.values)}")
        return value

    def digits(self, field: str, length: int) -> str:
        value = self.row.get(field) or ""
        if len(value) != length or not (value.isascii() and value.isdigit()):
            raise self.fail(field, f"“{value}” is not a code of {length} digits")
        return value

    def code(self, length: int, found: Mapping[str, object]) -> str:
        value = self.digits("code", length)
        if value in found:
            raise self.fail("code", f"{value} stands twice")
        return value

    def whole(self, field: str) -> int:
        value = self.row.get(field) or ""
        if not (value.isascii() and value.isdigit() and len(value) < 5):
            raise self.fail(field, f"“{value}” is not a whole number below 10000")
        return int(value)

    def degrees(self, field: str, bounds: tuple[float, float]) -> float | None:
        value = self.row.get(field) or ""
        if not value:
            return None
        return _bounded(value, bounds, lambda reason: self.fail(field, reason))

    def known(self, field: str, units: Mapping[str, object], where: str) -> str:
        value = self.row.get(field) or ""
        if value not in units:
            raise self.fail(field, f"“{value}” is not on {where}")
        return value

    def commune(self, provinces: Mapping[str, object], kinds: Sequence[CommuneKind]) -> dict[str, Any]:
        kind = self.choice("kind", CommuneKind)
        if kind not in kinds:
            raise self.fail("kind", f"“{kind}” is none of {', '.join(kinds)}")
        name = self.text("name")
        province = self.known("province", provinces, "this map")
        return {"province": province, "kind": kind, "name": name, "folded": fold(name)}


def _bounded(value: str, bounds: tuple[float, float], fail: Callable[[str], RowError]) -> float:
    try:
        number = float(value)
    except ValueError:
        raise fail(f"“{value}” is not a number") from None
    if not bounds[0] <= number <= bounds[1]:
        raise fail(f"{value} lies outside {bounds[0]} to {bounds[1]}")
    return number
