"""The order of things: places, peoples, OCOP sets, shelves, sellers; then pictures, outside the transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from marketplace.classifications.models import People, ProductSet
from marketplace.classifications.services import load_ocop, load_peoples
from marketplace.core.bulk import RowError
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.transit import load_transit
from marketplace.listings.models import Shelf
from marketplace.operations import illustrations
from marketplace.operations.catalogue.checks import Known, seller_problems
from marketplace.operations.catalogue.content import load_content
from marketplace.operations.catalogue.memory import Memory
from marketplace.operations.catalogue.reading import Block, Problem, read_csv, read_yaml
from marketplace.operations.catalogue.sellers import Writer
from marketplace.places.enums import Version
from marketplace.places.models import Commune
from marketplace.places.services import load_places

Category = oscar_model("catalogue", "Category")
PLACES = {
    "provinces": "places/provinces.csv",
    "communes": "places/communes_2025.csv",
    "old_communes": "places/communes_2024.csv",
    "succession": "places/succession.csv",
}


class BadCatalogue(Exception):
    """Nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True)
class Loaded:
    sellers: int
    listings: int
    written: int


def load_catalogue(folder: Path, say: Callable[[str], None]) -> Loaded:
    """Load `folder`. Raises BadCatalogue; the database is then as it was before."""
    if not folder.is_dir():
        raise BadCatalogue([Problem(str(folder), 1, "folder", "is not there")])
    memory = Memory()
    with transaction.atomic():
        _load_base(folder, memory, say)
        blocks = _checked_sellers(folder)
        writer = Writer(memory)
        for count, block in enumerate(blocks, 1):
            writer.write_seller(block)
            if count % 20 == 0:
                say(f"  {count} of {len(blocks)} sellers")
        problems = load_content(folder, memory, say)
        if problems:
            raise BadCatalogue(problems)
        memory.write()
    return Loaded(len(blocks), sum(len(block.get("listings") or []) for block in blocks), writer.written)


def _load_base(folder: Path, memory: Memory, say: Callable[[str], None]) -> None:
    try:
        if (folder / "places").is_dir():
            rows = {name: read_csv(folder / path, folder) for name, path in PLACES.items()}
            if memory.is_new("places", rows):
                say("  places")
                load_places(**rows)
        for name, load in BASE.items():
            path = folder / f"{name}.yaml"
            if path.exists():
                data = read_yaml(path, folder)
                if memory.is_new(name, data):
                    say(f"  {name}")
                    load(data)
    except RowError as error:
        raise BadCatalogue([_placed(error)]) from error
    except Problem as problem:
        raise BadCatalogue([problem]) from problem


def _placed(error: RowError) -> Problem:
    """Row numbers of the services as lines of their files."""
    return Problem(PLACES.get(error.table, f"{error.table}.yaml"), error.index + 2, error.field, error.reason)


def load_shelves(shelves: list[Any]) -> None:
    """Categories of two levels; those that a file no longer names stay as they are."""
    for shelf in shelves:
        top = _shelf(None, shelf)
        for child in shelf.get("children") or []:
            _shelf(top, child)


def _shelf(parent: Any, words: Block) -> Any:
    siblings = parent.get_children() if parent else Category.get_root_nodes()
    node = siblings.filter(slug=words["slug"]).first()
    if node is None:
        add = parent.add_child if parent else Category.add_root
        node = add(name=words["vi"], slug=words["slug"])
    elif node.name != words["vi"]:
        node.name = words["vi"]
        node.save()
    path = f"{parent.slug}/{words['slug']}" if parent else words["slug"]
    names = {"name_vi": words["vi"], "name_en": words["en"]}
    Shelf.objects.update_or_create(category=node, defaults={"path": path, **names})
    return node


BASE: dict[str, Callable[[Any], object]] = {
    "peoples": lambda data: load_peoples(peoples=data),
    "ocop": lambda data: load_ocop(**data),
    "shelves": load_shelves,
    "transit": lambda data: load_transit(rows=data),
}


def _checked_sellers(folder: Path) -> list[Block]:
    known = Known(
        communes=set(Commune.objects.filter(version=Version.CURRENT).values_list("code", flat=True)),
        peoples=set(People.objects.values_list("slug", flat=True)),
        sets=set(ProductSet.objects.values_list("number", flat=True)),
        shelves=set(Shelf.objects.values_list("path", flat=True)),
        check_picture=illustrations.check,
    )
    problems: list[Problem] = []
    blocks: list[Block] = []
    for path in sorted((folder / "cooperatives").glob("*.yaml")):
        try:
            block = read_yaml(path, folder)
        except Problem as problem:
            problems.append(problem)
            continue
        problems += seller_problems(block, path.stem, known)
        blocks.append(block)
    if problems:
        raise BadCatalogue(problems)
    return blocks
