"""What a buyer asks of the shelves, read from an address and written back into one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from marketplace.core import clock
from marketplace.core.text import normalise
from marketplace.search.interface import MAX_HITS, SearchQuery, Sort
from marketplace.web.shelves import labels
from marketplace.web.templatetags.market import language

PAGE_SIZE = 24
LONGEST_TEXT = 100
HIGHEST_PRICE = 2_000_000_000
STARS = ("5", "4", "3")
SELLING_KINDS = ("cooperative", "union", "group", "enterprise", "household")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Choice:
    """Known values only; the names of the fields are those of the parameters. `shelf` is part of the path."""

    shelf: str = ""
    q: str = ""
    category: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    set: tuple[str, ...] = ()
    min_price: int | None = None
    max_price: int | None = None
    in_stock: bool = False
    sort: Sort = Sort.RELEVANCE
    page: int = 1

    def query(self, **more: Any) -> SearchQuery:
        return SearchQuery(
            today=clock.today(),
            text=self.q,
            language=language(),
            categories=self.category or ((self.shelf,) if self.shelf else ()),
            provinces=self.province,
            stars=tuple(map(int, self.stars)),
            kinds=self.kind,
            peoples=self.people,
            sets=tuple(map(int, self.set)),
            min_price=self.min_price,
            max_price=self.max_price,
            in_stock=self.in_stock,
            # The age question does not exist yet: what needs it stands on no shelf.
            exclude_restricted=True,
            sort=self.sort,
            page=self.page,
            page_size=PAGE_SIZE,
            **more,
        )

    def address(self, **changes: Any) -> str:
        """Of this page with other values; a page that shows something else begins at its first page."""
        other = replace(self, **({"page": 1} | changes))
        pairs = [(field.name, getattr(other, field.name)) for field in fields(other) if field.name != "shelf"]
        found = [pair for name, value in pairs if value not in _PLAIN[name] for pair in _written(name, value)]
        return f"?{urlencode(found)}" if found else "?"

    def without(self, name: str, value: str = "") -> str:
        if not value:
            return self.address(**{name: getattr(Choice(), name)})
        return self.address(**{name: tuple(other for other in getattr(self, name) if other != value)})

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) not in _PLAIN[name] for name in NARROWING)


NARROWING = ("category", "province", "stars", "kind", "people", "set", "min_price", "max_price", "in_stock")
_PLAIN: dict[str, tuple[Any, ...]] = {field.name: (field.default,) for field in fields(Choice)}


def _written(name: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, tuple):
        return [(name, str(one)) for one in value]
    return [(name, "1" if value is True else str(value))]


def choice_of(parameters: QueryDict, *, shelf: str = "") -> Choice:
    """Unknown parameters and values are left out, so every address has a page."""
    low, high = _price(parameters.get("min_price")), _price(parameters.get("max_price"))
    if low is not None and high is not None and low > high:
        low, high = high, low
    text = normalise(_CONTROL.sub(" ", parameters.get("q", "")))[:LONGEST_TEXT].strip()
    return Choice(
        shelf=shelf,
        q=text,
        category=_known(parameters, "category", (path for path in labels.shelves() if _lies_under(path, shelf))),
        province=_known(parameters, "province", labels.provinces()),
        stars=_known(parameters, "stars", STARS),
        kind=_known(parameters, "kind", SELLING_KINDS),
        people=_known(parameters, "people", labels.peoples()),
        set=_known(parameters, "set", labels.sets()),
        min_price=low,
        max_price=high,
        in_stock=parameters.get("in_stock", "") in ("1", "on", "true"),
        sort=_sort(parameters.get("sort"), text),
        page=page_number(parameters.get("page")),
    )


def _known(parameters: QueryDict, name: str, known: Iterable[str]) -> tuple[str, ...]:
    asked = set(parameters.getlist(name))
    return tuple(value for value in known if value in asked) if asked else ()


def _lies_under(path: str, shelf: str) -> bool:
    return not shelf or path.startswith(f"{shelf}/")


def _price(text: str | None) -> int | None:
    """`150.000`, `150,000 ₫` and `150000` are one price; the bounds are whole đồng."""
    digits = re.sub(r"[\s.,₫đ]", "", text or "")
    if not re.fullmatch(r"[0-9]{1,15}", digits):
        return None
    return min(int(digits), HIGHEST_PRICE)


def _sort(asked: str | None, text: str) -> Sort:
    """Where nothing was typed, what is new comes first anyway: one page has one address."""
    sort = Sort(asked) if asked in set(Sort) else Sort.RELEVANCE
    return Sort.RELEVANCE if sort is Sort.NEWEST and not text else sort


def page_number(text: str | None) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text or ""):
        return 1
    return max(1, min(int(text or 1), MAX_HITS // PAGE_SIZE))
