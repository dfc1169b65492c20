"""What people keep an eye on: one list for an account, or for a browser until it signs in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.core import clock
from marketplace.core.errors import DomainError
from marketplace.listings.models import Favourite, FavouriteList, Listing

MOST = 200
GUEST_DAYS = 365  # after the last change a browser's list goes


@dataclass(frozen=True)
class Keeper:
    """Whose list: an account's, or that of the browser with this key. With neither there is none to look at."""

    user_id: int | None = None
    guest_key: str = ""

    @property
    def owner(self) -> dict[str, object]:
        if self.user_id is not None:
            return {"user_id": self.user_id}
        return {"guest_hash": hashlib.sha256(self.guest_key.encode()).hexdigest()} if self.guest_key else {}


def list_of(keeper: Keeper) -> FavouriteList | None:
    return FavouriteList.objects.filter(**keeper.owner).first() if keeper.owner else None


@transaction.atomic
def keep(*, keeper: Keeper, listing: Listing) -> bool:
    """Put a listing on the list; False when it was there. Locks the list. Raises DomainError when it is full."""
    own = _opened(keeper)
    if own.favourites.filter(listing=listing).exists():
        return False
    if own.favourites.count() >= MOST:
        raise DomainError(
            _("A list holds %(most)d goods. Take out what you no longer need, then go on.") % {"most": MOST}
        )
    Favourite.objects.create(favourite_list=own, listing=listing, added_at=clock.now())
    return True


@transaction.atomic
def drop(*, keeper: Keeper, listing_id: int) -> bool:
    """Take a listing off the list; False when it was not there."""
    own = list_of(keeper)
    if own is None:
        return False
    _touch(own)
    count, _by_model = Favourite.objects.filter(favourite_list=own, listing=listing_id).delete()
    return bool(count)


@transaction.atomic
def join(*, guest: Keeper, user_id: int) -> int:
    """Signing in: what the browser kept is on the account's list now, the newest first as far as there is room.

    Returns how many the account's list holds. The browser's own list is gone, and its shared link with it.
    """
    theirs = list_of(guest)
    account = Keeper(user_id=user_id)
    if theirs is None:
        return Favourite.objects.filter(favourite_list__user=user_id).count()
    own = _opened(account)
    known = set(own.favourites.values_list("listing_id", flat=True))
    new = [row for row in theirs.favourites.order_by("-added_at", "-pk") if row.listing_id not in known]
    moved = new[: MOST - len(known)]
    Favourite.objects.bulk_create(
        Favourite(favourite_list=own, listing_id=row.listing_id, added_at=row.added_at) for row in moved
    )
    theirs.delete()
    return len(known) + len(moved)


@transaction.atomic
def share(*, keeper: Keeper) -> str:
    """The token of the link that shows the list to whoever has it; the same one until it is revoked."""
    own = _opened(keeper)
    if own.share_token is None:
        own.share_token = secrets.token_urlsafe(18)
        own.save(update_fields=["share_token"])
    return own.share_token


@transaction.atomic
def revoke_share(*, keeper: Keeper) -> None:
    """The link leads nowhere from now on; a later one is another."""
    own = list_of(keeper)
    if own is not None:
        FavouriteList.objects.filter(pk=own.pk).update(share_token=None, used_at=clock.now())


@transaction.atomic
def forget_unused_lists() -> int:
    """Lists of browsers that nobody changed for a year; returns how many went."""
    old = FavouriteList.objects.filter(user=None, used_at__lt=clock.now() - timedelta(days=GUEST_DAYS))
    count = old.count()
    old.delete()
    return count


def _opened(keeper: Keeper) -> FavouriteList:
    """The list, made where there is none, locked until the transaction ends."""
    if not keeper.owner:
        raise ValueError("nobody keeps this list")
    own, _is_new = FavouriteList.objects.get_or_create(**keeper.owner, defaults={"used_at": clock.now()})
    _touch(own)
    return own


def _touch(own: FavouriteList) -> None:
    """The UPDATE locks the row as well: two tabs add one after the other."""
    own.used_at = clock.now()
    FavouriteList.objects.filter(pk=own.pk).update(used_at=own.used_at)
