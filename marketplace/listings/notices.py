"""What a cooperative's members are told of their listings. Steps of the flow."""

from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Membership
from marketplace.listings.events import ChangesAsked, ListingApproved
from marketplace.listings.models import Listing
from marketplace.notices.services import To, tell


def tell_seller_approved(event: ListingApproved) -> None:
    listing = Listing.objects.get(pk=event.listing_id)
    for member in _keepers(listing):
        with translation.override(member.user.language):
            tell(
                to=To(user=member.user, language=member.user.language),
                kind="listing.approved",
                subject=_("“%(title)s” is on sale") % {"title": listing.title_vi},
                body=_("An officer of the alliance approved it. It stands in the shop now."),
                link=f"/portal/listings/{listing.pk}/",
            )


def tell_seller_changes(event: ChangesAsked) -> None:
    listing = Listing.objects.get(pk=event.listing_id)
    for member in _keepers(listing):
        with translation.override(member.user.language):
            tell(
                to=To(user=member.user, language=member.user.language),
                kind="listing.changes_asked",
                subject=_("Please change “%(title)s”") % {"title": listing.title_vi},
                body=listing.officer_note,
                link=f"/portal/listings/{listing.pk}/",
            )


def _keepers(listing: Listing) -> list[Membership]:
    """Owners and managers; packers have no listings to keep."""
    members = Membership.objects.filter(cooperative=listing.cooperative_id).exclude(role=Role.PACKER)
    return list(members.select_related("user"))
