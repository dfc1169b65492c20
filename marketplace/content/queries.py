from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from marketplace.content.enums import DocumentKind, Subject
from marketplace.content.models import Document, DocumentVersion, Landing, Story


@dataclass(frozen=True)
class Reading:
    """A document as it applies on one day; `until` is the last day of a version that another one followed."""

    document: Document
    version: DocumentVersion
    until: date | None
    others: tuple[DocumentVersion, ...]


def landing(subject: Subject, key: str) -> Landing | None:
    return Landing.objects.filter(subject=subject, key=key).first()


def stories(*, on: date) -> QuerySet[Story]:
    """Those that may be read, newest first."""
    return Story.objects.filter(published_on__lte=on)


def stories_about(subject: Subject, key: str, *, on: date) -> QuerySet[Story]:
    return stories(on=on).filter(topics__subject=subject, topics__key=key)


def documents(kind: DocumentKind, *, on: date) -> list[DocumentVersion]:
    """The version in force of each document, in their order; one statement."""
    rows = DocumentVersion.objects.filter(document__kind=kind, valid_from__lte=on).select_related("document")
    found: dict[int, DocumentVersion] = {}
    for row in rows.order_by("document__position", "-valid_from"):
        found.setdefault(row.document_id, row)
    return list(found.values())


def reading(kind: DocumentKind, slug: str, *, on: date, valid_from: date | None = None) -> Reading | None:
    """The version in force, or the one that began on `valid_from`; what applies later may be read before its day."""
    versions = list(
        DocumentVersion.objects.filter(document__kind=kind, document__slug=slug)
        .select_related("document")
        .order_by("-valid_from")
    )
    if valid_from is None:
        at = next((i for i, version in enumerate(versions) if version.valid_from <= on), None)
    else:
        at = next((i for i, version in enumerate(versions) if version.valid_from == valid_from), None)
    if at is None:
        return None
    version = versions[at]
    until = date.fromordinal(versions[at - 1].valid_from.toordinal() - 1) if at else None
    return Reading(version.document, version, until, tuple(other for other in versions if other != version))
