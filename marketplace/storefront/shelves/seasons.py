"""The months in which goods are harvested or made, as twelve small fields and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from marketplace.web.templatetags.market import language

MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Month:
    number: int
    is_season: bool
    is_now: bool


@dataclass(frozen=True)
class Season:
    """`said` names the runs of months: `tháng 3 đến tháng 5, tháng 11`; in English `Mar to May, Nov`."""

    months: tuple[Month, ...]
    said: str
    is_now: bool
    next_month: str


def season(months: Sequence[int], *, on: date) -> Season | None:
    """None for what there is all year."""
    found = sorted({month for month in months if 1 <= month <= 12})
    if not found or len(found) == 12:
        return None
    coming = next((month for month in found if month >= on.month), found[0])
    return Season(
        months=tuple(Month(number, number in found, number == on.month) for number in range(1, 13)),
        said=", ".join(_run(first, last) for first, last in runs(found)),
        is_now=on.month in found,
        next_month=_name(coming),
    )


def runs(months: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted months as stretches without a gap; one that goes over the new year is one: (11, 2)."""
    found: list[tuple[int, int]] = []
    for month in months:
        if found and found[-1][1] == month - 1:
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    if len(found) > 1 and found[0][0] == 1 and found[-1][1] == 12:
        found = [*found[1:-1], (found[-1][0], found[0][1])]
    return found


def _run(first: int, last: int) -> str:
    if first == last:
        return _name(first)
    return _("%(first)s to %(last)s") % {"first": _name(first), "last": _name(last)}


def _name(month: int) -> str:
    return MONTHS_EN[month - 1] if language() == "en" else f"tháng {month}"
