"""Brocade is bought by eye: other cloth with a pattern like this one."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from marketplace.core import clock
from marketplace.listings.models import Listing, ListingPicture
from marketplace.search.interface import SearchFailed, SearchUnavailable
from marketplace.search.services import similar
from marketplace.storefront.shelves import product as product_page
from marketplace.storefront.shelves.goods import Good, goods_of
from marketplace.web.pacing import paced
from marketplace.web.shared_pages import shared_page

ROW = 4
PAGE = 24

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Alike:
    """`url` is the page with more of them."""

    goods: list[Good]
    url: str


def alike(listing: Listing, pictures: Sequence[ListingPicture], *, wanted: int = ROW) -> Alike | None:
    """None for what is no cloth, and where nothing is like it; no statement beside those that brought the pictures."""
    pattern = pictures[0].picture.pattern if pictures and listing.making else ""
    try:
        cards = similar(pattern=pattern, leave_out=listing.pk, limit=wanted)
    except (SearchUnavailable, SearchFailed) as error:
        log.warning("no patterns to compare: %s", error)
        return None
    address = reverse("shop:patterns", args=(listing.product.slug or "-", listing.product_id))
    return Alike(goods_of(cards), address) if cards else None


@shared_page()
@require_safe
@paced
def patterns(request: HttpRequest, slug: str, product_id: str) -> HttpResponse:
    listing = product_page.shown_listing(int(product_id), on=clock.today())
    if listing is None or not listing.making:
        raise Http404
    address = reverse("shop:patterns", args=(listing.product.slug or "-", listing.product_id))
    if request.path != address:
        return redirect(address, permanent=True)
    return render(request, "storefront/patterns.html", _page(listing))


def _page(listing: Listing) -> dict[str, Any]:
    pictures = list(ListingPicture.objects.filter(listing=listing).select_related("picture").order_by("position")[:1])
    found = alike(listing, pictures, wanted=PAGE)
    return {
        "listing": listing,
        "shown": pictures[0] if pictures else None,
        "goods": found.goods if found else [],
        "product_url": product_page.address(listing),
    }
