"""A document as the flat row that both engines index: the fields, what goes into them, and the card back out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from marketplace.core.text import alphabet_places
from marketplace.files.patterns import tokens as pattern_tokens
from marketplace.search.interface import YES, Card, ListingDocument, Suggestion, price_band
from marketplace.search.words import GAP, START, beginnings, tokens, written, written_pairs

Row = dict[str, Any]
RANKS = 4096
SUGGESTION_READS = 3  # hits read for each suggestion wanted: several sellers use one title
_ID_BITS = 31
# What fits beside it into 63 bits: the number of buyers, and the day since the first.
_BUYER_BITS, _DAY_BITS, _FIRST_DAY = 17, 15, date(2020, 1, 1).toordinal()
# And in the key of places, without the listing's number.
_PROVINCE_BITS, _COMMUNE_BITS, _LETTER_BITS, _LETTERS = 6, 9, 6, 8

KNOWN_CARDS = 8192  # kept as read, about 2 kB each
_CARD_FIELDS = tuple(field.name for field in fields(Card))


class Kind(Enum):
    """WORDS: split at spaces, with positions. CODE: whole strings, several in a field. NUMBER: a whole number."""

    WORDS = "words"
    CODE = "code"
    NUMBER = "number"
    STORED = "stored"


FIELDS: dict[str, Kind] = {
    "id": Kind.NUMBER,
    "fingerprint": Kind.NUMBER,
    "title_exact": Kind.WORDS,
    "title_folded": Kind.WORDS,
    "names_exact": Kind.WORDS,
    "names_folded": Kind.WORDS,
    "text_exact": Kind.WORDS,
    "text_folded": Kind.WORDS,
    "all_exact": Kind.WORDS,
    "all_folded": Kind.WORDS,
    "shelf_exact": Kind.WORDS,
    "shelf_folded": Kind.WORDS,
    "beginnings": Kind.WORDS,
    "word": Kind.CODE,
    "pair": Kind.CODE,
    "category": Kind.CODE,
    "province": Kind.CODE,
    "commune": Kind.CODE,
    "stars": Kind.CODE,
    "price": Kind.CODE,
    "making": Kind.CODE,
    "people": Kind.CODE,
    "technique": Kind.CODE,
    "material": Kind.CODE,
    "colour": Kind.CODE,
    "pattern": Kind.CODE,
    "kind": Kind.CODE,
    "set": Kind.CODE,
    "in_stock": Kind.CODE,
    "supply": Kind.CODE,
    "gift": Kind.CODE,
    "cooperative": Kind.CODE,
    "season": Kind.CODE,
    "stars_until": Kind.NUMBER,
    "price_min": Kind.NUMBER,
    "price_max": Kind.NUMBER,
    "restricted": Kind.NUMBER,
    "rank": Kind.NUMBER,
    "by_newest": Kind.NUMBER,
    "by_price": Kind.NUMBER,
    "by_price_down": Kind.NUMBER,
    "by_popularity": Kind.NUMBER,
    "by_province": Kind.NUMBER,
    "card": Kind.STORED,
}


@cache
def schema() -> str:
    """Names the form of rows and cards: an index of another form cannot be read and must be rebuilt."""
    form = [*(f"{name} {kind.value}" for name, kind in FIELDS.items()), *(field.name for field in fields(Card))]
    return hashlib.sha256("\n".join(form).encode()).hexdigest()[:8]


def row(document: ListingDocument) -> Row:
    found = _words(document) | _codes(document) | _numbers(document)
    found["card"] = _card_text(document)
    return found | {"fingerprint": _fingerprint(found)}


def fingerprint(document: ListingDocument) -> int:
    """Differs when anything that is indexed or shown differs; fits 63 bits."""
    return int(row(document)["fingerprint"])


def _fingerprint(found: Row) -> int:
    text = json.dumps(found, sort_keys=True, ensure_ascii=False)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def _words(document: ListingDocument) -> Row:
    titles = (document.title_vi, document.title_en)
    title, names, text = tokens(titles, START), tokens(_names(document)), tokens(_texts(document))
    shelf = tokens(document.shelf_names)
    return {
        "title_exact": title.exact,
        "title_folded": title.folded,
        "names_exact": names.exact,
        "names_folded": names.folded,
        "text_exact": text.exact,
        "text_folded": text.folded,
        "all_exact": f" {GAP} ".join((title.exact, names.exact, text.exact)),
        "all_folded": f" {GAP} ".join((title.folded, names.folded, text.folded)),
        "shelf_exact": shelf.exact,
        "shelf_folded": shelf.folded,
        "beginnings": beginnings(titles),
        "word": written((*titles, *_printed_names(document), *_texts(document))),
        "pair": written_pairs((*titles, *_printed_names(document))),
    }


def _names(document: ListingDocument) -> Iterable[str]:
    return (*_printed_names(document), *document.people_aliases)


def _printed_names(document: ListingDocument) -> Iterable[str]:
    """Those that the shop may offer as a better spelling."""
    return (
        document.cooperative_name_vi,
        document.cooperative_name_en,
        document.commune_name,
        document.province_name,
        document.people_name_vi,
        document.people_name_en,
        *document.shelf_names,
        *document.craft_names,
        *document.old_places,
    )


def _texts(document: ListingDocument) -> Iterable[str]:
    return (document.summary_vi, document.summary_en)


def _codes(document: ListingDocument) -> Row:
    steps = document.shelf.split("/")
    return {
        "category": ["/".join(steps[:end]) for end in range(1, len(steps) + 1)],
        "province": [document.province_code],
        "commune": [document.commune_code],
        "stars": [str(document.stars)] if document.stars else [],
        "price": sorted({price_band(price).value for price in _prices(document)}),
        "making": [document.making] if document.making else [],
        "people": [document.people_slug] if document.people_slug else [],
        "technique": list(document.techniques),
        "material": list(document.materials),
        "colour": list(document.swatches),
        "pattern": list(pattern_tokens(document.pattern)),
        "kind": [document.seller_kind],
        "set": [str(document.set_number)],
        "in_stock": [YES] if document.in_stock else [],
        "supply": [document.supply],
        "gift": [YES] if document.is_gift else [],
        "cooperative": [document.cooperative_slug],
        "season": [str(month) for month in document.season_months],
    }


def _prices(document: ListingDocument) -> Iterable[int]:
    return (document.price_min, document.price_max, *document.prices)


def _numbers(document: ListingDocument) -> Row:
    number = document.listing_id
    return {
        "id": number,
        "stars_until": document.stars_until.toordinal() if document.stars and document.stars_until else 0,
        "price_min": document.price_min,
        "price_max": document.price_max,
        "restricted": 2 if document.is_barred else int(document.is_restricted),
        "rank": rank(listing_id=number, in_stock=document.in_stock),
        "by_newest": by_newest(document.live_since, number),
        "by_price": document.price_min << _ID_BITS | number,
        "by_price_down": document.price_min << _ID_BITS | (2**_ID_BITS - 1 - number),
        "by_popularity": by_popularity(document),
        "by_province": by_province(document),
    }


def by_newest(live_since: datetime, listing_id: int) -> int:
    """No two listings share one."""
    return int(live_since.timestamp()) << _ID_BITS | listing_id


def by_popularity(document: ListingDocument) -> int:
    """Most buyers first, of equals the newest day's."""
    day = max(0, document.live_since.toordinal() - _FIRST_DAY)
    buyers = min(document.popularity, 2**_BUYER_BITS - 1)
    return (buyers << _DAY_BITS | min(day, 2**_DAY_BITS - 1)) << _ID_BITS | document.listing_id


def by_province(document: ListingDocument) -> int:
    """Province, commune, then the first letters of the title, by the Vietnamese alphabet. Several may be equal."""
    key = min(document.province_position, 2**_PROVINCE_BITS - 1) << _COMMUNE_BITS
    key |= min(document.commune_position, 2**_COMMUNE_BITS - 1)
    letters = [*alphabet_places(document.title_vi)[:_LETTERS], *([0] * _LETTERS)]
    for letter in letters[:_LETTERS]:
        key = key << _LETTER_BITS | letter
    return key


def rank(*, listing_id: int, in_stock: bool) -> int:
    """Which of two equally relevant listings comes first, 0 to RANKS - 1: what is in stock, then by lot.

    The lot is drawn from the listing's number: it is the same on every page and every engine, and nobody can buy it.
    """
    half = RANKS // 2
    return in_stock * half + listing_id * 2_654_435_761 % 2**32 * half // 2**32


def _card_text(document: ListingDocument) -> str:
    values = (getattr(document, field.name) for field in fields(Card))
    return json.dumps([_plain(value) for value in values], ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=KNOWN_CARDS)
def card(text: str, *, today: date) -> Card:
    """The card of a stored row, with the stars that are valid on this day. Pages of goods read the same ones again."""
    values = dict(zip(_CARD_FIELDS, json.loads(text), strict=True))
    values["live_since"] = datetime.fromisoformat(values["live_since"])
    until = date.fromisoformat(values["stars_until"]) if values["stars_until"] else None
    is_valid = until is not None and until >= today
    values["stars_until"] = until if is_valid else None
    values["stars"] = values["stars"] if is_valid else 0
    return Card(**values)


def card_of(document: ListingDocument) -> Card:
    """Without the words that are only searched."""
    return Card(**{field.name: getattr(document, field.name) for field in fields(Card)})


def suggestions_of(cards: Iterable[Card], language: str, limit: int) -> tuple[Suggestion, ...]:
    """Each title once, that of the first card that has it."""
    found: dict[str, Suggestion] = {}
    for each in cards:
        title = each.title(language)
        found.setdefault(title, Suggestion(title, each.slug, each.product_id))
    return tuple(found.values())[:limit]
