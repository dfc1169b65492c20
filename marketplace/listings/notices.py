"""What a cooperative's members are told of their listings, and buyers who wait for goods. Steps of the flow."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from marketplace.cooperatives.enums import Role
from marketplace.cooperatives.models import Membership
from marketplace.listings.events import ChangesAsked, GoodsCameBack, ListingApproved, StockAlertAsked
from marketplace.listings.models import Listing, StockAlert
from marketplace.listings.queries import offers
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


def tell_alert_is_set(event: StockAlertAsked) -> None:
    alert = _alert(event.alert_id)
    with translation.override(alert.language):
        tell(
            to=_waiting(alert),
            kind="listing.alert_set",
            subject=_("We tell you when “%(title)s” is back") % {"title": _title(alert)},
            body=_("You get one message when it can be ordered again. If you no longer want it, end it here:"),
            link=_stop_path(alert),
        )


def tell_goods_are_back(event: GoodsCameBack) -> None:
    alert = _alert(event.alert_id)
    with translation.override(alert.language):
        tell(
            to=_waiting(alert),
            kind="listing.back_in_stock",
            subject=_("“%(title)s” can be ordered again") % {"title": _title(alert)},
            body=_(
                "You asked us to tell you. This is the only message about it, and we keep your address for it no "
                "longer. End all other messages of this kind: %(stop)s"
            )
            % {"stop": f"{settings.SITE_URL}{_stop_path(alert)}"},
            link=_product_path(alert),
        )


def _alert(alert_id: int) -> StockAlert:
    return StockAlert.objects.select_related("user", "product__parent").get(pk=alert_id)


def _waiting(alert: StockAlert) -> To:
    is_mail = "@" in alert.contact
    return To(
        user=alert.user,
        email=alert.contact if is_mail else "",
        phone="" if is_mail else alert.contact,
        language=alert.language,
    )


def _title(alert: StockAlert) -> str:
    offer = offers(products=[alert.product_id]).get(alert.product_id)
    return offer.title(alert.language) if offer else alert.product.get_title()


def _product_path(alert: StockAlert) -> str:
    product = alert.product.parent or alert.product
    return f"{_top(alert)}/product/{product.slug or '-'}-{product.pk}/"


def _stop_path(alert: StockAlert) -> str:
    return f"{_top(alert)}/alerts/stop/{alert.contact_key}/"


def _top(alert: StockAlert) -> str:
    return "/en" if alert.language == "en" else ""


def _keepers(listing: Listing) -> list[Membership]:
    """Owners and managers; packers have no listings to keep."""
    members = Membership.objects.filter(cooperative=listing.cooperative_id).exclude(role=Role.PACKER)
    return list(members.select_related("user"))
