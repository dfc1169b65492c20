"""An officer decides on listings that were sent in."""

import pytest
from django.urls import reverse

from marketplace.cooperatives.enums import SellerStatus
from marketplace.core.models import AuditRecord
from marketplace.listings.enums import ListingState
from marketplace.listings.models import Listing
from marketplace.listings.queries import live_listings
from marketplace.listings.services.catalogue import change_price
from marketplace.search.models import OutboxEntry
from tests.factories.catalogue import make_rule, stock_record
from tests.factories.reporting import signed_in
from tests.integration.office.conftest import waiting


def decide(client, listing, name="approve", seen=None, **data):
    listing.refresh_from_db()
    seen = seen or listing.changed_at.isoformat()
    return client.post(reverse(f"office:{name}", args=[listing.pk]), {"seen": seen, **data}, follow=True)


@pytest.mark.parametrize("who", ["national", "province"])
def test_approving_puts_a_listing_on_sale_and_leaves_a_record(house, who):
    make_rule()
    OutboxEntry.objects.all().delete()
    response = decide(signed_in(house.people[who]), house.waiting)
    assert response.redirect_chain == [(reverse("office:listings"), 302)]
    listing = Listing.objects.get(pk=house.waiting.pk)
    assert listing.state == ListingState.LIVE
    assert listing.live_since is not None
    assert live_listings().filter(pk=listing.pk).exists()
    assert OutboxEntry.objects.filter(listing_id=listing.pk).exists()
    record = AuditRecord.objects.get(action="listing.live", target_id=str(listing.pk))
    assert (record.actor, record.before, record.after) == (
        house.people[who], {"state": "submitted"}, {"state": "live"}
    )  # fmt: skip


def test_asking_for_changes_gives_the_reasons_in_vietnamese(house):
    client = signed_in(house.people["national"])
    response = decide(client, house.waiting, "ask-changes", reasons=["picture", "price"], note="Chụp lại ban ngày.")
    assert response.redirect_chain == [(reverse("office:listings"), 302)]
    listing = Listing.objects.get(pk=house.waiting.pk)
    assert listing.state == ListingState.CHANGES_ASKED
    first, second, own = listing.officer_note.splitlines()
    assert first.startswith("- ")
    assert second.startswith("- ")
    assert own == "Chụp lại ban ngày."
    assert AuditRecord.objects.filter(action="listing.changes_asked", target_id=str(listing.pk)).count() == 1
    assert "Chụp lại ban ngày." in client.get(reverse("office:listing", args=[listing.pk])).content.decode()


def test_changes_need_a_reason_or_words(house):
    client = signed_in(house.people["national"])
    response = decide(client, house.waiting, "ask-changes", note="   ")
    assert response.status_code == 400
    assert response.context["form"].non_field_errors()
    assert Listing.objects.get(pk=house.waiting.pk).state == ListingState.SUBMITTED


def test_only_what_was_seen_is_decided_on(house):
    make_rule()
    client = signed_in(house.people["national"])
    house.waiting.refresh_from_db()
    seen = house.waiting.changed_at.isoformat()
    Listing.objects.filter(pk=house.waiting.pk).update(title_vi="Khác", changed_at=date_later(house.waiting.changed_at))
    for name in ("approve", "ask-changes"):
        response = decide(client, house.waiting, name, seen=seen, note="x")
        assert response.redirect_chain == [(reverse("office:listing", args=[house.waiting.pk]), 302)]
        assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Listing.objects.get(pk=house.waiting.pk).state == ListingState.SUBMITTED


def date_later(moment):
    return moment.replace(microsecond=(moment.microsecond + 1) % 1_000_000)


def test_a_second_decision_is_refused_in_words(house):
    make_rule()
    client = signed_in(house.people["national"])
    decide(client, house.waiting)
    response = decide(client, house.waiting)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert AuditRecord.objects.filter(action="listing.live", target_id=str(house.waiting.pk)).count() == 1


@pytest.mark.parametrize(
    ("rule", "status"),
    [
        (None, SellerStatus.APPROVED),
        ({"kinds_allowed": ["enterprise"]}, SellerStatus.APPROVED),
        ({"min_age": 19}, SellerStatus.APPROVED),
        ({}, SellerStatus.SUSPENDED),
    ],
)
def test_what_may_not_be_sold_cannot_be_approved(house, rule, status):
    if rule is not None:
        make_rule(**rule)
    house.seller.status = status
    house.seller.save()
    client = signed_in(house.people["national"])
    page = client.get(reverse("office:listing", args=[house.waiting.pk])).content.decode()
    assert reverse("office:approve", args=[house.waiting.pk]) not in page
    assert reverse("office:ask-changes", args=[house.waiting.pk]) in page
    response = decide(client, house.waiting)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert Listing.objects.get(pk=house.waiting.pk).state == ListingState.SUBMITTED


@pytest.mark.parametrize("rule", [{"min_age": 18}, {"cashless_only": True}])
def test_what_waits_behind_the_age_question_may_be_approved(house, rule):
    """Who may see it is asked at the door of the shop; how it may be paid, at the order."""
    make_rule(**rule)
    client = signed_in(house.people["national"])
    response = decide(client, house.waiting)
    assert [message.level_tag for message in response.context["messages"]] == ["success"]
    assert Listing.objects.get(pk=house.waiting.pk).state == ListingState.LIVE


def test_a_reading_officer_sees_everything_but_the_buttons(house):
    make_rule()
    page = signed_in(house.people["reader"]).get(reverse("office:listing", args=[house.waiting.pk])).content.decode()
    assert house.waiting.title_vi in page
    assert house.seller.registration_number in page
    assert "<form" not in page.split("<main", 1)[1]


def test_drafts_are_the_sellers_own(house):
    Listing.objects.filter(pk=house.waiting.pk).update(state=ListingState.DRAFT)
    client = signed_in(house.people["national"])
    assert client.get(reverse("office:listing", args=[house.waiting.pk])).status_code == 404
    assert client.get(reverse("office:listings"), {"state": "draft"}).context["form"].errors


def test_the_oldest_stands_first_and_the_queue_has_pages(house):
    last = waiting(house.seller)
    Listing.objects.filter(pk=last.pk).update(submitted_at=date_before(last.submitted_at))
    client = signed_in(house.people["national"])
    rows = client.get(reverse("office:listings")).context["rows"]
    assert [listing.pk for listing in rows] == [last.pk, house.waiting.pk, house.next_door.pk]
    found = client.get(reverse("office:listings"), {"q": "lung tam"}).context["rows"]
    assert {listing.pk for listing in found} == {last.pk, house.waiting.pk}
    assert client.get(reverse("office:listings"), {"page": "999"}).status_code == 200


def date_before(moment):
    return moment.replace(year=moment.year - 1)


def test_a_new_price_does_not_take_a_decision_away(house):
    """The price is part of what was seen only as long as it changes the listing itself."""
    make_rule()
    client = signed_in(house.people["national"])
    change_price(stock_record_id=stock_record(house.waiting).pk, price=5_000)
    decide(client, house.waiting)
    assert Listing.objects.get(pk=house.waiting.pk).state == ListingState.LIVE
