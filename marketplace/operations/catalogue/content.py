"""Texts of a catalogue: landing pages, stories, policies and help. All are checked before any is written."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from marketplace.classifications.models import People, ProductSet
from marketplace.content import markup, services
from marketplace.content.enums import DocumentKind, Subject
from marketplace.core import clock
from marketplace.listings.enums import Technique
from marketplace.listings.models import Listing, Shelf
from marketplace.operations.catalogue.checks import Checker
from marketplace.operations.catalogue.memory import Memory
from marketplace.operations.catalogue.reading import Block, Problem, read_yaml
from marketplace.places.enums import Version
from marketplace.places.models import Province

LANDINGS = {
    "sets": Subject.SET,
    "peoples": Subject.PEOPLE,
    "techniques": Subject.TECHNIQUE,
    "provinces": Subject.PROVINCE,
}
STORY_FIELDS = (
    *("slug", "title_vi", "title_en", "lead_vi", "lead_en", "body_vi", "body_en", "published_on"),
    *(*LANDINGS, "goods"),
)
STORY_TEXTS = ("title_vi", "title_en", "lead_vi", "lead_en", "body_vi", "body_en")
DOCUMENT_FIELDS = ("slug", "position", "article", "versions")
VERSION_FIELDS = ("valid_from", "title_vi", "title_en", "body_vi", "body_en")
LONGEST = 20_000
PAGES = ("home", "products", "cooperatives", "sets", "peoples", "techniques", "places", "stories", "help", "ranking",
         "policies", "account", "portal", "basket")  # fmt: skip
_PAIR = re.compile(r"\(([a-z]+):([^)\s]*)\)")


@dataclass
class Targets:
    """What a text may speak of and link to, by kind of link."""

    keys: dict[str, set[str]]
    goods: dict[str, Listing]

    @classmethod
    def read(cls, folder: Path) -> "Targets":
        content = folder / "content"
        return cls(
            {
                "people": set(People.objects.values_list("slug", flat=True)),
                "set": {str(number) for number in ProductSet.objects.values_list("number", flat=True)},
                "technique": set(Technique.values),
                "place": set(Province.objects.filter(version=Version.CURRENT).values_list("code", flat=True)),
                "shelf": set(Shelf.objects.values_list("path", flat=True)),
                "story": _stems(content / "stories"),
                "policy": _stems(content / "policies"),
                "help": _stems(content / "help"),
                "page": set(PAGES),
            },
            {row.product.upc: row for row in Listing.objects.select_related("product") if row.product.upc},
        )

    def of(self, subject: Subject) -> set[str]:
        return self.keys["place" if subject is Subject.PROVINCE else subject.value]


def _stems(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.yaml")}


def load_content(folder: Path, memory: Memory, say: Callable[[str], None]) -> list[Problem]:
    """Writes nothing when there are problems. A folder without `content` is as if loaded already."""
    if not (folder / "content").is_dir():
        return []
    problems: list[Problem] = []
    files = _read(folder, problems)
    if problems or not memory.is_new("content", {**files, "goods": _goods_named(files)}):
        return problems
    targets = Targets.read(folder)
    for name, data in files.items():
        problems += _problems(name, data, targets)
    if not problems:
        say("  texts")
        problems += [problem for name, data in files.items() for problem in _write(name, data, targets)]
    return problems


def _read(folder: Path, problems: list[Problem]) -> dict[str, Any]:
    found = {}
    for path in sorted((folder / "content").rglob("*.yaml")):
        try:
            found[path.relative_to(folder / "content").as_posix()] = read_yaml(path, folder)
        except Problem as problem:
            problems.append(problem)
    return found


def _goods_named(files: dict[str, Any]) -> list[int]:
    """A listing that came back under its name is another one: stories have to be tied to it again."""
    names = {good for data in files.values() if isinstance(data, Block) for good in data.get("goods") or []}
    return sorted(Listing.objects.filter(product__upc__in=names).values_list("pk", flat=True))


def _problems(name: str, data: Any, targets: Targets) -> Iterable[Problem]:
    kind, _, rest = name.partition("/")
    stem = Path(rest or kind).stem
    if not rest and stem in LANDINGS:
        return _landing_problems(name, data, targets, LANDINGS[stem])
    if not rest or kind not in ("stories", "policies", "help"):
        return [Problem(f"content/{name}", 1, "file", "is none of this format")]
    if not isinstance(data, Block):
        return [Problem(f"content/{name}", 1, "file", "must be a mapping")]
    if kind == "stories":
        return _story_problems(data, stem, targets)
    return _document_problems(data, stem, targets, DocumentKind.POLICY if kind == "policies" else DocumentKind.HELP)


def _landing_problems(name: str, data: Any, targets: Targets, subject: Subject) -> Iterator[Problem]:
    if not isinstance(data, list) or not all(isinstance(block, Block) for block in data):
        yield Problem(f"content/{name}", 1, "file", "must be a list of mappings")
        return
    seen: set[str] = set()
    for block in data:
        found: list[Problem] = []
        check = Checker(block, found)
        check.only(("key", "vi", "en"))
        check.one_of("key", targets.of(subject))
        if block.get("key") in seen:
            check.wrong("key", "stands twice")
        seen.add(str(block.get("key")))
        _check_marked(check, "vi", targets)
        _check_marked(check, "en", targets)
        yield from found


def _check_marked(check: Checker, name: str, targets: Targets) -> None:
    check.text(name, LONGEST)
    value = check.block.get(name)
    if not isinstance(value, str):
        return
    good = {(link.kind, link.key) for link in markup.links(value)}
    for kind, key in _PAIR.findall(value):
        if key not in targets.keys.get(kind, ()):
            check.wrong(name, f"the link to “{kind}:{key}” leads nowhere")
        elif (kind, key) not in good:
            check.wrong(name, f"the link to “{kind}:{key}” has no words before it")


def _story_problems(block: Block, stem: str, targets: Targets) -> list[Problem]:
    problems: list[Problem] = []
    check = Checker(block, problems)
    check.only(STORY_FIELDS)
    if block.get("slug") != stem:
        check.wrong("slug", f"must be the file's name, “{stem}”")
    for name, limit in (("title", 120), ("lead", 240)):
        check.text(f"{name}_vi", limit)
        check.text(f"{name}_en", limit)
    _check_marked(check, "body_vi", targets)
    _check_marked(check, "body_en", targets)
    _check_day(check, "published_on")
    for name, subject in LANDINGS.items():
        if all(isinstance(key, str) for key in block.get(name) or []):
            check.all_of(name, targets.of(subject))
        else:
            check.wrong(name, "must be texts: write codes and numbers in quotes")
    check.all_of("goods", targets.goods.keys())
    if not block.get("goods"):
        check.wrong("goods", "must name at least one listing: the first gives the picture")
    return problems


def _check_day(check: Checker, name: str) -> None:
    if type(check.block.get(name)) is not date:
        check.wrong(name, "must be a day, such as 2026-07-01")


def _document_problems(block: Block, stem: str, targets: Targets, kind: DocumentKind) -> list[Problem]:
    problems: list[Problem] = []
    check = Checker(block, problems)
    check.only(DOCUMENT_FIELDS)
    if block.get("slug") != stem:
        check.wrong("slug", f"must be the file's name, “{stem}”")
    check.number("position", 1, 100)
    check.number("article", 4, 16, needed=kind is DocumentKind.POLICY)
    if kind is DocumentKind.HELP and "article" in block:
        check.wrong("article", "is of policies only")
    versions = block.get("versions")
    if not isinstance(versions, list) or not versions or not all(isinstance(one, Block) for one in versions):
        check.wrong("versions", "must be a list with at least one mapping")
        return problems
    days = [version.get("valid_from") for version in versions]
    for version in versions:
        inner = Checker(version, problems)
        inner.only(VERSION_FIELDS)
        _check_day(inner, "valid_from")
        if days.count(version.get("valid_from")) > 1:
            inner.wrong("valid_from", "stands twice")
        inner.text("title_vi", 120)
        inner.text("title_en", 120)
        _check_marked(inner, "body_vi", targets)
        _check_marked(inner, "body_en", targets)
    return problems


def _write(name: str, data: Any, targets: Targets) -> Iterable[Problem]:
    kind = name.partition("/")[0]
    if kind == "stories":
        _write_story(data, targets)
    elif kind in ("policies", "help"):
        return _write_document(data, DocumentKind.POLICY if kind == "policies" else DocumentKind.HELP)
    else:
        for block in data:
            subject = LANDINGS[Path(kind).stem]
            services.write_landing(subject=subject, key=block["key"], text_vi=block["vi"], text_en=block["en"])
    return ()


def _write_story(block: Block, targets: Targets) -> None:
    services.publish_story(
        slug=block["slug"],
        texts={name: block[name] for name in STORY_TEXTS},
        published_on=block["published_on"],
        topics=[(subject, key) for name, subject in LANDINGS.items() for key in block.get(name) or []],
        goods=[targets.goods[name] for name in block["goods"]],
    )


def _write_document(block: Block, kind: DocumentKind) -> list[Problem]:
    """On a demonstration floor nobody relied on a policy, so its text may be put right in place."""
    document = services.publish_document(
        kind=kind, slug=block["slug"], position=block["position"], article=block.get("article")
    )
    problems = []
    for version in block["versions"]:
        try:
            services.publish_version(
                document=document,
                valid_from=version["valid_from"],
                texts=version,
                today=clock.today(),
                may_rewrite=settings.DEBUG or settings.DEMO,
            )
        except services.AlreadyInForce as refused:
            problems.append(version.problem("valid_from", str(refused)))
    return problems
