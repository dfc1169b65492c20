"""Decision 1, and stock against its movements and against what is ordered."""

from marketplace.operations.books.checking import by_sql

_PARTNER = """
SELECT 'stock record ' || s.id, 'partner', c.partner_id, s.partner_id
FROM partner_stockrecord s
JOIN catalogue_product p ON p.id = s.product_id
LEFT JOIN listings_listing l ON l.product_id = COALESCE(p.parent_id, p.id)
LEFT JOIN cooperatives_cooperative c ON c.id = l.cooperative_id
WHERE c.partner_id IS NULL OR c.partner_id <> s.partner_id
ORDER BY s.id
"""

_LISTING = """
SELECT 'listing ' || l.id, 'parent of its product', NULL, p.parent_id
FROM listings_listing l
JOIN catalogue_product p ON p.id = l.product_id
WHERE p.parent_id IS NOT NULL
UNION ALL
SELECT 'variant ' || v.id, 'parent of its product', l.product_id, p.parent_id
FROM listings_variant v
JOIN listings_listing l ON l.id = v.listing_id
JOIN catalogue_product p ON p.id = v.product_id
WHERE p.parent_id IS NULL OR p.parent_id <> l.product_id
ORDER BY 1
"""

_ONE_RECORD = """
SELECT 'product ' || p.id, 'stock records', CASE WHEN p.structure = 'parent' THEN 0 ELSE 1 END, COUNT(s.id)
FROM catalogue_product p
JOIN listings_listing l ON l.product_id = COALESCE(p.parent_id, p.id)
LEFT JOIN partner_stockrecord s ON s.product_id = p.id
GROUP BY p.id, p.structure
HAVING COUNT(s.id) <> CASE WHEN p.structure = 'parent' THEN 0 ELSE 1 END
ORDER BY p.id
"""

_FIGURES = """
WITH moved AS (
    SELECT s.id, COALESCE(s.num_in_stock, 0) AS in_stock, COALESCE(s.num_allocated, 0) AS allocated,
        COALESCE(m.in_stock, 0) AS in_stock_moved, COALESCE(m.allocated, 0) AS allocated_moved
    FROM partner_stockrecord s
    LEFT JOIN (
        SELECT stock_record_id, SUM(in_stock_change) AS in_stock, SUM(allocated_change) AS allocated
        FROM listings_stockmovement GROUP BY stock_record_id
    ) m ON m.stock_record_id = s.id
)
SELECT 'stock record ' || id, 'in stock', in_stock_moved, in_stock FROM moved WHERE in_stock <> in_stock_moved
UNION ALL
SELECT 'stock record ' || id, 'allocated', allocated_moved, allocated FROM moved WHERE allocated <> allocated_moved
ORDER BY 1, 2
"""

_ALLOCATED = """
SELECT 'stock record ' || id, 'allocated', SUM(ordered), SUM(allocated)
FROM (
    SELECT id, 0 AS ordered, COALESCE(num_allocated, 0) AS allocated FROM partner_stockrecord
    UNION ALL
    SELECT o.stockrecord_id, l.quantity, 0
    FROM fulfilment_consignmentline l
    JOIN fulfilment_consignment c ON c.id = l.consignment_id
    JOIN order_line o ON o.id = l.order_line_id
    WHERE c.state IN ('awaiting_payment', 'new', 'confirmed', 'packed') AND o.stockrecord_id IS NOT NULL
) both_sides
GROUP BY id
HAVING SUM(ordered) <> SUM(allocated)
ORDER BY id
"""

_OF_LINES = """
WITH moved AS (
    SELECT o.id, c.number,
        CASE WHEN c.state IN ('awaiting_payment', 'new', 'confirmed', 'packed') THEN l.quantity ELSE 0 END AS waiting,
        CASE WHEN c.state IN ('shipped', 'delivered', 'returned') THEN -l.quantity ELSE 0 END AS gone,
        COALESCE(m.allocated, 0) AS allocated, COALESCE(m.in_stock, 0) AS in_stock
    FROM order_line o
    JOIN fulfilment_consignmentline l ON l.order_line_id = o.id
    JOIN fulfilment_consignment c ON c.id = l.consignment_id
    LEFT JOIN (
        SELECT order_line_id, SUM(in_stock_change) AS in_stock, SUM(allocated_change) AS allocated
        FROM listings_stockmovement WHERE order_line_id IS NOT NULL GROUP BY order_line_id
    ) m ON m.order_line_id = o.id
)
SELECT 'order line ' || id || ' of ' || number, 'allocated by movements', waiting, allocated
FROM moved WHERE waiting <> allocated
UNION ALL
SELECT 'order line ' || id || ' of ' || number, 'taken from the shelf', gone, in_stock
FROM moved WHERE gone <> in_stock
ORDER BY 1, 2
"""

STOCK = (
    by_sql("stock-partner", "A stock record's partner is that of its listing's cooperative.", _PARTNER),
    by_sql("listing-product", "A listing hangs on a standalone or parent product, its variants below it.", _LISTING),
    by_sql("one-stock-record", "Each sellable product has one stock record, a parent has none.", _ONE_RECORD),
    by_sql("stock-figures", "A stock record's figures are the sums of its movements.", _FIGURES),
    by_sql("stock-allocated", "What is allocated is what is ordered and not yet shipped.", _ALLOCATED),
    by_sql("stock-of-lines", "An order line's pieces are allocated until shipped, then taken once.", _OF_LINES),
)
