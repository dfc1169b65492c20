"""What is bought by eye, in templates."""

from collections.abc import Sequence

from django import template

from marketplace.listings.models import Listing, ListingPicture
from marketplace.storefront.shelves import patterns

register = template.Library()


@register.simple_tag
def patterns_like(listing: Listing, pictures: Sequence[ListingPicture]) -> patterns.Alike | None:
    return patterns.alike(listing, pictures)
