"""What was measured, as the table of docs/performance.md."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """`statements` and CPU of all processes of one request, requests a second of eight clients, milliseconds of one."""

    statements: int | None
    cpu_ms: float
    rate: float
    alone_ms: float


@dataclass(frozen=True)
class Row:
    """`there` is stock Oscar; None where it has nothing of the kind or was not asked."""

    name: str
    here: Cell
    there: Cell | None

    @property
    def ratio(self) -> float | None:
        return self.here.rate / self.there.rate if self.there and self.there.rate else None


HEAD = (
    "| work | statements | CPU ms | requests/s | ms, one client | of empty | Oscar: statements | CPU ms | requests/s "
    "| ms, one client | ratio |"
)


def printed(rows: Sequence[Row], *, products: int, orders: int) -> str:
    ceiling = next(row.here.rate for row in rows if row.name.startswith("empty"))
    size = f"{products:,} products, {orders:,} orders; {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [
        f"{size}, PostgreSQL, gunicorn with 2 workers of 4 threads each; the ratio is of requests/s.",
        "",
        HEAD,
        "|" + " --- |" * HEAD.count(" |"),
        *(_line(row, ceiling) for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _line(row: Row, ceiling: float) -> str:
    cells = [row.name, *_cells(row.here), f"{row.here.rate / ceiling:.0%}"]
    cells += _cells(row.there) if row.there else [""] * 4
    cells.append(f"{row.ratio:.1f}x" if row.ratio else "")
    return f"| {' | '.join(cells)} |"


def _cells(cell: Cell) -> list[str]:
    statements = "" if cell.statements is None else str(cell.statements)
    return [statements, _figure(cell.cpu_ms), _figure(cell.rate), _figure(cell.alone_ms)]


def _figure(value: float) -> str:
    """Three digits that count, as far as they lie before or just behind the point."""
    if value >= 100:  # noqa: PLR2004 - three digits
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"  # noqa: PLR2004 - as above
