"""Files as plain data that knows the line of each field."""

import csv
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Problem(Exception):
    """One thing that is wrong in a catalogue: file, line, field and reason."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.reason}"


class Block(dict[str, Any]):
    """A mapping of a YAML file; `lines` holds the line of each key, `line` that of the block."""

    file = ""
    line = 0
    lines: dict[str, int]

    def problem(self, field: str, reason: str) -> Problem:
        return Problem(self.file, self.lines.get(field, self.line), field, reason)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    file = ""


def _block(loader: Any, node: yaml.MappingNode) -> Block:
    loader.flatten_mapping(node)
    block = Block()
    block.file, block.line, block.lines = loader.file, node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        line = key_node.start_mark.line + 1
        if key in block:
            raise Problem(loader.file, line, key, "stands twice")
        block[key] = loader.construct_object(value_node, deep=True)
        block.lines[key] = line
    return block


_Loader.add_constructor("tag:yaml.org,2002:map", _block)


def read_yaml(path: Path, root: Path) -> Any:
    """Raises Problem for what is not UTF-8 in NFC or not YAML."""
    name = path.relative_to(root).as_posix()
    text = _text(path, name)
    loader = _Loader(text)
    loader.file = name
    try:
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Problem(name, line, "YAML", str(error.problem or error.context)) from error
    finally:
        loader.dispose()


def read_csv(path: Path, root: Path) -> list[dict[str, str]]:
    """Rows as they stand; row `i` is on line `i + 2`."""
    name = path.relative_to(root).as_posix()
    return list(csv.DictReader(_text(path, name).splitlines()))


def _text(path: Path, name: str) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Problem(name, 1, "file", "cannot be read") from error
    except UnicodeDecodeError as error:
        raise Problem(name, 1, "file", "is not UTF-8") from error
    if not unicodedata.is_normalized("NFC", text):
        bad = next(i for i, line in enumerate(text.splitlines(), 1) if not unicodedata.is_normalized("NFC", line))
        raise Problem(name, bad, "text", "is not in NFC; convert the file")
    return text
