"""Lists of favourites: of accounts and of browsers, their limit, joining, sharing, forgetting."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from marketplace.accounts.models import User
from marketplace.core import clock
from marketplace.core.errors import DomainError
from marketplace.listings.models import Favourite, FavouriteList, Listing
from marketplace.listings.queries import favourites_in, shared_favourites
from marketplace.listings.services import favourites
from marketplace.listings.services.favourites import Keeper, drop, forget_unused_lists, join, keep, list_of, share
from tests.factories.catalogue import make_cooperative, make_listing
from tests.integration.orders.test_concurrency import at_once

pytestmark = pytest.mark.django_db
GUEST = Keeper(guest_key="a-key-of-this-browser")


@pytest.fixture
def user() -> User:
    return User.objects.create_user("lan@example.com", "sợi-lanh-chàm-9")


def kept_by(keeper: Keeper) -> list[int]:
    own = list_of(keeper)
    return [favourite.listing_id for favourite in favourites_in(own)] if own else []


def test_what_is_kept_stands_there_once_newest_first() -> None:
    first, second = make_listing(), make_listing()

    assert [keep(keeper=GUEST, listing=one) for one in (first, second, first)] == [True, True, False]

    assert kept_by(GUEST) == [second.pk, first.pk]


def test_the_key_of_a_browser_is_not_stored() -> None:
    keep(keeper=GUEST, listing=make_listing())

    own = FavouriteList.objects.get()
    assert (own.user_id, own.share_token) == (None, None)
    assert GUEST.guest_key not in (own.guest_hash or "")


def test_others_have_lists_of_their_own(user: User) -> None:
    listing = make_listing()
    keep(keeper=GUEST, listing=listing)

    assert kept_by(Keeper(guest_key="another")) == []
    assert kept_by(Keeper(user_id=user.pk)) == []
    assert kept_by(Keeper()) == []
    assert drop(keeper=Keeper(guest_key="another"), listing_id=listing.pk) is False
    assert kept_by(GUEST) == [listing.pk]


def test_taken_off_once() -> None:
    listing = make_listing()
    keep(keeper=GUEST, listing=listing)

    assert [drop(keeper=GUEST, listing_id=listing.pk) for _time in range(2)] == [True, False]
    assert kept_by(GUEST) == []


def test_a_list_ends_at_two_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(favourites, "MOST", 2)
    seller = make_cooperative()
    kept = [make_listing(seller), make_listing(seller)]
    for listing in kept:
        keep(keeper=GUEST, listing=listing)

    with pytest.raises(DomainError, match="2"):
        keep(keeper=GUEST, listing=make_listing(seller))

    assert keep(keeper=GUEST, listing=kept[0]) is False, "what is there already is no refusal"
    assert len(kept_by(GUEST)) == 2


@pytest.mark.engine
def test_two_hundred_holds_when_all_are_pressed_at_once(flushing: None, transactional_db: None) -> None:
    seller = make_cooperative()
    listings = [make_listing(seller) for _index in range(6)]
    own = FavouriteList.objects.create(guest_hash=GUEST.owner["guest_hash"], used_at=clock.now())
    others = Listing.objects.exclude(pk__in=[one.pk for one in listings])
    assert not others.exists()
    most = favourites.MOST
    favourites.MOST = 3
    try:

        def press(place: int) -> str:
            try:
                return str(keep(keeper=GUEST, listing=listings[place]))
            except DomainError:
                return "full"

        answers = at_once(6, press)
    finally:
        favourites.MOST = most

    assert sorted(answers) == ["True", "True", "True", "full", "full", "full"]
    assert Favourite.objects.filter(favourite_list=own).count() == 3


@pytest.mark.engine
def test_the_first_heart_pressed_twice_makes_one_list(flushing: None, transactional_db: None) -> None:
    listing = make_listing()

    answers = at_once(4, lambda _place: keep(keeper=GUEST, listing=listing))

    assert sorted(answers) == [False, False, False, True]
    assert FavouriteList.objects.count() == 1


def test_signing_in_brings_the_browsers_favourites_along(user: User) -> None:
    mine, both, theirs = make_listing(), make_listing(), make_listing()
    account = Keeper(user_id=user.pk)
    for listing in (mine, both):
        keep(keeper=account, listing=listing)
    for listing in (both, theirs):
        keep(keeper=GUEST, listing=listing)
    share(keeper=GUEST)

    assert join(guest=GUEST, user_id=user.pk) == 3

    assert sorted(kept_by(account)) == sorted([mine.pk, both.pk, theirs.pk])
    assert list_of(GUEST) is None
    assert FavouriteList.objects.get().share_token is None, "the browser's link does not open the account's list"


def test_joining_keeps_the_newest_where_room_is_short(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    seller = make_cooperative()
    mine, older, newer = (make_listing(seller) for _index in range(3))
    keep(keeper=Keeper(user_id=user.pk), listing=mine)
    for listing in (older, newer):
        keep(keeper=GUEST, listing=listing)
    monkeypatch.setattr(favourites, "MOST", 2)

    assert join(guest=GUEST, user_id=user.pk) == 2

    assert set(kept_by(Keeper(user_id=user.pk))) == {mine.pk, newer.pk}


def test_nothing_to_bring_along(user: User) -> None:
    assert join(guest=Keeper(), user_id=user.pk) == 0
    assert FavouriteList.objects.count() == 0


def test_a_link_works_until_it_is_taken_back_and_never_again() -> None:
    keep(keeper=GUEST, listing=make_listing())
    token = share(keeper=GUEST)
    assert share(keeper=GUEST) == token
    assert len(token) == 24
    assert shared_favourites(token) == list_of(GUEST)

    favourites.revoke_share(keeper=GUEST)

    assert shared_favourites(token) is None
    assert shared_favourites("") is None
    assert share(keeper=GUEST) != token


def test_a_list_has_one_owner(user: User) -> None:
    for owner in ({}, {"user": user, "guest_hash": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FavouriteList.objects.create(used_at=clock.now(), **owner)


def test_lists_of_browsers_go_after_a_year_those_of_accounts_stay(user: User) -> None:
    listing = make_listing()
    keep(keeper=GUEST, listing=listing)
    keep(keeper=Keeper(user_id=user.pk), listing=listing)
    with time_machine.travel(clock.now() + timedelta(days=364)):
        assert forget_unused_lists() == 0
    with time_machine.travel(clock.now() + timedelta(days=366)):
        assert forget_unused_lists() == 1
    assert [own.user_id for own in FavouriteList.objects.all()] == [user.pk]
