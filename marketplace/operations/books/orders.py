"""Orders, their consignments and lines, and the steps of both."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from marketplace.fulfilment.enums import State
from marketplace.operations.books.checking import Check, by_sql
from marketplace.orders.queries import derived_status

_TOTAL = """
WITH consigned AS (
    SELECT order_id, SUM(total) AS total, SUM(discount) AS discount FROM fulfilment_consignment GROUP BY order_id
), lined AS (
    SELECT order_id, SUM(line_price_before_discounts_incl_tax) AS goods FROM order_line GROUP BY order_id
)
SELECT 'order ' || o.number, 'total (sum of consignments)', COALESCE(c.total, 0), o.total_incl_tax
FROM order_order o
LEFT JOIN consigned c ON c.order_id = o.id
WHERE o.total_incl_tax <> COALESCE(c.total, 0)
UNION ALL
SELECT 'order ' || o.number, 'total (lines + shipping - discounts)',
    COALESCE(l.goods, 0) + o.shipping_incl_tax - COALESCE(c.discount, 0), o.total_incl_tax
FROM order_order o
LEFT JOIN consigned c ON c.order_id = o.id
LEFT JOIN lined l ON l.order_id = o.id
WHERE o.total_incl_tax <> COALESCE(l.goods, 0) + o.shipping_incl_tax - COALESCE(c.discount, 0)
ORDER BY 1, 2
"""

_GOODS = """
SELECT 'consignment ' || c.number, 'goods', COALESCE(SUM(l.amount), 0), c.goods_total
FROM fulfilment_consignment c
LEFT JOIN fulfilment_consignmentline l ON l.consignment_id = c.id
GROUP BY c.id, c.number, c.goods_total
HAVING COALESCE(SUM(l.amount), 0) <> c.goods_total
ORDER BY c.id
"""

_LINES = """
WITH line AS (
    SELECT o.id, o.order_id, o.partner_id, c.order_id AS consignment_order, s.partner_id AS seller_partner,
        c.cooperative_id, g.cooperative_id AS listing_seller, l.id AS consignment_line
    FROM order_line o
    LEFT JOIN fulfilment_consignmentline l ON l.order_line_id = o.id
    LEFT JOIN fulfilment_consignment c ON c.id = l.consignment_id
    LEFT JOIN cooperatives_cooperative s ON s.id = c.cooperative_id
    LEFT JOIN listings_listing g ON g.id = l.listing_id
)
SELECT 'order line ' || id, 'consignments', 1, 0 FROM line WHERE consignment_line IS NULL
UNION ALL
SELECT 'order line ' || id, 'order of its consignment', order_id, consignment_order
FROM line WHERE consignment_order <> order_id
UNION ALL
SELECT 'order line ' || id, 'partner', seller_partner, partner_id
FROM line WHERE consignment_line IS NOT NULL AND (partner_id IS NULL OR partner_id <> seller_partner)
UNION ALL
SELECT 'order line ' || id, 'cooperative of its listing', cooperative_id, listing_seller
FROM line WHERE listing_seller <> cooperative_id
ORDER BY 1, 2
"""

_LINE_FIGURES = """
WITH line AS (
    SELECT o.id, c.number, o.quantity, l.quantity AS consigned, o.unit_price_incl_tax AS unit_price,
        l.unit_price AS consigned_price, o.line_price_before_discounts_incl_tax AS amount, l.amount AS consigned_amount
    FROM order_line o
    JOIN fulfilment_consignmentline l ON l.order_line_id = o.id
    JOIN fulfilment_consignment c ON c.id = l.consignment_id
)
SELECT 'order line ' || id || ' of ' || number, 'quantity', consigned, quantity FROM line WHERE quantity <> consigned
UNION ALL
SELECT 'order line ' || id || ' of ' || number, 'unit price', consigned_price, unit_price
FROM line WHERE unit_price IS NULL OR unit_price <> consigned_price
UNION ALL
SELECT 'order line ' || id || ' of ' || number, 'amount', consigned_amount, amount
FROM line WHERE amount <> consigned_amount
ORDER BY 1, 2
"""

_STEPS = """
WITH stepped AS (
    SELECT c.id, c.number, c.state, c.settled_at, c.shipped_at, c.delivered_at,
        SUM(CASE WHEN s.state = c.state THEN 1 ELSE 0 END) AS here,
        SUM(CASE WHEN s.state = 'new' THEN 1 ELSE 0 END) AS settled,
        SUM(CASE WHEN s.state = 'shipped' THEN 1 ELSE 0 END) AS shipped,
        SUM(CASE WHEN s.state = 'delivered' THEN 1 ELSE 0 END) AS delivered
    FROM fulfilment_consignment c
    LEFT JOIN fulfilment_consignmentstep s ON s.consignment_id = c.id
    GROUP BY c.id, c.number, c.state, c.settled_at, c.shipped_at, c.delivered_at
)
SELECT 'consignment ' || number, 'steps to ' || state, 1, here FROM stepped WHERE here <> 1
UNION ALL
SELECT 'consignment ' || number, 'steps to new', CASE WHEN settled_at IS NULL THEN 0 ELSE 1 END, settled
FROM stepped WHERE state <> 'new' AND settled <> CASE WHEN settled_at IS NULL THEN 0 ELSE 1 END
UNION ALL
SELECT 'consignment ' || number, 'steps to shipped', CASE WHEN shipped_at IS NULL THEN 0 ELSE 1 END, shipped
FROM stepped WHERE state <> 'shipped' AND shipped <> CASE WHEN shipped_at IS NULL THEN 0 ELSE 1 END
UNION ALL
SELECT 'consignment ' || number, 'steps to delivered', CASE WHEN delivered_at IS NULL THEN 0 ELSE 1 END, delivered
FROM stepped WHERE state <> 'delivered' AND delivered <> CASE WHEN delivered_at IS NULL THEN 0 ELSE 1 END
ORDER BY 1, 2
"""

# Which states an order's consignments are in, as bits: `derived_status` stays the one place that knows the rule.
_STATES_OF_ORDERS = """
SELECT o.number, o.status, COALESCE(SUM(DISTINCT CASE c.state
    WHEN 'awaiting_payment' THEN 1 WHEN 'new' THEN 2 WHEN 'confirmed' THEN 4 WHEN 'packed' THEN 8 WHEN 'shipped' THEN 16
    WHEN 'delivered' THEN 32 WHEN 'declined' THEN 64 WHEN 'cancelled' THEN 128 WHEN 'returned' THEN 256 END), 0)
FROM order_order o
LEFT JOIN fulfilment_consignment c ON c.order_id = o.id
GROUP BY o.id, o.number, o.status
ORDER BY o.id
"""
_BITS = {1 << place: state for place, state in enumerate(State)}


def _statuses() -> Iterator[tuple[Any, ...]]:
    known: dict[int, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(_STATES_OF_ORDERS)
        for number, status, states in cursor:
            bits = int(states)
            if bits not in known:
                known[bits] = derived_status([state for bit, state in _BITS.items() if bits & bit]).value
            if status != known[bits]:
                yield f"order {number}", "status", known[bits], status


ORDERS = (
    by_sql("order-total", "An order's total is that of its consignments, and lines + shipping - discounts.", _TOTAL),
    by_sql("consignment-goods", "A consignment's goods are the sum of its lines.", _GOODS),
    by_sql("line-consignment", "An order line is in one consignment, of its order and of its seller.", _LINES),
    by_sql("line-figures", "A consignment line says what its order line says.", _LINE_FIGURES),
    by_sql("consignment-steps", "A consignment's state and dates are those of its steps.", _STEPS),
    Check("order-status", "An order's status is derived from its consignments.", _statuses),
)
