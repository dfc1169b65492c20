"""Help pages and policies; of policies every version stays readable at its own address."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.content.enums import DocumentKind
from marketplace.content.queries import documents, reading
from marketplace.core import clock
from marketplace.storefront.shelves.results import Link
from marketplace.web.templatetags.market import in_language

ADDRESSES = {DocumentKind.POLICY: "pages:policy", DocumentKind.HELP: "pages:help_page"}


def listed(kind: DocumentKind) -> dict[str, Any]:
    return {"documents": [_link(kind, version) for version in documents(kind, on=clock.today())]}


def _link(kind: DocumentKind, version: Any, *, current: str = "") -> Link:
    slug = version.document.slug
    return Link(in_language(version, "title"), reverse(ADDRESSES[kind], args=(slug,)), slug == current)


def document(kind: DocumentKind, slug: str, valid_from: date | None = None) -> dict[str, Any] | None:
    found = reading(kind, slug, on=clock.today(), valid_from=valid_from)
    if found is None:
        return None
    is_policy = kind is DocumentKind.POLICY
    return {
        "document": found.document,
        "version": found.version,
        "until": found.until,
        "is_old": found.until is not None and found.until < clock.today(),
        "is_to_come": found.version.valid_from > clock.today(),
        "is_policy": is_policy,
        "others": [(other, reverse("pages:policy_version", args=(slug, other.valid_from))) for other in found.others]
        if is_policy
        else [],
        "siblings": [_link(kind, version, current=slug) for version in documents(kind, on=clock.today())],
        "crumbs": [
            Link(_("Policies") if is_policy else _("Help"), reverse("pages:policies" if is_policy else "pages:help"))
        ],
    }
