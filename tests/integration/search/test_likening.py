"""More like this pattern, through the service."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.files.patterns import DEPTHS, DIGITS, distance, tokens
from marketplace.listings.facts import VariantFacts
from marketplace.listings.models import Listing, ListingPicture
from marketplace.search import services as search
from marketplace.search.documents import documents
from marketplace.search.interface import Card, SearchUnavailable
from marketplace.search.services import likening
from tests.factories.catalogue import make_listing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rule")]

FLAT = "8" * DIGITS


def bent(steps: int) -> str:
    return "a" * steps + FLAT[steps:]


def cloth(pattern: str, colours: dict[str, int] | None = None, **values: Any) -> Listing:
    """A hand-woven listing whose picture was looked at."""
    listing = make_listing(**{"making": "hand_woven", **values})
    shown = ListingPicture.objects.select_related("picture").get(listing=listing)
    shown.picture.pattern, shown.picture.colours = pattern, colours
    shown.picture.save()
    return listing


def similar(listing: Listing, pattern: str = FLAT, limit: int = 6) -> tuple[Card, ...]:
    return search.similar(pattern=pattern, leave_out=listing.pk, limit=limit)


def test_the_nearest_comes_first_and_itself_not_at_all() -> None:
    mine, far, near, other = cloth(FLAT), cloth(bent(7)), cloth(bent(1)), make_listing()
    search.rebuild()
    assert [card.listing_id for card in similar(mine)] == [near.pk, far.pk]
    assert other.pk not in {card.listing_id for card in similar(mine)}
    assert [card.listing_id for card in similar(mine, limit=1)] == [near.pk]


def test_it_asks_the_database_nothing() -> None:
    mine = cloth(FLAT)
    cloth(bent(1))
    search.rebuild()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert len(similar(mine)) == 1
    assert len(queries) == 0


def test_equals_stand_by_their_number() -> None:
    goods = [cloth(FLAT) for _number in range(4)]
    search.rebuild()
    assert [card.listing_id for card in similar(goods[1])] == [goods[0].pk, goods[2].pk, goods[3].pk]


def test_other_goods_have_neither_colour_nor_pattern() -> None:
    """Tea in a pack with a pattern is not brocade."""
    tea, scarf = cloth(FLAT, {"la": 900}, making=""), cloth(FLAT, {"la": 900, "do": 90})
    found = {document.listing_id: document for document in documents([tea.pk, scarf.pk])}
    assert (found[tea.pk].swatches, found[tea.pk].pattern) == ((), "")
    assert (found[scarf.pk].swatches, found[scarf.pk].pattern) == (("la",), FLAT)
    search.rebuild()
    assert similar(tea, pattern="") == ()


def test_a_variant_in_another_colour_is_found_by_it() -> None:
    """Near views of the same cloth add nothing, whatever lies beside it there."""
    sizes = tuple(VariantFacts(f"Màu {n}", f"Colour {n}", 90_000, 1, 100) for n in range(2))
    scarf = make_listing(making="hand_woven", pictures=3, variants=sizes)
    colours = ({"cham": 800, "nga": 200}, {"hong": 1000}, {"do": 880, "nga": 120})
    variants = (None, None, scarf.variants.get(position=1))
    shown = ListingPicture.objects.select_related("picture").filter(listing=scarf).order_by("position")
    for one, found, variant in zip(shown, colours, variants, strict=True):
        one.picture.colours, one.variant = found, variant
        one.picture.save()
        one.save()
    assert documents([scarf.pk])[0].swatches == ("cham", "nga", "do")


def test_what_must_not_be_shown_to_all_is_not_shown_here(rule: Any) -> None:
    mine = cloth(FLAT)
    cloth(bent(1))
    rule.advertised = False
    rule.save()
    search.rebuild()
    assert similar(mine) == ()


def test_the_second_question_is_only_asked_where_few_answer_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []
    engine = likening.engine()

    class Counting:
        def search(self, query: Any) -> Any:
            asked.append(query.pattern)
            return engine.search(query)

    monkeypatch.setattr(likening, "engine", Counting)
    mine, _other = cloth(FLAT), cloth(FLAT)
    search.rebuild()
    similar(mine)
    assert asked == [tokens(FLAT, (depth,)) for depth in DEPTHS]
    asked.clear()
    monkeypatch.setattr(likening, "LOOKED_AT", 1)
    similar(mine)
    assert asked == [tokens(FLAT, (DEPTHS[0],))]


def test_without_an_index_it_says_so() -> None:
    with pytest.raises(SearchUnavailable):
        search.similar(pattern=FLAT, leave_out=0, limit=6)


def test_distance_is_that_of_the_digits() -> None:
    assert distance(FLAT, bent(4)) == 4.0
    assert distance("0f" + FLAT[2:], "f0" + FLAT[2:]) == pytest.approx((15**2 * 2) ** 0.5)
