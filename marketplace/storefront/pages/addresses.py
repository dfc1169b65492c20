"""Where the market's telling pages stand, by the keys that texts and goods know them by."""

import re
from collections.abc import Callable

from django.urls import reverse

from marketplace.classifications.models import ProductSet
from marketplace.core.text import slug
from marketplace.places.models import Commune
from marketplace.web.shelves import labels


def set_url(number: int | str) -> str:
    """A set is named by its number and, so that people can read it, its Vietnamese name."""
    name = labels.sets().get(str(number))
    return reverse("pages:set", args=(int(number), slug(name.vi) if name else "-"))


def number_and_name(product_set: ProductSet) -> tuple[int, str]:
    return product_set.number, slug(product_set.name_vi)


def people_url(key: str) -> str:
    return reverse("pages:people", args=(key,))


def technique_url(key: str) -> str:
    return reverse("pages:technique", args=(key.replace("_", "-"),))


def province_url(code: str) -> str:
    return reverse("pages:province", args=(province_slug(code),))


def province_slug(code: str) -> str:
    name = labels.provinces().get(code)
    return slug(name.vi) if name else "-"


def province_code(address: str) -> str:
    """Empty when none of today's provinces is called so."""
    return next((code for code, name in labels.provinces().items() if slug(name.vi) == address), "")


def commune_url(commune: Commune) -> str:
    """The code makes it unique: several communes of a province share a name."""
    return reverse(
        "pages:commune", args=(province_slug(commune.province.code), slug(commune.name) or "-", commune.code)
    )


def _page_url(key: str) -> str:
    return reverse(PAGES[key])


PAGES = {
    "home": "shop:home",
    "products": "shop:products",
    "cooperatives": "shop:cooperatives",
    "sets": "pages:sets",
    "peoples": "pages:peoples",
    "techniques": "pages:techniques",
    "places": "pages:places",
    "stories": "pages:stories",
    "help": "pages:help",
    "policies": "pages:policies",
    "ranking": "shop:ranking",
    "account": "account:home",
    "portal": "portal:board",
    "basket": "basket:summary",
}
URLS: dict[str, Callable[[str], str]] = {
    "people": people_url,
    "technique": technique_url,
    "place": province_url,
    "set": set_url,
    "shelf": lambda path: reverse("shop:category", args=(path,)),
    "story": lambda key: reverse("pages:story", args=(key,)),
    "policy": lambda key: reverse("pages:policy", args=(key,)),
    "help": lambda key: reverse("pages:help_page", args=(key,)),
    "page": _page_url,
}


def url_of(kind: str, key: str) -> str:
    """Of a link in a text (`content.markup`)."""
    return URLS[kind](key)


def is_readable(address: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", address))
