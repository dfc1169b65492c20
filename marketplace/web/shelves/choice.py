"""What a buyer asks of the shelves, read from an address and written back into one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from marketplace.core import clock
from marketplace.core.text import normalise
from marketplace.files.enums import Swatch
from marketplace.listings.enums import Making, Material, Supply, Technique
from marketplace.search.interface import MAX_HITS, Facet, PriceBand, SearchQuery, Sort
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
    """Known values only; the names of the fields are those of the parameters. `shelf` is part of the path.

    `is_adult`: the visitor has said so (`web.age`); it stands in no address.
    """

    shelf: str = ""
    q: str = ""
    category: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    commune: tuple[str, ...] = ()
    stars: tuple[str, ...] = ()
    price: tuple[str, ...] = ()
    min_price: int | None = None
    max_price: int | None = None
    making: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    technique: tuple[str, ...] = ()
    material: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    set: tuple[str, ...] = ()
    in_stock: bool = False
    supply: tuple[str, ...] = ()
    gift: bool = False
    as_typed: bool = False
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    is_adult: bool = False

    def query(self, **more: Any) -> SearchQuery:
        return SearchQuery(
            today=clock.today(),
            text=self.q,
            language=language(),
            categories=self.category or ((self.shelf,) if self.shelf else ()),
            provinces=self.province,
            communes=self.commune,
            stars=tuple(map(int, self.stars)),
            prices=self.price,
            min_price=self.min_price,
            max_price=self.max_price,
            makings=self.making,
            peoples=self.people,
            techniques=self.technique,
            materials=self.material,
            colours=self.colour,
            kinds=self.kind,
            sets=tuple(map(int, self.set)),
            in_stock=self.in_stock,
            supplies=self.supply,
            is_gift=self.gift,
            exclude_restricted=not self.is_adult,
            as_typed=self.as_typed,
            sort=self.sort,
            page=self.page,
            page_size=PAGE_SIZE,
            takes_turns=self.is_plain_shelf,
            **({"facets": self.facets} | more),
        )

    def address(self, **changes: Any) -> str:
        """Of this page with other values; a page that shows something else begins at its first page."""
        other = replace(self, **({"page": 1} | changes))
        pairs = [(name, getattr(other, name)) for name in PARAMETERS]
        found = [pair for name, value in pairs if value not in _PLAIN[name] for pair in _written(name, value)]
        return f"?{urlencode(found)}" if found else "?"

    def without(self, name: str, value: str = "") -> str:
        if not value:
            return self.address(**{name: getattr(Choice(), name)})
        return self.address(**{name: tuple(other for other in getattr(self, name) if other != value)})

    def cleared(self) -> str:
        """Nothing filtered any more; the words, the order and the shelf stay."""
        return self.address(**{name: getattr(Choice(), name) for name in NARROWING})

    @property
    def facets(self) -> tuple[Facet, ...]:
        """What is counted beside the goods: communes only inside one province, the whole country has 3,000."""
        is_near = len(self.province) == 1 or bool(self.commune)
        return tuple(facet for facet in Facet if is_near or facet is not Facet.COMMUNE)

    @property
    def is_plain_shelf(self) -> bool:
        """Nothing asked but to look around."""
        return not self.q and not self.is_narrowed and self.sort is Sort.RELEVANCE

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) not in _PLAIN[name] for name in NARROWING)


NARROWING = (*(facet.value for facet in Facet), "min_price", "max_price")
PARAMETERS = tuple(field.name for field in fields(Choice) if field.name not in ("shelf", "is_adult"))
_PLAIN: dict[str, tuple[Any, ...]] = {field.name: (field.default,) for field in fields(Choice)}


def _written(name: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, tuple):
        return [(name, str(one)) for one in value]
    return [(name, "1" if value is True else str(value))]


def choice_of(parameters: QueryDict, *, shelf: str = "", is_adult: bool = False) -> Choice:
    """Unknown parameters and values are left out, so every address has a page."""
    low, high = _price(parameters.get("min_price")), _price(parameters.get("max_price"))
    if low is not None and high is not None and low > high:
        low, high = high, low
    text = normalise(_CONTROL.sub(" ", parameters.get("q", "")))[:LONGEST_TEXT].strip()
    return Choice(
        shelf=shelf,
        is_adult=is_adult,
        q=text,
        category=_known(parameters, "category", (path for path in labels.shelves() if _lies_under(path, shelf))),
        **_places(parameters),
        stars=_known(parameters, "stars", STARS),
        price=_known(parameters, "price", PriceBand),
        min_price=low,
        max_price=high,
        making=_known(parameters, "making", Making.values),
        people=_known(parameters, "people", labels.peoples()),
        technique=_known(parameters, "technique", Technique.values),
        material=_known(parameters, "material", Material.values),
        colour=_known(parameters, "colour", Swatch.values),
        kind=_known(parameters, "kind", SELLING_KINDS),
        set=_known(parameters, "set", labels.sets()),
        in_stock=_is_yes(parameters, "in_stock"),
        supply=_known(parameters, "supply", Supply.values),
        gift=_is_yes(parameters, "gift"),
        as_typed=bool(text) and _is_yes(parameters, "as_typed"),
        sort=_sort(parameters.get("sort")),
        page=page_number(parameters.get("page")),
    )


def _places(parameters: QueryDict) -> dict[str, tuple[str, ...]]:
    """Provinces by code or by any name; a commune that lies in none of the chosen ones is left out."""
    asked = {labels.province_code(text) for text in parameters.getlist("province")}
    provinces = tuple(code for code in labels.provinces() if code in asked) if asked else ()
    if "commune" not in parameters:
        return {"province": provinces}
    known = labels.communes()
    found = [code for code in dict.fromkeys(parameters.getlist("commune")) if code in known]
    inside = [code for code in sorted(found) if not provinces or known[code].province in provinces]
    return {"province": provinces, "commune": tuple(inside)}


def _is_yes(parameters: QueryDict, name: str) -> bool:
    return parameters.get(name, "") in ("1", "on", "true")


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


def _sort(asked: str | None) -> Sort:
    return Sort(asked) if asked in set(Sort) else Sort.RELEVANCE


def page_number(text: str | None) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text or ""):
        return 1
    return max(1, min(int(text or 1), MAX_HITS // PAGE_SIZE))
