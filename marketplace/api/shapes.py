"""What programs get, field by field. The OpenAPI document is made from these classes, so it cannot say anything else.

Names stay as they are within version 1; new fields may come. Prices are whole đồng with VAT.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Picture:
    url: str
    width: int
    height: int
    alt: str
    is_illustration: bool


@dataclass(frozen=True, kw_only=True)
class Cooperative:
    slug: str
    name: str
    kind: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Place:
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class People:
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Shelf:
    path: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Product:
    """`stars` are OCOP stars valid today, else 0. `price_min` and `price_max` differ where there are variants."""

    id: int
    title: str
    summary: str
    url: str
    price_min: int
    price_max: int
    unit: str
    in_stock: bool
    stars: int
    stars_until: date | None
    shelf: Shelf
    set: int
    making: str
    people: People | None
    cooperative: Cooperative
    province: Place
    commune: Place
    picture: Picture
    live_since: datetime


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """`count`: how many products there would be with this value; `value` goes back as a parameter."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Links:
    self: str
    prev: str | None
    next: str | None


@dataclass(frozen=True, kw_only=True)
class Products:
    """`ignored` names parameters that nobody knows. `is_widened`: only the first `whole` hold all the words, if any.

    `searched_for`: nothing was called what was asked, so these are the products of this text. `did_you_mean`: a text
    that is likelier. Both are empty as a rule.
    """

    total: int
    page: int
    pages: int
    page_size: int
    sort: str
    language: str
    currency: str
    is_widened: bool
    whole: int
    searched_for: str
    did_you_mean: str
    ignored: tuple[str, ...]
    links: Links
    products: tuple[Product, ...]
    facets: dict[str, tuple[FacetValue, ...]]


@dataclass(frozen=True, kw_only=True)
class Entry:
    label: str
    note: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Section:
    kind: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """At most 8 entries altogether; a section without any is left out."""

    q: str
    language: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """RFC 9457. `retry_after` is in seconds."""

    title: str
    status: int
    detail: str
    retry_after: int | None = None
