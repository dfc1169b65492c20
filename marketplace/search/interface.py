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
    POPULAR = "popular"
    PROVINCE = "province"


class Facet(StrEnum):
    """What is counted beside the hits; the value is also the name of the field and of the parameter in addresses."""

    CATEGORY = "category"
    PROVINCE = "province"
    COMMUNE = "commune"
    STARS = "stars"
    PRICE = "price"
    MAKING = "making"
    PEOPLE = "people"
    TECHNIQUE = "technique"
    MATERIAL = "material"
    COLOUR = "colour"
    KIND = "kind"
    SET = "set"
    IN_STOCK = "in_stock"
    SUPPLY = "supply"
    GIFT = "gift"


YES = "1"  # the one value of a facet that is a question: in stock, good as a gift


class PriceBand(StrEnum):
    """A price lies in the band that begins at or below it; the next one begins above it."""

    TO_50 = "to-50k"
    FROM_50 = "50k-100k"
    FROM_100 = "100k-200k"
    FROM_200 = "200k-500k"
    FROM_500 = "500k-1m"
    FROM_1000 = "from-1m"

    @property
    def start(self) -> int:
        """In whole đồng."""
        return _BAND_STARTS[self]

    @property
    def end(self) -> int | None:
        """The first đồng that is too much; None for the last band."""
        return min((start for start in _BAND_STARTS.values() if start > self.start), default=None)


_BAND_STARTS = dict(zip(PriceBand, (0, 50_000, 100_000, 200_000, 500_000, 1_000_000), strict=True))


def price_band(price: int) -> PriceBand:
    return max((band for band in PriceBand if band.start <= price), key=lambda band: band.start)


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a shelf shows of one listing. Prices are whole đồng with VAT.

    `shelf` is the path of a category's slugs. `sellable_product_id` is None where a variant must be chosen first.
    Of a hit, `stars` are those valid on the day of the query, else 0. `is_restricted` goods never stand on home.
    `pattern` is the signature of a cloth's first picture (`files.patterns`), empty for other goods.
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
    pattern: str = ""

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
    `is_barred` goods are found by nobody, whatever was answered. `prices` are those of all variants that may be
    bought; `popularity` counts buyers (`listings.Popularity`). `province_position`, and `commune_position` inside the
    province, follow the Vietnamese alphabet. `swatches` are the main colours of a cloth, in its first picture and
    its variants' own, as values of `files.enums.Swatch`: the field `colour`. Tokens of its `pattern` are the field
    `pattern`.
    """

    old_places: tuple[str, ...] = ()
    people_aliases: tuple[str, ...] = ()
    shelf_names: tuple[str, ...] = ()
    craft_names: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    dyes: tuple[str, ...] = ()
    supply: str = "ready"
    is_gift: bool = False
    prices: tuple[int, ...] = ()
    popularity: int = 0
    province_position: int = 0
    commune_position: int = 0
    season_months: tuple[int, ...] = ()
    swatches: tuple[str, ...] = ()
    is_barred: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchQuery:
    """Values of one facet are alternatives, facets narrow each other. Prices are whole đồng, bounds included.

    `today` decides which stars count. `page` begins with 1. `season_month` is 1 to 12, or 0 for the whole year.
    `as_typed`: the text is searched as it stands, whatever else may be meant. Only `facets` are counted: nobody waits
    for the others.
    `pattern` holds tokens of `files.patterns`: goods that share some, those that share most first.
    `listings` are the only ones looked at, where there are any; `skip` begins somewhere else than the page does;
    `takes_turns`: some places of a shelf go by turns (`services.rotating`).
    """

    today: date
    text: str = ""
    language: str = "vi"
    categories: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    stars: tuple[int, ...] = ()
    prices: tuple[str, ...] = ()
    makings: tuple[str, ...] = ()
    peoples: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sets: tuple[int, ...] = ()
    supplies: tuple[str, ...] = ()
    cooperative: str = ""
    season_month: int = 0
    min_price: int | None = None
    max_price: int | None = None
    in_stock: bool = False
    is_gift: bool = False
    exclude_restricted: bool = False
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    page_size: int = 24
    as_typed: bool = False
    facets: tuple[Facet, ...] = ()
    pattern: tuple[str, ...] = ()
    listings: tuple[int, ...] = ()
    skip: int | None = None
    takes_turns: bool = False

    def chosen(self) -> dict[Facet, tuple[str, ...]]:
        """The facets with a choice, as the strings that they are counted by."""
        values: dict[Facet, tuple[object, ...]] = {
            Facet.CATEGORY: self.categories,
            Facet.PROVINCE: self.provinces,
            Facet.COMMUNE: self.communes,
            Facet.STARS: self.stars,
            Facet.PRICE: self.prices,
            Facet.MAKING: self.makings,
            Facet.PEOPLE: self.peoples,
            Facet.TECHNIQUE: self.techniques,
            Facet.MATERIAL: self.materials,
            Facet.COLOUR: self.colours,
            Facet.KIND: self.kinds,
            Facet.SET: self.sets,
            Facet.SUPPLY: self.supplies,
            Facet.IN_STOCK: (YES,) if self.in_stock else (),
            Facet.GIFT: (YES,) if self.is_gift else (),
        }
        return {facet: tuple(map(str, chosen)) for facet, chosen in values.items() if chosen}

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size if self.skip is None else self.skip


@dataclass(frozen=True)
class FacetCount:
    value: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """`total` counts all hits. A facet is counted as if nothing were chosen in it; most frequent values first. Those
    that were not asked for are not in `facets`.

    `is_widened`: only `whole` of them, the first by relevance, hold all the words; the others hold most of them.
    `is_fallback`: the engine does not answer, this is a plain listing without text search and without facets.
    `searched_for`: nothing, or next to nothing, is called what was typed, so these are the hits of this text.
    `did_you_mean`: a text that is likelier, and has other hits.
    """

    hits: tuple[Card, ...]
    total: int
    page: int
    page_size: int
    facets: Mapping[Facet, tuple[FacetCount, ...]] = field(default_factory=dict)
    is_widened: bool = False
    whole: int = 0
    is_fallback: bool = False
    searched_for: str = ""
    did_you_mean: str = ""

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
