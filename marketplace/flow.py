"""The house on one page: which step follows which event, in order, in the transaction of the event."""

from collections.abc import Mapping, Sequence

from marketplace.certification.events import CertificateChanged
from marketplace.cooperatives.events import SellerChanged
from marketplace.core.events import Event, Step
from marketplace.fulfilment.events import (
    ConsignmentConfirmed,
    ConsignmentDelivered,
    ConsignmentPacked,
    ConsignmentShipped,
)
from marketplace.listings import jobs as listing_jobs
from marketplace.listings import notices as listing_notices
from marketplace.listings.events import (
    ChangesAsked,
    GoodsCameBack,
    ListingApproved,
    ListingChanged,
    ListingSubmitted,
    PopularityChanged,
    StockAlertAsked,
)
from marketplace.notices import jobs as notice_jobs
from marketplace.orders import notices as order_notices
from marketplace.orders.events import ConsignmentReversed, ConsignmentSettled, OrderPlaced
from marketplace.orders.services import settling
from marketplace.payments.events import ShareSettled
from marketplace.reporting import services as facts
from marketplace.search import jobs as search_jobs
from marketplace.search import services as search

FLOW: Mapping[type[Event], Sequence[Step]] = {
    ListingChanged: [search.mark_changed_listings, search_jobs.enqueue_drain, listing_jobs.enqueue_telling],
    PopularityChanged: [search.mark_popularity_changed, search_jobs.enqueue_drain],
    CertificateChanged: [search.mark_certificate_changed, search_jobs.enqueue_drain],
    SellerChanged: [search.mark_seller_changed, search_jobs.enqueue_drain],
    ListingSubmitted: [],
    ListingApproved: [listing_notices.tell_seller_approved, notice_jobs.enqueue_sending],
    ChangesAsked: [listing_notices.tell_seller_changes, notice_jobs.enqueue_sending],
    StockAlertAsked: [listing_notices.tell_alert_is_set, notice_jobs.enqueue_sending],
    GoodsCameBack: [listing_notices.tell_goods_are_back, notice_jobs.enqueue_sending],
    OrderPlaced: [order_notices.tell_buyer_placed, notice_jobs.enqueue_sending],
    ShareSettled: [settling.settle_shares],
    ConsignmentSettled: [
        facts.record_sold,
        facts.count_buyers,
        order_notices.tell_sellers_new,
        notice_jobs.enqueue_sending,
    ],
    ConsignmentConfirmed: [settling.follow_step],
    ConsignmentPacked: [settling.follow_step],
    ConsignmentShipped: [settling.follow_step, order_notices.tell_buyer_shipped, notice_jobs.enqueue_sending],
    ConsignmentDelivered: [settling.follow_step, facts.record_delivered],
    ConsignmentReversed: [
        settling.follow_reversal,
        facts.record_reversed,
        facts.count_buyers,
        order_notices.tell_buyer_reversed,
        notice_jobs.enqueue_sending,
    ],
}
