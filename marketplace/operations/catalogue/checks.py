"""What a seller's file may say. Every check names the field; all problems are found, not only the first."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from marketplace.certification.enums import CertificateStatus
from marketplace.cooperatives.enums import SellerKind
from marketplace.listings.enums import Allergen, Axis, Care, Dye, Making, Material, Supply, Technique
from marketplace.operations.catalogue.reading import Block, Problem
from marketplace.operations.illustrations.palettes import PALETTES

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SUMMARY = 160
LONGEST_PARCEL = 300  # centimetres
LONGEST_PIECE = 1000  # a length of cloth


@dataclass
class Known:
    """What files may refer to, and the slugs seen so far."""

    communes: Collection[str]
    peoples: Collection[str]
    sets: Collection[int]
    shelves: Collection[str]
    check_picture: Callable[[Any], object]
    slugs: set[str] = field(default_factory=set)


class Checker:
    """Collects the problems of one block."""

    def __init__(self, block: Block, problems: list[Problem]) -> None:
        self.block, self.problems = block, problems

    def wrong(self, name: str, reason: str) -> None:
        self.problems.append(self.block.problem(name, reason))

    def text(self, name: str, limit: int, *, needed: bool = True) -> None:
        value = self.block.get(name)
        if value is None and not needed:
            return
        if not isinstance(value, str) or not value.strip():
            self.wrong(name, "is missing" if value is None else "must be text")
        elif len(value) > limit:
            self.wrong(name, f"has {len(value)} characters; {limit} are allowed")

    def number(self, name: str, least: int, most: int, *, needed: bool = True) -> None:
        value = self.block.get(name)
        if value is None and not needed:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.wrong(name, "is missing" if value is None else f"must be a whole number from {least} to {most}")

    def one_of(self, name: str, words: Iterable[Any], *, needed: bool = True) -> None:
        value = self.block.get(name)
        if value is None and not needed:
            return
        if value not in words:
            self.wrong(name, "is missing" if value is None else f"“{value}” is not known")

    def all_of(self, name: str, words: Collection[Any]) -> None:
        value = self.block.get(name, [])
        if not isinstance(value, list):
            self.wrong(name, "must be a list")
            return
        for word in value:
            if word not in words:
                self.wrong(name, f"“{word}” is not known")

    def slug(self, known: Known) -> None:
        value = self.block.get("slug")
        if not isinstance(value, str) or not _SLUG.fullmatch(value):
            self.wrong("slug", "must be of a-z, 0-9 and single hyphens")
        elif value in known.slugs:
            self.wrong("slug", f"“{value}” stands twice in this catalogue")
        else:
            known.slugs.add(value)

    def only(self, names: Collection[str]) -> None:
        for name in self.block:
            if name not in names:
                self.wrong(name, "is not a field of this format")


# fmt: off
SELLER_FIELDS = (
    "slug", "kind", "name_vi", "name_en", "registered_name", "registration_number", "head_office", "commune",
    "peoples", "members", "women", "workers", "founded", "story_vi", "story_en", "listings",
)
LISTING_FIELDS = (
    "slug", "title_vi", "title_en", "summary_vi", "summary_en", "description_vi", "description_en", "set",
    "shelf", "commune", "people", "making", "techniques", "materials", "dyes", "unit", "net_weight_g",
    "parcel_cm", "storage_vi", "storage_en", "shelf_life_days", "ingredients_vi", "ingredients_en", "allergens",
    "season", "gift", "supply", "lead_days", "piece_cm", "hours_of_work", "hand_share", "village", "motif_vi",
    "motif_en", "motif_meaning_vi", "motif_meaning_en", "motif_source", "care", "maker", "price", "stock",
    "certificate", "variants", "picture",
)
# fmt: on


def seller_problems(block: Any, stem: str, known: Known) -> list[Problem]:
    problems: list[Problem] = []
    if not isinstance(block, Block):
        return [Problem(f"cooperatives/{stem}.yaml", 1, "file", "must be one seller: a mapping")]
    check = Checker(block, problems)
    check.only(SELLER_FIELDS)
    check.slug(known)
    if block.get("slug") != stem:
        check.wrong("slug", f"must be the file's name, “{stem}”")
    check.one_of("kind", SellerKind.values)
    for name, limit in (("name_vi", 120), ("name_en", 120), ("registered_name", 200), ("head_office", 250)):
        check.text(name, limit)
    check.text("registration_number", 40)
    check.text("story_vi", 4000)
    check.text("story_en", 4000)
    check.one_of("commune", known.communes)
    check.all_of("peoples", known.peoples)
    for name in ("members", "women", "workers"):
        check.number(name, 0, 100_000, needed=name != "women")
    check.number("founded", 1900, 2100, needed=False)
    if isinstance(block.get("women"), int) and block["women"] > block.get("members", 0):
        check.wrong("women", "are more than the members")
    for listing in block.get("listings") or []:
        problems += _listing_problems(listing, block, known)
    return problems


def _listing_problems(block: Any, seller: Block, known: Known) -> list[Problem]:
    if not isinstance(block, Block):
        return [seller.problem("listings", "each must be a mapping")]
    problems: list[Problem] = []
    check = Checker(block, problems)
    check.only(LISTING_FIELDS)
    check.slug(known)
    for name, limit in (("title", 150), ("summary", MAX_SUMMARY), ("description", 4000)):
        check.text(f"{name}_vi", limit)
        check.text(f"{name}_en", limit)
    check.one_of("set", known.sets)
    check.one_of("shelf", known.shelves)
    check.one_of("commune", known.communes, needed=False)
    check.one_of("people", known.peoples, needed=False)
    check.one_of("making", Making.values, needed=False)
    check.all_of("techniques", Technique.values)
    check.all_of("materials", Material.values)
    check.all_of("dyes", Dye.values)
    check.text("unit", 20)
    check.number("net_weight_g", 1, 500_000)
    for name in ("storage_vi", "storage_en", "ingredients_vi", "ingredients_en"):
        check.text(name, 300, needed=False)
    check.number("shelf_life_days", 1, 36_500, needed=False)
    check.all_of("allergens", Allergen.values)
    check.all_of("season", range(1, 13))
    _check_sides(check, "parcel_cm", ("length", "width", "height"), LONGEST_PARCEL)
    _check_supply(check)
    _check_passport(check)
    _check_offer(check)
    _check_certificate(check, block.get("certificate"))
    try:
        known.check_picture(block.get("picture"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        check.wrong("picture", str(error))
    return problems


def _check_sides(check: Checker, name: str, what: tuple[str, ...], most: int) -> None:
    sides = check.block.get(name)
    if not (
        isinstance(sides, list)
        and len(sides) == len(what)
        and all(type(side) is int and 1 <= side <= most for side in sides)
    ):
        check.wrong(name, f"must be {', '.join(what)} in whole centimetres, 1 to {most}")


def _check_supply(check: Checker) -> None:
    check.one_of("supply", Supply.values, needed=False)
    if check.block.get("gift") not in (None, True, False):
        check.wrong("gift", "must be true or false")
    is_to_order = check.block.get("supply") == Supply.TO_ORDER
    check.number("lead_days", 1, 365, needed=is_to_order)
    if "lead_days" in check.block and not is_to_order:
        check.wrong("lead_days", "stands only with “supply: to_order”")


def _check_passport(check: Checker) -> None:
    if "piece_cm" in check.block:
        _check_sides(check, "piece_cm", ("length", "width"), LONGEST_PIECE)
    check.number("hours_of_work", 1, 10_000, needed=False)
    check.number("hand_share", 0, 100, needed=False)
    for name, limit in (("village", 80), ("motif_vi", 120), ("motif_en", 120)):
        check.text(name, limit, needed=False)
    is_explained = "motif_meaning_vi" in check.block or "motif_meaning_en" in check.block
    check.text("motif_meaning_vi", 300, needed=is_explained)
    check.text("motif_meaning_en", 300, needed=is_explained)
    check.text("motif_source", 200, needed=is_explained)
    check.all_of("care", Care.values)
    maker = check.block.get("maker")
    if maker is None:
        return
    if not isinstance(maker, Block):
        check.wrong("maker", "must give a name and consent_months_ago")
        return
    inner = Checker(maker, check.problems)
    inner.text("name", 80)
    inner.number("consent_months_ago", 0, 600)


def _check_offer(check: Checker) -> None:
    variants = check.block.get("variants")
    if variants is None:
        check.number("price", 1, 500_000_000)
        check.number("stock", 0, 1_000_000)
        return
    for name in ("price", "stock"):
        if name in check.block:
            check.wrong(name, "stands with each variant, not here")
    items = variants.get("items") if isinstance(variants, Block) else None
    if not isinstance(items, list) or len(items) < 2 or not all(isinstance(item, Block) for item in items):
        check.wrong("variants", "need an axis and at least two items")
        return
    Checker(variants, check.problems).one_of("axis", Axis.values)
    seen: set[str] = set()
    for item in items:
        inner = Checker(item, check.problems)
        inner.text("value_vi", 60)
        inner.text("value_en", 60)
        inner.number("price", 1, 500_000_000)
        inner.number("stock", 0, 1_000_000)
        inner.number("net_weight_g", 1, 500_000, needed=False)
        inner.one_of("palette", PALETTES, needed=False)
        if item.get("value_vi") in seen:
            inner.wrong("value_vi", "stands twice")
        seen.add(item.get("value_vi", ""))


def _check_certificate(check: Checker, certificate: Any) -> None:
    if certificate is None:
        return
    if not isinstance(certificate, Block):
        check.wrong("certificate", "must name stars, status and months_ago")
        return
    inner = Checker(certificate, check.problems)
    inner.one_of("stars", (3, 4, 5))
    inner.one_of("status", CertificateStatus.values)
    inner.number("months_ago", 0, 120)
    months = certificate.get("months_ago")
    if isinstance(months, int) and certificate.get("status") == CertificateStatus.RECOGNISED and months >= 36:
        inner.wrong("months_ago", "a recognised certificate is younger than 36 months")
