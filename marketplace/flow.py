"""The house on one page: which step follows which event, in order, in the transaction of the event."""

from collections.abc import Mapping, Sequence

from marketplace.core.events import Event, Step
from marketplace.fulfilment.events import (
    ConsignmentConfirmed,
    ConsignmentDelivered,
    ConsignmentPacked,
    ConsignmentShipped,
)
from marketplace.listings import notices as listing_notices
from marketplace.listings.events import ChangesAsked, ListingApproved, ListingChanged, ListingSubmitted
from marketplace.notices import jobs as notice_jobs
from marketplace.orders import notices as order_notices
from marketplace.orders.events import ConsignmentReversed, ConsignmentSettled, OrderPlaced
from marketplace.orders.services import settling
from marketplace.payments.events import ShareSettled
from marketplace.reporting import services as facts
from marketplace.search import jobs as search_jobs
from marketplace.search import services as search

FLOW: Mapping[type[Event], Sequence[Step]] = {
    ListingChanged: [search.mark_listing_changed, search_jobs.enqueue_drain],
    ListingSubmitted: [],
    ListingApproved: [listing_notices.tell_seller_approved, notice_jobs.enqueue_sending],
    ChangesAsked: [listing_notices.tell_seller_changes, notice_jobs.enqueue_sending],
    OrderPlaced: [order_notices.tell_buyer_placed, notice_jobs.enqueue_sending],
    ShareSettled: [settling.settle_share],
    ConsignmentSettled: [facts.record_sold, order_notices.tell_seller_new, notice_jobs.enqueue_sending],
    ConsignmentConfirmed: [settling.follow_step],
    ConsignmentPacked: [settling.follow_step],
    ConsignmentShipped: [settling.follow_step, order_notices.tell_buyer_shipped, notice_jobs.enqueue_sending],
    ConsignmentDelivered: [settling.follow_step, facts.record_delivered],
    ConsignmentReversed: [
        settling.follow_reversal,
        facts.record_reversed,
        order_notices.tell_buyer_reversed,
        notice_jobs.enqueue_sending,
    ],
}
