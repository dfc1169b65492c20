"""A document as the flat row that both engines index: the fields, what goes into them, and the card back out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from marketplace.search.interface import Card, ListingDocument, Suggestion
from marketplace.search.words import GAP, START, beginnings, tokens

Row = dict[str, Any]
RANKS = 4096
SUGGESTION_READS = 3  # hits read for each suggestion wanted: several sellers use one title
_ID_BITS = 31


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
    "beginnings": Kind.WORDS,
    "category": Kind.CODE,
    "province": Kind.CODE,
    "stars": Kind.CODE,
    "kind": Kind.CODE,
    "people": Kind.CODE,
    "set": Kind.CODE,
    "cooperative": Kind.CODE,
    "stars_until": Kind.NUMBER,
    "price_min": Kind.NUMBER,
    "price_max": Kind.NUMBER,
    "in_stock": Kind.NUMBER,
    "restricted": Kind.NUMBER,
    "rank": Kind.NUMBER,
    "by_newest": Kind.NUMBER,
    "by_price": Kind.NUMBER,
    "by_price_down": Kind.NUMBER,
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
    return {
        "title_exact": title.exact,
        "title_folded": title.folded,
        "names_exact": names.exact,
        "names_folded": names.folded,
        "text_exact": text.exact,
        "text_folded": text.folded,
        "all_exact": f" {GAP} ".join((title.exact, names.exact, text.exact)),
        "all_folded": f" {GAP} ".join((title.folded, names.folded, text.folded)),
        "beginnings": beginnings(titles),
    }


def _names(document: ListingDocument) -> Iterable[str]:
    return (
        document.cooperative_name_vi,
        document.cooperative_name_en,
        document.commune_name,
        document.province_name,
        document.people_name_vi,
        document.people_name_en,
        *document.people_aliases,
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
        "stars": [str(document.stars)] if document.stars else [],
        "kind": [document.seller_kind],
        "people": [document.people_slug] if document.people_slug else [],
        "set": [str(document.set_number)],
        "cooperative": [document.cooperative_slug],
    }


def _numbers(document: ListingDocument) -> Row:
    number = document.listing_id
    return {
        "id": number,
        "stars_until": document.stars_until.toordinal() if document.stars and document.stars_until else 0,
        "price_min": document.price_min,
        "price_max": document.price_max,
        "in_stock": int(document.in_stock),
        "restricted": int(document.is_restricted),
        "rank": rank(listing_id=number, in_stock=document.in_stock),
        "by_newest": int(document.live_since.timestamp()) << _ID_BITS | number,
        "by_price": document.price_min << _ID_BITS | number,
        "by_price_down": document.price_min << _ID_BITS | (2**_ID_BITS - 1 - number),
    }


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


def card(text: str, *, today: date) -> Card:
    """The card of a stored row, with the stars that are valid on this day."""
    values = dict(zip((field.name for field in fields(Card)), json.loads(text), strict=True))
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
