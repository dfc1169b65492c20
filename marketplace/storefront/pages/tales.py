"""Stories: a list, one story, and those about something."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from marketplace.content.enums import Subject
from marketplace.content.models import Story, StoryGood, StoryTopic
from marketplace.content.queries import stories, stories_about
from marketplace.core import clock
from marketplace.listings.enums import Technique
from marketplace.listings.models import ListingPicture
from marketplace.search.interface import SearchQuery
from marketplace.storefront.pages.addresses import people_url, province_url, set_url, technique_url
from marketplace.storefront.shelves.goods import Good, goods_of
from marketplace.storefront.shelves.results import Link, found
from marketplace.web.shelves import labels
from marketplace.web.templatetags.market import in_language, language

SHOWN = 3
NAMES = {Subject.PEOPLE: labels.peoples, Subject.PROVINCE: labels.provinces, Subject.SET: labels.sets}
URLS: dict[Subject, Callable[[str], str]] = {
    Subject.PEOPLE: people_url,
    Subject.TECHNIQUE: technique_url,
    Subject.PROVINCE: province_url,
    Subject.SET: set_url,
}


@dataclass(frozen=True)
class Tale:
    """A story on its card; `picture_key` is empty where its goods have no picture."""

    title: str
    lead: str
    url: str
    picture_key: str


def tales(chosen: QuerySet[Story]) -> list[Tale]:
    """One statement, however many. The picture is the first one of the first good."""
    first = StoryGood.objects.filter(story=OuterRef("pk")).order_by("position").values("listing")[:1]
    pictures = ListingPicture.objects.filter(listing=OuterRef("first_good"), position=0)
    key = Subquery(pictures.values("picture__key")[:1])
    rows = chosen.defer("body_vi", "body_en").annotate(first_good=Subquery(first)).annotate(picture_key=key)
    return [_tale(row, getattr(row, "picture_key", None)) for row in rows]


def _tale(row: Story, picture_key: UUID | None) -> Tale:
    address = reverse("pages:story", args=(row.slug,))
    return Tale(in_language(row, "title"), in_language(row, "lead"), address, picture_key.hex if picture_key else "")


def told_about(subject: Subject, key: str) -> list[Tale]:
    return tales(stories_about(subject, key, on=clock.today())[:SHOWN])


def of_the_day(today: date, wanted: int) -> list[Tale]:
    """Another few each day, round and round."""
    told = tales(stories(on=today))
    start = today.toordinal() * wanted % max(len(told), 1)
    return (told[start:] + told[:start])[:wanted]


def all_tales() -> dict[str, Any]:
    return {"tales": tales(stories(on=clock.today()))}


def one(slug: str) -> Story | None:
    return stories(on=clock.today()).filter(slug=slug).first()


def tale(story: Story) -> dict[str, Any]:
    shown = list(story.goods.order_by("position"))
    return {
        "story": story,
        "picture": _picture(shown[0].listing_id) if shown else None,
        "links": _links(story),
        "goods": _goods([row.listing_id for row in shown]),
        "tales": tales(stories(on=clock.today()).exclude(pk=story.pk)[:3]),
        "crumbs": [Link(_("Stories"), reverse("pages:stories"))],
    }


def _goods(listing_ids: list[int]) -> list[Good]:
    """Those that stand on the shelves today, in the story's order; none while the engine does not answer."""
    if not listing_ids:
        return []
    page = found(
        SearchQuery(
            today=clock.today(),
            language=language(),
            exclude_restricted=True,
            listings=tuple(listing_ids),
            page_size=len(listing_ids),
        )
    )
    cards = {} if page.is_fallback else {card.listing_id: card for card in page.hits}
    return goods_of(cards[pk] for pk in listing_ids if pk in cards)


def _picture(listing_id: int) -> ListingPicture | None:
    return ListingPicture.objects.filter(listing=listing_id, position=0).select_related("picture").first()


def _links(story: Story) -> list[Link]:
    """Peoples, techniques, places and sets that the story is about."""
    found = ((_name_of(topic), URLS[Subject(topic.subject)](topic.key)) for topic in story.topics.order_by("pk"))
    return [Link(name, url) for name, url in found if name]


def _name_of(topic: StoryTopic) -> str:
    if topic.subject == Subject.TECHNIQUE:
        return technique_name(topic.key)
    return str(NAMES[Subject(topic.subject)]().get(topic.key, ""))


def technique_name(key: str) -> str:
    return str(Technique(key).label) if key in set(Technique) else ""
