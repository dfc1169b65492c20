"""The few marks that texts are written in: `## heading`, `- item`, empty lines between paragraphs, and links.

`[words](people:mong)` names a page of the market by kind and key, not by address.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINK = re.compile(r"\[([^\]]+)\]\(([a-z]+):([a-z0-9/_-]+)\)")


@dataclass(frozen=True)
class Link:
    words: str
    kind: str
    key: str


Span = str | Link
Line = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """`tag` is `h2`, `p` or `ul`; all but lists have one line."""

    tag: str
    lines: tuple[Line, ...]


def blocks(text: str) -> list[Block]:
    return [block for part in re.split(r"\n\s*\n", text.strip()) for block in _blocks_of(part.splitlines())]


def _blocks_of(rows: list[str]) -> Iterator[Block]:
    """Rows without an empty one between them: a heading ends at its line, other marks go on till the next one."""
    open_tag, lines = "", list[str]()
    for row in map(str.strip, rows):
        if row.startswith("## "):
            yield from _closed(open_tag, lines)
            yield Block("h2", (line(row.removeprefix("## ")),))
            open_tag, lines = "", []
        elif row.startswith("- "):
            if open_tag != "ul":
                yield from _closed(open_tag, lines)
                open_tag, lines = "ul", []
            lines.append(row.removeprefix("- "))
        elif open_tag:
            lines[-1] = f"{lines[-1]} {row}"
        else:
            open_tag, lines = "p", [row]
    yield from _closed(open_tag, lines)


def _closed(tag: str, lines: list[str]) -> Iterator[Block]:
    if tag:
        yield Block(tag, tuple(map(line, lines)))


def line(text: str) -> Line:
    spans: list[Span] = []
    end = 0
    for found in _LINK.finditer(text):
        if found.start() > end:
            spans.append(text[end : found.start()])
        spans.append(Link(*found.groups()))
        end = found.end()
    if end < len(text):
        spans.append(text[end:])
    return tuple(spans)


def links(text: str) -> list[Link]:
    return [Link(" ".join(words.split()), kind, key) for words, kind, key in _LINK.findall(text)]


def plain(text: str) -> str:
    """The words alone, for descriptions and word counts."""
    rows = [row for block in blocks(text) for row in block.lines]
    return " ".join("".join(span if isinstance(span, str) else span.words for span in row) for row in rows)
