"""Writing texts that somebody checked before: they come from the catalogue's files."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from marketplace.content.enums import DocumentKind, Subject
from marketplace.content.models import Document, DocumentVersion, Landing, Story, StoryGood, StoryTopic
from marketplace.core.text import normalise, normalise_lines
from marketplace.listings.models import Listing

TEXTS = ("title_vi", "title_en", "body_vi", "body_en")


class AlreadyInForce(Exception):
    """The version of that day has applied: buyers relied on it, so a change needs a version with a later day."""

    def __init__(self, valid_from: date) -> None:
        super().__init__(f"the version of {valid_from} has applied; add one with a later day")
        self.valid_from = valid_from


@transaction.atomic
def write_landing(*, subject: Subject, key: str, text_vi: str, text_en: str) -> Landing:
    texts = {"text_vi": normalise_lines(text_vi), "text_en": normalise_lines(text_en)}
    landing, _created = Landing.objects.update_or_create(subject=subject, key=key, defaults=texts)
    return landing


@transaction.atomic
def publish_story(
    *,
    slug: str,
    texts: Mapping[str, str],
    published_on: date,
    topics: Iterable[tuple[Subject, str]],
    goods: list[Listing],
) -> Story:
    """`texts` has title, lead and body in both languages."""
    values = {name: normalise_lines(text) for name, text in texts.items()} | {"published_on": published_on}
    story, _created = Story.objects.update_or_create(slug=slug, defaults=values)
    story.topics.all().delete()
    story.goods.all().delete()
    StoryTopic.objects.bulk_create(StoryTopic(story=story, subject=subject, key=key) for subject, key in topics)
    StoryGood.objects.bulk_create(
        StoryGood(story=story, listing=listing, position=position) for position, listing in enumerate(goods)
    )
    return story


@transaction.atomic
def publish_document(*, kind: DocumentKind, slug: str, position: int, article: int | None) -> Document:
    values = {"position": position, "article": article}
    document, _created = Document.objects.update_or_create(kind=kind, slug=slug, defaults=values)
    return document


@transaction.atomic
def publish_version(
    *, document: Document, valid_from: date, texts: Mapping[str, str], today: date, may_rewrite: bool = False
) -> DocumentVersion:
    """Raises AlreadyInForce for a policy that says something else since it began, unless `may_rewrite`."""
    values: dict[str, Any] = {name: normalise_lines(texts[name]) for name in TEXTS}
    values |= {name: normalise(values[name]) for name in ("title_vi", "title_en")}
    existing = DocumentVersion.objects.filter(document=document, valid_from=valid_from).first()
    if existing is None:
        return DocumentVersion.objects.create(document=document, valid_from=valid_from, **values)
    changed = {name: value for name, value in values.items() if getattr(existing, name) != value}
    has_applied = document.kind == DocumentKind.POLICY and valid_from <= today
    if changed and has_applied and not may_rewrite:
        raise AlreadyInForce(valid_from)
    for name, value in changed.items():
        setattr(existing, name, value)
    existing.save()
    return existing
