from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.content.enums import DocumentKind, Subject


class Landing(models.Model):
    """The short text at the head of the page of a set, a people, a technique or a province."""

    subject = models.CharField(max_length=10, choices=Subject.choices)
    key = models.CharField(max_length=20)
    text_vi = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"))

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="landing_once", fields=["subject", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"


class Story(models.Model):
    """Told in the marks of `content.markup`; its picture is one drawn for the listing that stands first."""

    slug = models.SlugField(max_length=80, unique=True)
    title_vi = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    lead_vi = models.CharField(_("in one sentence"), max_length=240)
    lead_en = models.CharField(_("in one sentence, in English"), max_length=240)
    body_vi = models.TextField(_("story"))
    body_en = models.TextField(_("story in English"))
    published_on = models.DateField(_("published on"))

    class Meta:
        verbose_name_plural = "stories"
        ordering: ClassVar[list[str]] = ["-published_on", "slug"]

    def __str__(self) -> str:
        return self.title_vi


class StoryTopic(models.Model):
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="topics")
    subject = models.CharField(max_length=10, choices=Subject.choices)
    key = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="story_topic_once", fields=["subject", "key", "story"]),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"


class StoryGood(models.Model):
    """A listing that the story speaks of."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="goods")
    listing = models.ForeignKey("listings.Listing", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="story_good_position", fields=["story", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.listing_id}"


class Document(models.Model):
    """A help page, or one of the 13 public policies (Decree 248/2026, art. 4 to 16); `article` is that of a policy."""

    kind = models.CharField(max_length=8, choices=DocumentKind.choices)
    slug = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    article = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="document_slug", fields=["kind", "slug"]),
            models.CheckConstraint(
                name="document_policies_have_an_article",
                condition=Q(kind=DocumentKind.POLICY, article__isnull=False)
                | Q(kind=DocumentKind.HELP, article__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class DocumentVersion(models.Model):
    """Applies from its day to the day before the next one's; what has applied is never rewritten on a living floor."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    valid_from = models.DateField(_("valid from"))
    title_vi = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    body_vi = models.TextField(_("text"))
    body_en = models.TextField(_("text in English"))

    class Meta:
        ordering: ClassVar[list[str]] = ["document", "-valid_from"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="document_version_day", fields=["document", "valid_from"]),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.valid_from}"
