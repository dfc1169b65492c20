"""What a page is about, as schema.org has it (JSON-LD). OCOP stars are a certification, never a rating by buyers."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from marketplace.listings.enums import Supply
from marketplace.listings.queries import Offer
from marketplace.storefront.seo.addresses import absolute
from marketplace.storefront.seo.previews import WIDTH
from marketplace.web.templatetags.market import in_language, language, picture_url, sentences, stars_label

Thing = dict[str, Any]
SCHEMA = "https://schema.org"
# Inside a script element nothing else ends it or begins a comment.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def things_of(view_name: str, context: Mapping[str, Any]) -> list[Thing]:
    found = list(THINGS[view_name](context)) if view_name in THINGS else []
    if context.get("crumbs"):
        found.append(_trail(view_name, context))
    return found


def written(thing: Thing) -> SafeString:
    """A data block: no browser runs it, and the policy of our pages has nothing against it."""
    text = json.dumps({"@context": SCHEMA, **thing}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>')  # noqa: S308 - escaped


def _said(thing: Thing) -> Thing:
    """What is not known is left out."""
    return {name: value for name, value in thing.items() if value not in ("", None, [], 0)}


def _home(_context: Mapping[str, Any]) -> Iterable[Thing]:
    here = absolute(reverse("shop:home"))
    publisher = f"{settings.SITE_URL}/#market"
    yield _said(
        {
            "@type": "Organization",
            "@id": publisher,
            "name": settings.SITE_NAME,
            "legalName": settings.OPERATOR["name"],
            "url": here,
            "logo": absolute(static("mark.svg")),
            "email": settings.OPERATOR["email"],
            "telephone": settings.OPERATOR["phone"],
        }
    )
    yield {
        "@type": "WebSite",
        "@id": f"{settings.SITE_URL}/#site",
        "name": settings.SITE_NAME,
        "url": here,
        "inLanguage": language(),
        "publisher": {"@id": publisher},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(reverse("shop:search")) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def _product(context: Mapping[str, Any]) -> Iterable[Thing]:
    listing, url = context["listing"], context["page_url"]
    pictures = [absolute(picture_url(shown.picture.key, WIDTH, "jpg")) for shown in context["pictures"]]
    crumbs = context.get("crumbs") or []
    yield _said(
        {
            "@type": "Product",
            "@id": f"{url}#product",
            "name": in_language(listing, "title"),
            "description": in_language(listing, "summary") or in_language(listing, "description"),
            "url": url,
            "image": pictures,
            "sku": str(listing.product_id),
            "category": str(crumbs[-1].label) if crumbs else "",
            "countryOfOrigin": {"@type": "Country", "name": "VN"},
            "hasCertification": _certification(context.get("certificate")),
            "offers": [_offer(offer, listing, url) for offer in context["offers"]],
        }
    )


def _offer(offer: Offer, listing: Any, url: str) -> Thing:
    seller = listing.cooperative
    return {
        "@type": "Offer",
        "name": offer.title(language()),
        "sku": str(offer.product_id),
        "url": url,
        "price": offer.price,
        "priceCurrency": "VND",
        "availability": f"{SCHEMA}/{_availability(offer, listing)}",
        "itemCondition": f"{SCHEMA}/NewCondition",
        "seller": {
            "@type": "Organization",
            "@id": f"{_seller_url(seller)}#seller",
            "name": in_language(seller, "name"),
            "url": _seller_url(seller),
        },
    }


def _availability(offer: Offer, listing: Any) -> str:
    if not offer.available:
        return "OutOfStock"
    return "MadeToOrder" if listing.supply == Supply.TO_ORDER else "InStock"


def _certification(proof: Any) -> Thing | None:
    """Only one that is valid today is shown at all."""
    if proof is None:
        return None
    return {
        "@type": "Certification",
        "name": stars_label(proof.stars),
        "certificationIdentification": proof.decision_number,
        "certificationRating": {"@type": "Rating", "ratingValue": proof.stars, "bestRating": 5, "worstRating": 3},
        "issuedBy": {"@type": "Organization", "name": proof.issuer},
        "datePublished": proof.decision_date.isoformat(),
        "expires": proof.expires_on.isoformat(),
        "url": absolute(reverse("shop:certificate", args=(proof.code,))),
    }


def _seller(context: Mapping[str, Any]) -> Iterable[Thing]:
    seller = context["cooperative"]
    url = _seller_url(seller)
    yield _said(
        {
            "@type": "Organization",
            "@id": f"{url}#seller",
            "name": in_language(seller, "name"),
            "legalName": seller.registered_name,
            "url": url,
            "description": sentences(" ".join(strip_tags(in_language(seller, "story")).split()), 2),
            "identifier": seller.registration_number,
            "foundingDate": str(seller.founded or ""),
            "address": {
                "@type": "PostalAddress",
                "streetAddress": seller.head_office,
                "addressLocality": seller.commune.name,
                "addressRegion": seller.commune.province.name,
                "addressCountry": "VN",
            },
        }
    )


def _seller_url(seller: Any) -> str:
    return absolute(reverse("shop:cooperative", args=(seller.slug,)))


def _trail(view_name: str, context: Mapping[str, Any]) -> Thing:
    """The page itself ends the trail; shelves name themselves in their crumbs already."""
    steps = [(str(crumb.label), absolute(crumb.url)) for crumb in context["crumbs"]]
    if view_name == "shop:product":
        steps.append((in_language(context["listing"], "title"), context["page_url"]))
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": url}
        for position, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


THINGS = {"shop:home": _home, "shop:product": _product, "shop:cooperative": _seller}
