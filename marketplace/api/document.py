"""The OpenAPI document, made from the choice's own fields and the answers' own classes: it cannot fall behind them."""

import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.urls import reverse

from marketplace.api import shapes
from marketplace.api.answering import LANGUAGES
from marketplace.api.products import LANGUAGE
from marketplace.files.enums import Swatch
from marketplace.listings.enums import Making, Material, Supply, Technique
from marketplace.search.interface import MAX_HITS, PriceBand, Sort
from marketplace.web.shelves.choice import (
    HIGHEST_PRICE,
    LONGEST_TEXT,
    PAGE_SIZE,
    PARAMETERS,
    SELLING_KINDS,
    STARS,
    Choice,
)

VERSION = "1"
Json = dict[str, Any]

# For programmers, so in English only; what a value is called stands in the facets of each answer.
MEANINGS = {
    "q": "Words to look for, with Vietnamese marks or without; the same reading as on the shop's search page.",
    "as_typed": "1: search the words as they stand, whatever else may be meant.",
    "category": "Path of a shelf, such as tho-cam/khan; what lies on the shelves below it is found too.",
    "province": "Code of one of today's provinces, or any name of today or before, with marks or without.",
    "commune": "Code of one of today's communes; one that lies in none of the provinces asked for is left out.",
    "stars": "OCOP stars that are valid today.",
    "price": "A band of prices; a product with variants lies in the bands of all its prices.",
    "min_price": "Lowest price in whole đồng, tax included.",
    "max_price": "Highest price in whole đồng, tax included.",
    "making": "How cloth and crafts were made.",
    "people": "Slug of the people whose craft or food it is, as the seller says.",
    "technique": "Technique of cloth or craft.",
    "material": "Material of cloth or craft.",
    "colour": "Main colour in the pictures of cloth.",
    "kind": "Kind of seller.",
    "set": "Number of the OCOP product set.",
    "in_stock": "1: only what can be ordered now.",
    "supply": "Whether it lies ready, or is made once it is ordered.",
    "gift": "1: only what the seller offers as a gift.",
    "sort": "The order; without words, relevance is newest first with some places by turns, as the shop explains.",
    "page": f"Pages have {PAGE_SIZE} products; a page past the end is answered with the last one.",
}
_VALUES: dict[str, tuple[str, ...]] = {
    "stars": STARS,
    "price": tuple(PriceBand),
    "making": tuple(Making.values),
    "technique": tuple(Technique.values),
    "material": tuple(Material.values),
    "colour": tuple(Swatch.values),
    "kind": SELLING_KINDS,
    "supply": tuple(Supply.values),
}
_PLAIN = {str: {"type": "string"}, bool: {"type": "boolean"}, int: {"type": "integer"}}
_FORMATS = {date: "date", datetime: "date-time"}


def document(site: str) -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Chợ Phiên",
            "version": VERSION,
            "summary": "The goods of cooperatives of Vietnam's ethnic-minority and mountainous areas, to read.",
            "description": (
                "The same shelves as the shop's own pages. Only reading, no key, no cookies. Values that are not known "
                "are left out as on the shop's pages; parameters that are not known are named in `ignored`. Goods that "
                "need a question of age are not in it."
            ),
        },
        "servers": [{"url": site}],
        "paths": {
            reverse("api:products"): _path("listProducts", "Products with facets", shapes.Products, _choice()),
            reverse("api:suggest"): _path(
                "suggest", "What somebody may mean who is still typing", shapes.Suggestions, [_typed()]
            ),
        },
        "components": {"schemas": _schemas(shapes.Products, shapes.Suggestions, shapes.Problem)},
    }


def _path(name: str, summary: str, shape: type, parameters: list[Json]) -> Json:
    answers = {
        "200": {
            "description": summary,
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": _schema(shape)}},
        },
        "304": {"description": "As you have it: the entity tag in If-None-Match still holds"},
        "429": _refused("Too many requests from this address in this minute"),
        "503": _refused("The search engine does not answer"),
    }
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": answers}}


def _refused(text: str) -> Json:
    return {
        "description": text,
        "headers": {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}},
        "content": {"application/problem+json": {"schema": _schema(shapes.Problem)}},
    }


def _choice() -> list[Json]:
    hints = get_type_hints(Choice)
    return [_parameter(name, _asked(name, hints[name])) for name in PARAMETERS] + [_language()]


def _typed() -> Json:
    return _parameter("q", {"type": "string", "maxLength": LONGEST_TEXT}, "What was typed; the last word may be a part")


def _language() -> Json:
    meaning = "Language of names and links; without it, what Accept-Language prefers, else Vietnamese."
    return _parameter(LANGUAGE, {"type": "string", "enum": list(LANGUAGES)}, meaning)


def _parameter(name: str, schema: Json, meaning: str = "") -> Json:
    several = {"style": "form", "explode": True} if schema.get("type") == "array" else {}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": meaning or MEANINGS[name],
        "schema": schema,
        **several,
    }


def _asked(name: str, kind: Any) -> Json:
    """Of a field of the choice; several values of one parameter are alternatives."""
    if get_origin(kind) is tuple:
        values = {"enum": list(_VALUES[name])} if name in _VALUES else {}
        return {"type": "array", "items": {"type": "string", **values}}
    if kind is bool:
        return {"type": "string", "enum": ["1"]}
    if kind is Sort:
        return {"type": "string", "enum": list(Sort), "default": Sort.RELEVANCE.value}
    if kind is str:
        return {"type": "string", "maxLength": LONGEST_TEXT}
    if name == "page":
        return {"type": "integer", "minimum": 1, "maximum": MAX_HITS // PAGE_SIZE, "default": 1}
    return {"type": "integer", "minimum": 0, "maximum": HIGHEST_PRICE}


def _schemas(*roots: type) -> Json:
    """Of each class and of all that it holds."""
    found: Json = {}
    waiting = list(roots)
    while waiting:
        shape = waiting.pop()
        if shape.__name__ in found:
            continue
        hints = get_type_hints(shape)
        found[shape.__name__] = _object(shape, hints)
        waiting += [held for hint in hints.values() for held in _held(hint)]
    return dict(sorted(found.items()))


def _object(shape: type, hints: Json) -> Json:
    needed = [field.name for field in fields(shape) if field.default is MISSING]
    text = (shape.__doc__ or "").strip()
    said = {"description": text} if not text.startswith(f"{shape.__name__}(") else {}
    return {
        "type": "object",
        **said,
        "required": needed,
        "properties": {name: _schema(hint) for name, hint in hints.items()},
    }


def _held(hint: Any) -> list[type]:
    if is_dataclass(hint) and isinstance(hint, type):
        return [hint]
    return [held for part in get_args(hint) for held in _held(part)]


def _schema(hint: Any) -> Json:
    if is_dataclass(hint):
        return {"$ref": f"#/components/schemas/{hint.__name__}"}  # type: ignore[union-attr]
    if hint in _FORMATS:
        return {"type": "string", "format": _FORMATS[hint]}
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    origin, parts = get_origin(hint), get_args(hint)
    if origin is tuple:
        return {"type": "array", "items": _schema(parts[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(parts[1])}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(part) for part in parts if part is not type(None)] + [{"type": "null"}]}
    raise TypeError(hint)
