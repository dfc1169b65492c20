"""What a search engine must answer. Frozen data goes in and out; no QuerySet crosses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

MAX_HITS = 100_000  # a page lies within the first so many hits


class SearchUnavailable(Exception):
    """The engine does not answer, or has no index yet; the same call may succeed later."""


class SearchFailed(Exception):
    """The engine refuses this call, now and later."""


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE = "price"
    PRICE_DOWN = "-price"


class Facet(StrEnum):
    """What is counted beside the hits; the value is also the name of the parameter in addresses."""

    CATEGORY = "category"
    PROVINCE = "province"
    STARS = "stars"
    KIND = "kind"
    PEOPLE = "people"
    SET = "set"


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a shelf shows of one listing. Prices are whole đồng with VAT.

    `shelf` is the path of a category's slugs. `sellable_product_id` is None where a variant must be chosen first.
    Of a hit, `stars` are those valid on the day of the query, else 0. `is_restricted` goods never stand on home.
    """

    listing_id: int
    product_id: int
    slug: str
    title_vi: str
    title_en: str = ""
    summary_vi: str = ""
    summary_en: str = ""
    cooperative_id: int
    cooperative_slug: str
    cooperative_name_vi: str
    cooperative_name_en: str = ""
    seller_kind: str
    province_code: str
    province_name: str
    commune_code: str
    commune_name: str
    people_slug: str = ""
    people_name_vi: str = ""
    people_name_en: str = ""
    set_number: int
    shelf: str
    making: str = ""
    unit: str
    price_min: int
    price_max: int
    in_stock: bool
    stars: int = 0
    stars_until: date | None = None
    live_since: datetime
    picture_key: str
    picture_width: int
    picture_height: int
    alt_vi: str
    alt_en: str = ""
    is_illustration: bool = False
    sellable_product_id: int | None = None
    is_restricted: bool = False

    def title(self, language: str) -> str:
        return _chosen(language, self.title_vi, self.title_en)

    def summary(self, language: str) -> str:
        return _chosen(language, self.summary_vi, self.summary_en)

    def cooperative_name(self, language: str) -> str:
        return _chosen(language, self.cooperative_name_vi, self.cooperative_name_en)

    def people_name(self, language: str) -> str:
        return _chosen(language, self.people_name_vi, self.people_name_en)

    def alt(self, language: str) -> str:
        return _chosen(language, self.alt_vi, self.alt_en)


def _chosen(language: str, vi: str, en: str) -> str:
    return (en if language.startswith("en") else "") or vi


@dataclass(frozen=True, kw_only=True)
class ListingDocument(Card):
    """A card and the words it is found by. Those words are never shown: some are names that we do not print.

    Techniques, materials and dyes are values of their enums; `craft_names` are their names in both languages.
    """

    old_places: tuple[str, ...] = ()
    people_aliases: tuple[str, ...] = ()
    shelf_names: tuple[str, ...] = ()
    craft_names: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    dyes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SearchQuery:
    """Values of one facet are alternatives, facets narrow each other. Prices are whole đồng, bounds included.

    `today` decides which stars count. `page` begins with 1.
    """

    today: date
    text: str = ""
    language: str = "vi"
    categories: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    stars: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    sets: tuple[int, ...] = ()
    cooperative: str = ""
    min_price: int | None = None
    max_price: int | None = None
    in_stock: bool = False
    exclude_restricted: bool = False
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 24

    def chosen(self) -> dict[Facet, tuple[str, ...]]:
        """The facets with a choice, as the strings that they are counted by."""
        values: dict[Facet, tuple[object, ...]] = {
            Facet.CATEGORY: self.categories,
            Facet.PROVINCE: self.provinces,
            Facet.STARS: self.stars,
            Facet.KIND: self.kinds,
            Facet.PEOPLE: self.peoples,
            Facet.SET: self.sets,
        }
        return {facet: tuple(map(str, chosen)) for facet, chosen in values.items() if chosen}

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size


@dataclass(frozen=True)
class FacetCount:
    value: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """`total` counts all hits. A facet is counted as if nothing were chosen in it; most frequent values first.

    `is_widened`: nothing held all the words, so these hold most of them. `is_fallback`: the engine does not answer,
    this is a plain listing without text search and without facets.
    """

    hits: tuple[Card, ...]
    total: int
    page: int
    page_size: int
    facets: Mapping[Facet, tuple[FacetCount, ...]] = field(default_factory=dict)
    is_widened: bool = False
    is_fallback: bool = False

    @property
    def pages(self) -> int:
        """At least 1."""
        return max(1, -(-min(self.total, MAX_HITS) // self.page_size))


@dataclass(frozen=True)
class Suggestion:
    text: str
    slug: str
    product_id: int


class SearchBackend(Protocol):
    """Every call may raise SearchUnavailable or SearchFailed. Safe to share between threads."""

    def index(self, documents: Sequence[ListingDocument]) -> None:
        """Add or replace; searches see them when this returns, those of other processes within a second."""

    def remove(self, listing_ids: Sequence[int]) -> None:
        """As `index`; ids that are not there are no error."""

    def search(self, query: SearchQuery) -> Page: ...

    def suggest(self, text: str, language: str, limit: int) -> tuple[Suggestion, ...]:
        """Titles with words that begin so; restricted goods are left out."""

    def rebuild(self, documents: Iterable[ListingDocument]) -> int:
        """Fill a new index beside the living one, then put it in its place; returns how many went in.

        Searches go on meanwhile. What is indexed or removed meanwhile wins over what `documents` says, provided that
        `documents` is lazy: it must be read after this call began.
        """

    def fingerprints(self) -> dict[int, int]:
        """`rows.fingerprint` of each document, by listing."""

    def generation(self) -> str:
        """Another word after each change of what searches see; may lag by a second."""

    def has_index(self) -> bool:
        """False when nothing was ever put into an index of this form; writes would begin an empty one."""

    def is_ready(self) -> bool:
        """Whether a search would be answered; never raises."""
