"""Every page worth finding, for search engines: an index of parts, each read and sent as a stream.

A part of goods or sellers holds those with a key in one range of 10,000, so that a new one never moves the others to
another part, and the index needs one statement for each kind.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from django.db.models import ExpressionWrapper, F, IntegerField, Max, QuerySet
from django.urls import reverse
from django.utils import translation

from marketplace.certification.queries import valid_certificates
from marketplace.classifications.models import People
from marketplace.classifications.queries import current_sets
from marketplace.content.enums import DocumentKind
from marketplace.content.queries import documents, stories
from marketplace.cooperatives.queries import sellers_on_show
from marketplace.core import clock
from marketplace.listings.queries import listings_on_show
from marketplace.places.models import Commune
from marketplace.storefront.pages import addresses as telling
from marketplace.storefront.seo.addresses import Address, absolute
from marketplace.storefront.shelves.goods import product_url
from marketplace.web.shelves import labels

SPAN = 10_000  # keys in a part; each is two addresses, of at most 50,000 that one file may hold
READ_AT_ONCE = 2_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
LANGUAGES = (("vi", "vi"), ("en", "en"), ("x-default", "vi"))
STANDING = (
    "shop:home", "shop:products", "shop:cooperatives", "shop:ranking", "pages:sets", "pages:peoples",
    "pages:techniques", "pages:places", "pages:stories", "pages:help", "pages:policies",
)  # fmt: skip

Moment = date | datetime | None
Entry = tuple[str, Moment]  # path of the Vietnamese page, last change


@dataclass(frozen=True)
class Section:
    """`number` parts it where it is `found`; its rows are those of `entries`."""

    found: Callable[[], QuerySet[Any]] | None
    changed: str
    entries: Callable[[QuerySet[Any]], Iterable[Entry]]


def index() -> Iterator[str]:
    yield f'{HEAD}<sitemapindex xmlns="{SCHEMA}">'
    for name, section in SECTIONS.items():
        for part, changed in _parts(section):
            number = "" if part is None else f"-{part}"
            url = absolute(reverse("seo:section", args=(f"{name}{number}",)))
            yield f"<sitemap><loc>{escape(url)}</loc>{_lastmod(changed)}</sitemap>"
    yield "</sitemapindex>\n"


def _parts(section: Section) -> Iterable[tuple[int | None, Moment]]:
    if section.found is None:
        return [(None, None)]
    part = ExpressionWrapper(F("pk") / SPAN, output_field=IntegerField())
    rows = section.found().order_by().annotate(part=part).values("part").annotate(last=Max(section.changed))
    return list(rows.order_by("part").values_list("part", "last"))


def part_of(name: str) -> Iterator[str] | None:
    """None for a name that the index never says."""
    kind, _dash, number = name.partition("-")
    section = SECTIONS.get(kind)
    if section is None or bool(number) is (section.found is None):
        return None
    if section.found is None:
        return _written(section.entries(People.objects.none()))
    first = int(number) * SPAN
    rows = section.found().filter(pk__gte=first, pk__lt=first + SPAN)
    return _written(section.entries(rows)) if rows.exists() else None


def _written(entries: Iterable[Entry]) -> Iterator[str]:
    """A piece for each page in both languages."""
    yield f'{HEAD}<urlset xmlns="{SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    for path, changed in entries:
        address, when = Address(escape(path)), _lastmod(changed)
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{name}" href="{address.url(spoken)}"/>'
            for name, spoken in LANGUAGES
        )
        yield "".join(f"<url><loc>{address.url(spoken)}</loc>{when}{others}</url>" for spoken in ("vi", "en"))
    yield "</urlset>\n"


def _lastmod(changed: Moment) -> str:
    if changed is None:
        return ""
    if isinstance(changed, datetime):
        return f"<lastmod>{changed.astimezone(clock.VIETNAM).isoformat(timespec='seconds')}</lastmod>"
    return f"<lastmod>{changed.isoformat()}</lastmod>"


def _goods(rows: QuerySet[Any]) -> Iterator[Entry]:
    """The address is asked for once: ten thousand times is most of the work."""
    with translation.override("vi"):
        before, after = product_url("0", 0).split("0-0")
    found = rows.order_by("pk").values_list("product__slug", "product_id", "changed_at")
    for slug, product_id, changed in found.iterator(chunk_size=READ_AT_ONCE):
        yield f"{before}{slug or '-'}-{product_id}{after}", changed


def _sellers(rows: QuerySet[Any]) -> Iterator[Entry]:
    """A stall changes with its goods."""
    found = rows.order_by("pk").annotate(last=Max("listings__changed_at")).values_list("slug", "last")
    for slug, changed in found.iterator(chunk_size=READ_AT_ONCE):
        yield _path("shop:cooperative", slug), changed


def _certificates(rows: QuerySet[Any]) -> Iterator[Entry]:
    for code, decided in rows.order_by("pk").values_list("code", "decision_date").iterator(chunk_size=READ_AT_ONCE):
        yield _path("shop:certificate", code), decided


def _shelves(_rows: QuerySet[Any]) -> Iterator[Entry]:
    yield from ((_path("shop:category", path), None) for path in labels.shelves())


def _pages(_rows: QuerySet[Any]) -> Iterator[Entry]:
    yield from ((_path(name), None) for name in STANDING)
    for story in stories(on=clock.today()):
        yield _path("pages:story", story.slug), story.published_on
    for kind, name in ((DocumentKind.HELP, "pages:help_page"), (DocumentKind.POLICY, "pages:policy")):
        for version in documents(kind, on=clock.today()):
            yield _path(name, version.document.slug), version.valid_from
    yield from ((path, None) for path in _told())


def _told() -> list[str]:
    """Landing pages: of sets and peoples all, of places those that goods come from."""
    communes = Commune.objects.filter(pk__in=listings_on_show().values("origin_commune")).select_related("province")
    with translation.override("vi"):
        sets = [telling.set_url(found.number) for found in current_sets()]
        peoples = [telling.people_url(found.slug) for found in People.objects.order_by("slug")]
        provinces = [telling.province_url(code) for code in labels.provinces()]
        return [*sets, *peoples, *provinces, *(telling.commune_url(commune) for commune in communes.order_by("pk"))]


def _path(name: str, *parts: str) -> str:
    """Streams are drawn outside the request's language."""
    with translation.override("vi"):
        return reverse(name, args=parts)


SECTIONS = {
    "goods": Section(listings_on_show, "changed_at", _goods),
    "cooperatives": Section(sellers_on_show, "listings__changed_at", _sellers),
    "certificates": Section(lambda: valid_certificates(on=clock.today()), "decision_date", _certificates),
    "shelves": Section(None, "", _shelves),
    "pages": Section(None, "", _pages),
}
