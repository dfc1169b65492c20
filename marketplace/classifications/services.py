"""Loading peoples and OCOP sets from plain data; all is checked before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import models, transaction

from marketplace.classifications.enums import Ministry, Paper, SellerKind
from marketplace.classifications.models import Group, People, PeopleAlias, ProductSet, Sector, SetRule
from marketplace.core.bulk import RowError, Written, upsert
from marketplace.core.text import fold, normalise, slug

Row = Mapping[str, Any]

NAME = 40  # characters in a name of a people
PEOPLE_FIELDS = ("slug", "code", "vi", "en", "other_names", "search_only")
NAMED_FIELDS = ("number", "vi", "en")
SET_FIELDS = (*NAMED_FIELDS, "ministries", "perishable")
RULE_FIELDS = (
    *("sets", "valid_from", "valid_until", "kinds_allowed", "papers", "min_age", "cashless_only", "advertised"),
    *("max_transit_days", "vat_basis_points", "legal_basis"),
)

PEOPLES, SECTORS, GROUPS, SETS, RULES = "peoples", "sectors", "groups", "sets", "rules"


def load_peoples(*, peoples: Sequence[Row]) -> Written:
    """Rows: slug, code, vi, en, other_names, search_only. Running it again writes nothing. Raises RowError."""
    rows = [_people(index, row) for index, row in enumerate(peoples)]
    for field in ("slug", "code_1979"):
        _check_unique(PEOPLES, rows, field)
    with transaction.atomic():
        written = upsert(People.objects.all(), key=("slug",), rows=rows)
        ids = dict(People.objects.values_list("slug", "pk"))
        wanted = [alias for index, row in enumerate(peoples) for alias in _aliases(index, row, ids[row["slug"]])]
        names = {(alias["people_id"], alias["name"]) for alias in wanted}
        stale = [a.pk for a in PeopleAlias.objects.all() if (a.people_id, a.name) not in names]
        PeopleAlias.objects.filter(pk__in=stale).delete()
        written += upsert(PeopleAlias.objects.all(), key=("people_id", "name"), rows=wanted)
    return written + Written(removed=len(stale))


def load_ocop(*, legal_version: str, sectors: Sequence[Row], rules: Sequence[Row]) -> Written:
    """Sectors with their groups with their sets, and dated rules for sets. Running it again writes nothing.

    Rules of this version follow the rows exactly. Raises RowError; the index counts through the whole tree.
    """
    if not isinstance(legal_version, str) or not normalise(legal_version):
        raise RowError("ocop", 0, "legal_version", "must be a text like 26/2026")
    tree = _Tree(normalise(legal_version), sectors)
    dated = _rules(rules, {row["number"] for row in tree.sets})
    with transaction.atomic():
        return tree.write() + _write_rules(tree.legal_version, dated)


def _people(index: int, row: Row) -> dict[str, Any]:
    check = _Checker(PEOPLES, index, row, PEOPLE_FIELDS)
    name = check.text("vi", longest=NAME)
    if row.get("slug") != slug(name):
        raise check.fail("slug", f"must be {slug(name)}, from the name")
    if len(row["slug"]) > 20:
        raise check.fail("slug", "is longer than 20 characters")
    code = str(row.get("code", ""))
    if len(code) != 2 or not (code.isascii() and code.isdigit()):
        raise check.fail("code", f"“{code}” is not a code of 2 digits")
    return {"slug": row["slug"], "code_1979": code, "name_vi": name, "name_en": check.text("en", longest=NAME)}


def _aliases(index: int, row: Row, people_id: int) -> Iterator[dict[str, Any]]:
    check = _Checker(PEOPLES, index, row, PEOPLE_FIELDS)
    seen = {normalise(row["vi"])}
    for field, printable in (("other_names", True), ("search_only", False)):
        for name in map(normalise, check.texts(field)):
            if name in seen:
                raise check.fail(field, f"{name} stands twice")
            if len(name) > NAME:
                raise check.fail(field, f"“{name}” is longer than {NAME} characters")
            seen.add(name)
            yield {"people_id": people_id, "name": name, "folded": fold(name), "printable": printable}


class _Tree:
    """The three levels as rows; numbers stand for keys until they are written."""

    def __init__(self, legal_version: str, sectors: Sequence[Row]) -> None:
        self.legal_version = legal_version
        self.sectors: list[dict[str, Any]] = []
        self.groups: list[dict[str, Any]] = []
        self.sets: list[dict[str, Any]] = []
        for sector in sectors:
            check = _Checker(SECTORS, len(self.sectors), sector, (*NAMED_FIELDS, "groups"))
            number = self._add(self.sectors, check)
            for group in check.rows("groups"):
                self._add_group(group, number)
        for table, rows in ((SECTORS, self.sectors), (GROUPS, self.groups), (SETS, self.sets)):
            _check_unique(table, rows, "number")

    def _add_group(self, group: Row, sector: int) -> None:
        below = _Checker(GROUPS, len(self.groups), group, (*NAMED_FIELDS, "sets"))
        number = self._add(self.groups, below, sector=sector)
        for row in below.rows("sets"):
            check = _Checker(SETS, len(self.sets), row, SET_FIELDS)
            ministries = check.among("ministries", Ministry.values)
            if not ministries:
                raise check.fail("ministries", "is empty")
            perishable = check.flag("perishable", default=False)
            self._add(self.sets, check, group=number, ministries=ministries, perishable=perishable)

    def _add(self, rows: list[dict[str, Any]], check: "_Checker", **rest: Any) -> int:
        number = check.whole("number", minimum=1)
        rows.append({"number": number, "name_vi": check.text("vi"), "name_en": check.text("en"), **rest})
        return number

    def write(self) -> Written:
        written = upsert(Sector.objects.all(), key=("number",), rows=self.sectors)
        sectors = _ids(Sector.objects.all())
        groups = [_with_id(row, "sector", sectors) for row in self.groups]
        written += upsert(Group.objects.all(), key=("number",), rows=groups)
        ids = _ids(Group.objects.all())
        sets = [{**_with_id(row, "group", ids), "legal_version": self.legal_version} for row in self.sets]
        return written + upsert(ProductSet.objects.all(), key=("legal_version", "number"), rows=sets)


def _with_id(row: dict[str, Any], parent: str, ids: Mapping[int, int]) -> dict[str, Any]:
    rest = {name: value for name, value in row.items() if name != parent}
    return {**rest, f"{parent}_id": ids[row[parent]]}


def _ids(queryset: models.QuerySet[Any]) -> dict[int, int]:
    return dict(queryset.values_list("number", "pk"))


def _rules(rows: Sequence[Row], numbers: set[int]) -> list[tuple[int, dict[str, Any]]]:
    """Set number with the values of one rule; every set has rules, and they neither overlap nor leave a gap."""
    dated = []
    for index, row in enumerate(rows):
        check = _Checker(RULES, index, row, RULE_FIELDS)
        values = _rule(check)
        sets = row.get("sets")
        if not isinstance(sets, list) or not sets or not all(isinstance(n, int) and n in numbers for n in sets):
            raise check.fail("sets", f"“{sets}” must be a list of sets of this file")
        dated += [(number, index, values) for number in sets]
    for number in sorted(numbers):
        _check_days(number, [(index, values) for named, index, values in dated if named == number])
    return [(number, values) for number, _, values in dated]


def _rule(check: "_Checker") -> dict[str, Any]:
    start, end = check.day("valid_from"), check.day("valid_until", optional=True)
    if start is None:
        raise check.fail("valid_from", "is empty")
    if end is not None and end < start:
        raise check.fail("valid_until", "lies before valid_from")
    kinds = check.among("kinds_allowed", [kind.value for kind in SellerKind])
    if not kinds:
        raise check.fail("kinds_allowed", "is empty")
    return {
        "valid_from": start,
        "valid_until": end,
        "kinds_allowed": kinds,
        "papers": check.among("papers", Paper.values),
        "min_age": check.whole("min_age", default=0, maximum=99),
        "cashless_only": check.flag("cashless_only", default=False),
        "advertised": check.flag("advertised", default=True),
        "max_transit_days": check.whole("max_transit_days", minimum=1, maximum=60, default=0) or None,
        "vat_basis_points": check.whole("vat_basis_points", maximum=10000),
        "legal_basis": check.text("legal_basis", longest=1000),
    }


def _check_days(number: int, rules: list[tuple[int, dict[str, Any]]]) -> None:
    if not rules:
        raise RowError(RULES, 0, "sets", f"set {number} has no rule")
    rules.sort(key=lambda rule: rule[1]["valid_from"])
    for (_, before), (index, after) in pairwise(rules):
        end = before["valid_until"]
        if end is None or end >= after["valid_from"]:
            raise RowError(RULES, index, "valid_from", f"overlaps another rule of set {number}")
        if end + timedelta(days=1) < after["valid_from"]:
            raise RowError(RULES, index, "valid_from", f"leaves a gap after {end} for set {number}")


def _write_rules(legal_version: str, dated: list[tuple[int, dict[str, Any]]]) -> Written:
    ids = _ids(ProductSet.objects.filter(legal_version=legal_version))
    rows = [{"product_set_id": ids[number], **values} for number, values in dated]
    wanted = {(row["product_set_id"], row["valid_from"]) for row in rows}
    stored = SetRule.objects.filter(product_set__legal_version=legal_version)
    stale = [rule.pk for rule in stored if (rule.product_set_id, rule.valid_from) not in wanted]
    SetRule.objects.filter(pk__in=stale).delete()
    written = upsert(SetRule.objects.all(), key=("product_set_id", "valid_from"), rows=rows)
    return written + Written(removed=len(stale))


def _check_unique(table: str, rows: Sequence[Row], field: str) -> None:
    seen: set[object] = set()
    for index, row in enumerate(rows):
        if row[field] in seen:
            raise RowError(table, index, field, f"{row[field]} stands twice")
        seen.add(row[field])


class _Checker:
    """One row of parsed data; each method returns a checked value or raises RowError."""

    def __init__(self, table: str, index: int, row: Row, fields: Sequence[str]) -> None:
        self.table, self.index, self.row = table, index, row
        if not isinstance(row, Mapping):
            raise self.fail("", "must have named fields")
        for field in row:
            if field not in fields:
                raise self.fail(str(field), f"is none of {', '.join(fields)}")

    def fail(self, field: str, reason: str) -> RowError:
        return RowError(self.table, self.index, field, reason)

    def text(self, field: str, *, longest: int = 120) -> str:
        value = self.row.get(field)
        if not isinstance(value, str) or not normalise(value):
            raise self.fail(field, "must be a text")
        if len(normalise(value)) > longest:
            raise self.fail(field, f"is longer than {longest} characters")
        return normalise(value)

    def rows(self, field: str) -> list[Row]:
        value = self.row.get(field)
        if not isinstance(value, list) or not value:
            raise self.fail(field, "must be a list")
        return value

    def texts(self, field: str) -> list[str]:
        value = self.row.get(field) or []
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.fail(field, "must be a list of texts")
        return value

    def among(self, field: str, allowed: Sequence[str]) -> list[str]:
        for value in self.texts(field):
            if value not in allowed:
                raise self.fail(field, f"“{value}” is none of {', '.join(allowed)}")
        return self.texts(field)

    def whole(self, field: str, *, minimum: int = 0, maximum: int = 999, default: int | None = None) -> int:
        value = self.row.get(field, default)
        if value == default and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not minimum <= value <= maximum:
            raise self.fail(field, f"must be a whole number from {minimum} to {maximum}")
        return value

    def flag(self, field: str, *, default: bool) -> bool:
        value = self.row.get(field, default)
        if not isinstance(value, bool):
            raise self.fail(field, "must be true or false")
        return value

    def day(self, field: str, *, optional: bool = False) -> date | None:
        value = self.row.get(field)
        if value is None and optional:
            return None
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise self.fail(field, f"“{value}” is not a date like 2026-12-31") from None
        if not isinstance(value, date):
            raise self.fail(field, "must be a date like 2026-12-31")
        return value
