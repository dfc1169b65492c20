"""Search documents without a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from marketplace.search.interface import ListingDocument

FIRST_DAY = datetime(2026, 1, 1, 3, tzinfo=UTC)


def make_document(listing_id: int, **values: Any) -> ListingDocument:
    """Listing 1 went live on the first day, listing 2 on the second, and so on."""
    price = values.pop("price", 100_000)
    defaults = {
        "product_id": 1000 + listing_id,
        "sellable_product_id": 1000 + listing_id,
        "slug": f"mon-{listing_id}",
        "title_vi": f"Món hàng {listing_id}",
        "cooperative_id": 1,
        "cooperative_slug": "suoi-may",
        "cooperative_name_vi": "HTX Suối Mây",
        "seller_kind": "cooperative",
        "province_code": "08",
        "province_name": "Tuyên Quang",
        "commune_code": "01025",
        "commune_name": "Lùng Tám",
        "set_number": 22,
        "shelf": "tho-cam/khan",
        "unit": "cái",
        "price_min": price,
        "price_max": price,
        "in_stock": True,
        "live_since": FIRST_DAY + timedelta(days=listing_id),
        "picture_key": f"{listing_id:032x}",
        "picture_width": 1200,
        "picture_height": 1200,
        "alt_vi": "Tranh vẽ",
    }
    return ListingDocument(listing_id=listing_id, **(defaults | values))
