"""Decision 5: what is due, what came, what is outstanding; and what was reversed."""

from marketplace.operations.books.checking import by_sql

_SHARES = """
SELECT 'share ' || s.code, 'amount', c.total, s.amount
FROM payments_paymentshare s
LEFT JOIN fulfilment_consignment c ON c.payment_share_id = s.id
WHERE c.id IS NULL OR c.total <> s.amount
UNION ALL
SELECT 'share ' || s.code, 'order', c.order_id, s.order_id
FROM payments_paymentshare s
JOIN fulfilment_consignment c ON c.payment_share_id = s.id
WHERE c.order_id <> s.order_id
ORDER BY 1, 2
"""

_MONEY = """
WITH share AS (
    SELECT s.code, s.amount, s.state, COALESCE(e.payments, 0) AS payments, COALESCE(e.refunds, 0) AS refunds
    FROM payments_paymentshare s
    LEFT JOIN (
        SELECT share_id, SUM(CASE WHEN kind = 'payment' THEN amount ELSE 0 END) AS payments,
            SUM(CASE WHEN kind = 'refund' THEN amount ELSE 0 END) AS refunds
        FROM payments_paymententry GROUP BY share_id
    ) e ON e.share_id = s.id
)
SELECT 'share ' || code, 'payments of a paid share', amount, payments
FROM share WHERE state = 'paid' AND payments < amount
UNION ALL
SELECT 'share ' || code, 'payments of a share in state ' || state, 0, payments
FROM share WHERE state IN ('awaiting', 'accepted') AND payments >= amount AND amount > 0
UNION ALL
SELECT 'share ' || code, 'refunds, at most', payments, refunds FROM share WHERE refunds > payments
ORDER BY 1, 2
"""

_STATES = """
SELECT 'share ' || s.code, 'state (consignment ' || c.state || ')',
    CASE WHEN c.state = 'awaiting_payment' THEN 'awaiting' WHEN c.state = 'delivered' THEN 'paid' ELSE 'settled' END,
    s.state
FROM payments_paymentshare s
JOIN fulfilment_consignment c ON c.payment_share_id = s.id
WHERE (c.state = 'awaiting_payment' AND s.state IN ('accepted', 'paid'))
    OR (c.state IN ('new', 'confirmed', 'packed', 'shipped', 'delivered') AND s.state = 'awaiting')
    OR (c.state = 'delivered' AND s.state = 'accepted' AND s.amount > 0)
ORDER BY s.id
"""

# What a share still asks for (below zero: what is owed back):
#   awaiting, accepted   its amount less what came
#   paid                 its amount less what of its consignment was reversed, less what came
#   released             nothing, so less what came
_DUE = """
WITH share AS (
    SELECT s.order_id, s.state, s.amount, COALESCE(e.paid, 0) AS paid, COALESCE(r.reversed, 0) AS reversed
    FROM payments_paymentshare s
    LEFT JOIN (
        SELECT share_id, SUM(CASE WHEN kind = 'payment' THEN amount ELSE -amount END) AS paid
        FROM payments_paymententry GROUP BY share_id
    ) e ON e.share_id = s.id
    LEFT JOIN (
        SELECT c.payment_share_id, SUM(r.amount) AS reversed
        FROM orders_reversal r
        JOIN fulfilment_consignment c ON c.id = r.consignment_id
        GROUP BY c.payment_share_id
    ) r ON r.payment_share_id = s.id
), said AS (
    SELECT order_id, SUM(reversed) AS reversed, SUM(paid) AS paid, SUM(CASE
        WHEN state IN ('awaiting', 'accepted') THEN amount - paid
        WHEN state = 'paid' THEN amount - reversed - paid
        ELSE -paid END) AS outstanding
    FROM share GROUP BY order_id
)
SELECT 'order ' || o.number, 'payments - refunds + outstanding (due)', o.total_incl_tax - COALESCE(s.reversed, 0),
    COALESCE(s.paid + s.outstanding, 0)
FROM order_order o
LEFT JOIN said s ON s.order_id = o.id
WHERE o.total_incl_tax - COALESCE(s.reversed, 0) <> COALESCE(s.paid + s.outstanding, 0)
ORDER BY o.id
"""

_REVERSALS = """
WITH consignment AS (
    SELECT c.number, c.state, CASE WHEN c.state IN ('declined', 'cancelled', 'returned') THEN 1 ELSE 0 END AS whole,
        c.goods_total, c.shipping_charge, c.discount, r.kind, COALESCE(r.goods, 0) AS goods,
        COALESCE(r.shipping, 0) AS shipping, COALESCE(r.discount, 0) AS discount_back
    FROM fulfilment_consignment c
    LEFT JOIN (
        SELECT consignment_id, MIN(CASE WHEN kind = 'unpaid' THEN 'cancelled' ELSE kind END) AS kind,
            SUM(goods) AS goods, SUM(shipping) AS shipping, SUM(discount) AS discount
        FROM orders_reversal GROUP BY consignment_id
    ) r ON r.consignment_id = c.id
    WHERE r.consignment_id IS NOT NULL OR c.state IN ('declined', 'cancelled', 'returned')
)
SELECT 'consignment ' || number, 'reversed as', state, kind FROM consignment WHERE whole = 1 AND kind <> state
UNION ALL
SELECT 'consignment ' || number, 'reversed goods', CAST(whole * goods_total AS TEXT), CAST(goods AS TEXT)
FROM consignment WHERE goods <> whole * goods_total
UNION ALL
SELECT 'consignment ' || number, 'reversed shipping', CAST(whole * shipping_charge AS TEXT), CAST(shipping AS TEXT)
FROM consignment WHERE shipping <> whole * shipping_charge
UNION ALL
SELECT 'consignment ' || number, 'reversed discount', CAST(whole * discount AS TEXT), CAST(discount_back AS TEXT)
FROM consignment WHERE discount_back <> whole * discount
ORDER BY 1, 2
"""

_REVERSAL_LINES = """
WITH line AS (
    SELECT l.id, c.number, CASE WHEN c.state IN ('declined', 'cancelled', 'returned') THEN 1 ELSE 0 END AS whole,
        l.quantity, l.amount, COALESCE(SUM(b.quantity), 0) AS back, COALESCE(SUM(b.amount), 0) AS amount_back
    FROM fulfilment_consignmentline l
    JOIN fulfilment_consignment c ON c.id = l.consignment_id
    LEFT JOIN orders_reversalline b ON b.consignment_line_id = l.id
    WHERE b.id IS NOT NULL OR c.state IN ('declined', 'cancelled', 'returned')
    GROUP BY l.id, c.number, c.state, l.quantity, l.amount
)
SELECT 'consignment line ' || id || ' of ' || number, 'pieces reversed', whole * quantity, back
FROM line WHERE back <> whole * quantity
UNION ALL
SELECT 'consignment line ' || id || ' of ' || number, 'amount reversed', whole * amount, amount_back
FROM line WHERE amount_back <> whole * amount
ORDER BY 1, 2
"""

PAYMENTS = (
    by_sql("share-amount", "A payment share's amount is its consignment's total.", _SHARES),
    by_sql("share-money", "A paid share was paid, an open one was not, and no more went back than came.", _MONEY),
    by_sql("share-state", "A payment share stands where its consignment stands.", _STATES),
    by_sql("order-due", "Payments - refunds + outstanding = due = order total - reversals.", _DUE),
    by_sql("reversals", "A reversal takes back what its consignment asked for.", _REVERSALS),
    by_sql("reversal-lines", "A reversal's lines are those of its consignment.", _REVERSAL_LINES),
)
