"""What the house asks of every file."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
MODULE_LINES, FUNCTION_LINES = 400, 60
LOCALE = ROOT / "marketplace/locale/vi/LC_MESSAGES"
MODULES = [
    path
    for folder in ("marketplace", "tests", "deploy")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]


def too_long(source: str) -> list[str]:
    found = []
    if len(source.splitlines()) > MODULE_LINES:
        found.append("module")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                found.append(node.name)
    return found


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_modules_and_functions_stay_small(path: Path) -> None:
    assert too_long(path.read_text(encoding="utf-8")) == []


def test_the_size_test_can_fail() -> None:
    assert too_long("x = 1\n" * (MODULE_LINES + 1)) == ["module"]
    assert too_long("def long():\n" + "    x = 1\n" * FUNCTION_LINES) == ["long"]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_an_inline_import_says_why(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    silent = [line for line in lines if re.search(r"# noqa: [A-Z0-9, ]*PLC0415\s*$", line)]
    assert silent == []


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_lock_files_name_no_host_and_have_a_hash_for_every_package(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    packages = re.findall(r"^[a-z0-9][\w.\-]*==", text, re.MULTILINE)
    assert "://" not in text
    assert packages
    blocks = re.split(r"^(?=[a-z0-9][\w.\-]*==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_every_message_has_its_vietnamese_and_the_compiled_file_says_the_same() -> None:
    with (LOCALE / "django.po").open("rb") as file:
        written = read_po(file, locale="vi")
    with (LOCALE / "django.mo").open("rb") as file:
        compiled = read_mo(file)
    missing = [message.id for message in written if message.id and not all(_texts(message.string))]
    assert missing == []
    assert _by_message(written) == _by_message(compiled)


def _by_message(catalogue: Catalog) -> dict[str, list[str]]:
    """A message with a plural is named by its singular."""
    found = [message for message in catalogue if message.id and not message.context]
    return {_texts(message.id)[0]: _texts(message.string) for message in found}


def _texts(string: object) -> list[str]:
    return list(string) if isinstance(string, list | tuple) else [str(string or "")]
