"""What each kind of linked data must hold, as JSON Schema: nothing that is not named here may stand in it."""

from typing import Any

TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": r"^https://cho\.example/"}
DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


def thing(name: str, properties: dict[str, Any], *, optional: dict[str, Any] | None = None) -> dict[str, Any]:
    every = {"@type": {"const": name}, **properties}
    return {
        "type": "object",
        "properties": {**every, **(optional or {})},
        "required": list(every),
        "additionalProperties": False,
    }


def whole(schema: dict[str, Any]) -> dict[str, Any]:
    """The outermost object says which vocabulary it speaks."""
    properties = {"@context": {"const": "https://schema.org"}, **schema["properties"]}
    return {**schema, "properties": properties, "required": ["@context", *schema["required"]]}


SELLER = thing("Organization", {"@id": URL, "name": TEXT, "url": URL})
OFFER = thing(
    "Offer",
    {
        "name": TEXT,
        "sku": {"type": "string", "pattern": "^[0-9]+$"},
        "url": URL,
        "price": {"type": "integer", "minimum": 1},
        "priceCurrency": {"const": "VND"},
        "availability": {"enum": [f"https://schema.org/{word}" for word in ("InStock", "OutOfStock", "MadeToOrder")]},
        "itemCondition": {"const": "https://schema.org/NewCondition"},
        "seller": SELLER,
    },
)
CERTIFICATION = thing(
    "Certification",
    {
        "name": TEXT,
        "certificationIdentification": TEXT,
        "certificationRating": thing(
            "Rating",
            {
                "ratingValue": {"type": "integer", "minimum": 3, "maximum": 5},
                "bestRating": {"const": 5},
                "worstRating": {"const": 3},
            },
        ),
        "issuedBy": thing("Organization", {"name": TEXT}),
        "datePublished": DAY,
        "expires": DAY,
        "url": URL,
    },
)
PRODUCT = whole(
    thing(
        "Product",
        {
            "@id": URL,
            "name": TEXT,
            "description": TEXT,
            "url": URL,
            "image": {"type": "array", "items": URL, "minItems": 1},
            "sku": {"type": "string", "pattern": "^[0-9]+$"},
            "countryOfOrigin": thing("Country", {"name": {"const": "VN"}}),
            "offers": {"type": "array", "items": OFFER, "minItems": 1},
        },
        optional={"category": TEXT, "hasCertification": CERTIFICATION},
    )
)
TRAIL = whole(
    thing(
        "BreadcrumbList",
        {
            "itemListElement": {
                "type": "array",
                "minItems": 1,
                "items": thing("ListItem", {"position": {"type": "integer", "minimum": 1}, "name": TEXT, "item": URL}),
            }
        },
    )
)
MARKET = whole(
    thing(
        "Organization",
        {"@id": URL, "name": TEXT, "url": URL, "logo": URL},
        optional={"legalName": TEXT, "email": TEXT, "telephone": TEXT},
    )
)
STALL = whole(
    thing(
        "Organization",
        {
            "@id": URL,
            "name": TEXT,
            "legalName": TEXT,
            "url": URL,
            "identifier": TEXT,
            "address": thing(
                "PostalAddress",
                {
                    "streetAddress": TEXT,
                    "addressLocality": TEXT,
                    "addressRegion": TEXT,
                    "addressCountry": {"const": "VN"},
                },
            ),
        },
        optional={"description": TEXT, "foundingDate": {"type": "string", "pattern": r"^\d{4}$"}},
    )
)
SITE = whole(
    thing(
        "WebSite",
        {
            "@id": URL,
            "name": TEXT,
            "url": URL,
            "inLanguage": {"enum": ["vi", "en"]},
            "publisher": {"type": "object", "properties": {"@id": URL}, "required": ["@id"]},
            "potentialAction": thing(
                "SearchAction",
                {
                    "target": thing(
                        "EntryPoint", {"urlTemplate": {"type": "string", "pattern": r"\{search_term_string\}$"}}
                    ),
                    "query-input": {"const": "required name=search_term_string"},
                },
            ),
        },
    )
)
