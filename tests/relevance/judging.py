"""Judging without an engine: rules over the files of the catalogue, and what a ranking is worth by them."""

import csv
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from marketplace.core.text import normalise

CATALOGUE = Path(__file__).parents[2] / "catalog_fixtures"
TOP = 10
FIRST_PAGE = 24
WANTED = 2  # a grade from which a listing should stand on the first page
GRADES = (3, 2, 1)

Rule = Mapping[str, Any]
Block = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    name: str  # of its class
    text: str
    grades: Mapping[str, int]  # by slug; what is not in it is worth nothing


@dataclass(frozen=True)
class Listing:
    """A listing's block with its seller's and its place's names."""

    block: Block
    seller: Block
    places: frozenset[str]

    def fulfils(self, rule: Rule, kinds: Mapping[str, Rule]) -> bool:
        return all(self._fulfils(name, wanted, kinds) for name, wanted in rule.items())

    def _fulfils(self, name: str, wanted: Any, kinds: Mapping[str, Rule]) -> bool:
        if name in ("is", "not"):
            return self.fulfils(kinds[wanted], kinds) if name == "is" else not self.fulfils(wanted, kinds)
        if name == "place":
            return _plain(wanted) in self.places
        return any(self._has(name, one) for one in wanted)

    def _has(self, name: str, wanted: Any) -> bool:
        if name == "slug":
            return fnmatchcase(self.block["slug"], wanted)
        if name == "title":
            return _stands_in(wanted, f"{self.block['title_vi']} | {self.block['title_en']}")
        if name == "shelf":
            return f"{self.block['shelf']}/".startswith(f"{wanted}/")
        return wanted in self._values(name)

    def _values(self, name: str) -> set[Any]:
        if name == "stars":
            certificate = self.block.get("certificate") or {}
            return {certificate["stars"]} if certificate.get("status") == "recognised" else set()
        one = {"cooperative": self.seller["slug"], "kind": self.seller["kind"]}
        many = {"technique": "techniques", "material": "materials"}
        if name in many:
            return set(self.block.get(many[name]) or ())
        if name not in ("cooperative", "kind", "people", "making"):
            raise ValueError(f"{name} is no condition")
        return {one.get(name) or self.block.get(name)}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _stands_in(words: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(_plain(words))}(?!\w)", _plain(text)))


@cache
def listings() -> dict[str, Listing]:
    """All of the catalogue, by slug."""
    names = _names_by_commune()
    found = {}
    for path in sorted((CATALOGUE / "cooperatives").glob("*.yaml")):
        seller = yaml.safe_load(path.read_text(encoding="utf-8"))
        for block in seller["listings"]:
            commune = block.get("commune") or seller["commune"]
            found[block["slug"]] = Listing(block, seller, frozenset(names[commune]))
    return found


@cache
def slugs() -> dict[tuple[str, str], str]:
    """By seller and Vietnamese title: the shop's own slugs are made of titles."""
    found = {
        (listing.seller["slug"], normalise(listing.block["title_vi"])): slug for slug, listing in listings().items()
    }
    assert len(found) == len(listings())
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (CATALOGUE / "places" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _names_by_commune() -> dict[str, set[str]]:
    """Of today's communes, by code: every name of today's and of the old map that leads there."""
    provinces = {(row["version"], row["code"]): row["name"] for row in _rows("provinces")}
    names: dict[str, set[str]] = defaultdict(set)
    for row in _rows("communes_2025"):
        names[row["code"]] |= {_plain(row["name"]), _plain(provinces["2025", row["province"]])}
    old = {row["code"]: row for row in _rows("communes_2024")}
    for step in _rows("succession"):
        row = old[step["old"]]
        found = (row["name"], row["district"], provinces["2024", row["province"]])
        names[step["new"]] |= set(map(_plain, found))
    return names


@cache
def questions() -> tuple[Question, ...]:
    data = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"))
    return tuple(
        Question(name, entry["q"], _grades(entry, data["kinds"]))
        for name, entries in data["classes"].items()
        for entry in entries
    )


def _grades(entry: Mapping[Any, Any], kinds: Mapping[str, Rule]) -> dict[str, int]:
    grades: dict[str, int] = {}
    for grade in sorted(GRADES):
        for rule in entry.get(grade, ()):
            grades |= {slug: grade for slug, listing in listings().items() if listing.fulfils(rule, kinds)}
    return grades


def ndcg(found: Sequence[str], grades: Mapping[str, int], top: int = TOP) -> float:
    """1 where the best come first, in any order among equals."""
    best = sorted(grades.values(), reverse=True)
    return _gain([grades.get(slug, 0) for slug in found[:top]]) / _gain(best[:top])


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(found: Sequence[str], grades: Mapping[str, int], page: int = FIRST_PAGE) -> float:
    """How many of those that would do stand on the first page, of as many as fit there."""
    wanted = {slug for slug, grade in grades.items() if grade >= WANTED}
    return len(wanted & set(found[:page])) / min(len(wanted), page)
