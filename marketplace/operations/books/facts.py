"""Decision 8: the facts are those of the consignments, no more, no fewer, and say the same."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.db.models.functions import TruncDate

from marketplace.core import clock
from marketplace.operations.books.checking import Check, by_sql
from marketplace.reporting.models import SaleFact

# A consignment's shipping stands on its first line; its discount is shared by amount, by largest remainder.
_EXPECTED = """
WITH weighed AS (
    SELECT l.id, l.consignment_id, l.quantity, l.amount, c.settled_at, c.delivered_at, c.discount,
        CASE WHEN l.id = MIN(l.id) OVER (PARTITION BY l.consignment_id) THEN c.shipping_charge ELSE 0 END AS shipping,
        c.discount * CASE WHEN c.goods_total = 0 THEN 1 ELSE l.amount END AS share,
        CASE WHEN c.goods_total = 0 THEN COUNT(*) OVER (PARTITION BY l.consignment_id) ELSE c.goods_total END AS weight
    FROM fulfilment_consignmentline l
    JOIN fulfilment_consignment c ON c.id = l.consignment_id
), divided AS (
    SELECT id, consignment_id, quantity, amount, settled_at, delivered_at, shipping, discount, share / weight AS part,
        SUM(share / weight) OVER (PARTITION BY consignment_id) AS given,
        ROW_NUMBER() OVER (PARTITION BY consignment_id ORDER BY share % weight DESC, id) AS place
    FROM weighed
), line AS (
    SELECT id, quantity, amount, settled_at, delivered_at, shipping,
        part + CASE WHEN place <= discount - given THEN 1 ELSE 0 END AS discount
    FROM divided
), expected AS (
    SELECT id AS line_id, 'sold' AS kind, settled_at AS at, quantity, amount AS goods, shipping, discount
    FROM line WHERE settled_at IS NOT NULL
    UNION ALL
    SELECT id, 'delivered', delivered_at, quantity, amount, shipping, discount
    FROM line WHERE delivered_at IS NOT NULL
    UNION ALL
    SELECT b.consignment_line_id, CASE WHEN r.kind = 'returned' THEN 'returned' ELSE 'cancelled' END, r.at, -b.quantity,
        -b.amount, CASE WHEN b.id = MIN(b.id) OVER (PARTITION BY b.reversal_id) THEN -r.shipping ELSE 0 END,
        -line.discount
    FROM orders_reversalline b
    JOIN orders_reversal r ON r.id = b.reversal_id
    JOIN line ON line.id = b.consignment_line_id
    WHERE line.settled_at IS NOT NULL
)
"""

_COMPLETE = """
SELECT kind || ' facts of consignment line ' || line_id, 'rows', SUM(wanted), SUM(there)
FROM (
    SELECT line_id, kind, 1 AS wanted, 0 AS there FROM expected
    UNION ALL
    SELECT consignment_line_id, kind, 0, 1 FROM reporting_salefact
) both_sides
GROUP BY line_id, kind
HAVING SUM(wanted) <> SUM(there)
ORDER BY line_id, kind
"""

_FIGURES = """
, wanted AS (
    SELECT line_id, kind, COUNT(*) AS rows_wanted, MIN(at) AS at, SUM(quantity) AS quantity, SUM(goods) AS goods,
        SUM(shipping) AS shipping, SUM(discount) AS discount
    FROM expected GROUP BY line_id, kind
), there AS (
    SELECT consignment_line_id AS line_id, kind, COUNT(*) AS rows_there, MIN(at) AS at, SUM(quantity) AS quantity,
        SUM(goods) AS goods, SUM(shipping) AS shipping, SUM(discount) AS discount
    FROM reporting_salefact GROUP BY consignment_line_id, kind
), pair AS (
    SELECT w.kind || ' fact of consignment line ' || w.line_id AS name, w.at, w.quantity, w.goods, w.shipping,
        w.discount, t.at AS fact_at, t.quantity AS fact_quantity, t.goods AS fact_goods, t.shipping AS fact_shipping,
        t.discount AS fact_discount
    FROM wanted w
    JOIN there t ON t.line_id = w.line_id AND t.kind = w.kind AND t.rows_there = w.rows_wanted
)
SELECT name, 'moment', CAST(at AS TEXT), CAST(fact_at AS TEXT) FROM pair WHERE at <> fact_at
UNION ALL
SELECT name, 'quantity', CAST(quantity AS TEXT), CAST(fact_quantity AS TEXT) FROM pair WHERE quantity <> fact_quantity
UNION ALL
SELECT name, 'goods', CAST(goods AS TEXT), CAST(fact_goods AS TEXT) FROM pair WHERE goods <> fact_goods
UNION ALL
SELECT name, 'shipping', CAST(shipping AS TEXT), CAST(fact_shipping AS TEXT) FROM pair WHERE shipping <> fact_shipping
UNION ALL
SELECT name, 'discount', CAST(discount AS TEXT), CAST(fact_discount AS TEXT) FROM pair WHERE discount <> fact_discount
ORDER BY 1, 2
"""

_DIMENSIONS = """
WITH fact AS (
    SELECT f.kind || ' fact ' || f.id AS name, f.order_number, f.consignment_number, f.cooperative_id, f.listing_id,
        f.payment_method, f.buyer_province_id, f.seller_province_id, COALESCE(f.stars, 0) AS stars, o.number,
        c.number AS consignment, c.cooperative_id AS seller, l.listing_id AS listing, s.method,
        b.province_id AS buyer_province, m.province_id AS seller_province, COALESCE(l.stars, 0) AS line_stars
    FROM reporting_salefact f
    JOIN fulfilment_consignmentline l ON l.id = f.consignment_line_id
    JOIN fulfilment_consignment c ON c.id = l.consignment_id
    JOIN payments_paymentshare s ON s.id = c.payment_share_id
    JOIN order_order o ON o.id = c.order_id
    JOIN places_commune m ON m.id = f.seller_commune_id
    LEFT JOIN order_shippingaddress a ON a.id = o.shipping_address_id
    LEFT JOIN places_commune b ON b.id = a.commune_id
)
SELECT name, 'order', number, order_number FROM fact WHERE order_number <> number
UNION ALL
SELECT name, 'consignment', consignment, consignment_number FROM fact WHERE consignment_number <> consignment
UNION ALL
SELECT name, 'payment method', method, payment_method FROM fact WHERE payment_method <> method
UNION ALL
SELECT name, 'cooperative', CAST(seller AS TEXT), CAST(cooperative_id AS TEXT) FROM fact WHERE cooperative_id <> seller
UNION ALL
SELECT name, 'listing', CAST(listing AS TEXT), CAST(listing_id AS TEXT) FROM fact WHERE listing_id <> listing
UNION ALL
SELECT name, 'stars', CAST(line_stars AS TEXT), CAST(stars AS TEXT) FROM fact WHERE stars <> line_stars
UNION ALL
SELECT name, 'province of the buyer', CAST(buyer_province AS TEXT), CAST(buyer_province_id AS TEXT)
FROM fact WHERE buyer_province IS NULL OR buyer_province_id <> buyer_province
UNION ALL
SELECT name, 'province of the seller', CAST(seller_province AS TEXT), CAST(seller_province_id AS TEXT)
FROM fact WHERE seller_province_id <> seller_province
ORDER BY 1, 2
"""

# What may change later stays as it was when the line was sold.
_FROZEN = """
WITH fact AS (
    SELECT later.kind || ' fact ' || later.id AS name, sold.seller_kind, sold.seller_commune_id, sold.product_set_id,
        COALESCE(sold.people_id, 0) AS people_id, sold.channel, sold.buyer, later.seller_kind AS later_kind,
        later.seller_commune_id AS later_commune, later.product_set_id AS later_set,
        COALESCE(later.people_id, 0) AS later_people, later.channel AS later_channel, later.buyer AS later_buyer
    FROM reporting_salefact later
    JOIN reporting_salefact sold ON sold.consignment_line_id = later.consignment_line_id AND sold.kind = 'sold'
    WHERE later.kind <> 'sold'
)
SELECT name, 'kind of seller', seller_kind, later_kind FROM fact WHERE later_kind <> seller_kind
UNION ALL
SELECT name, 'channel', channel, later_channel FROM fact WHERE later_channel <> channel
UNION ALL
SELECT name, 'buyer', buyer, later_buyer FROM fact WHERE later_buyer <> buyer
UNION ALL
SELECT name, 'commune of the seller', CAST(seller_commune_id AS TEXT), CAST(later_commune AS TEXT)
FROM fact WHERE later_commune <> seller_commune_id
UNION ALL
SELECT name, 'OCOP set', CAST(product_set_id AS TEXT), CAST(later_set AS TEXT)
FROM fact WHERE later_set <> product_set_id
UNION ALL
SELECT name, 'people', CAST(people_id AS TEXT), CAST(later_people AS TEXT) FROM fact WHERE later_people <> people_id
ORDER BY 1, 2
"""


def _days() -> Iterator[tuple[Any, ...]]:
    facts = SaleFact.objects.annotate(day_of_at=TruncDate("at", tzinfo=clock.VIETNAM)).exclude(day_of_at=F("day"))
    for kind, key, expected, found in facts.order_by("pk").values_list("kind", "pk", "day_of_at", "day").iterator():
        yield f"{kind} fact {key}", "day in Vietnam", expected, found


FACTS = (
    by_sql(
        "facts-complete",
        "Each sale, delivery and reversal has its facts, and there are no others.",
        _EXPECTED + _COMPLETE,
    ),
    by_sql("facts-figures", "A fact says when, how many and how much as its consignment does.", _EXPECTED + _FIGURES),
    by_sql("facts-dimensions", "A fact's dimensions are those of its order.", _DIMENSIONS),
    by_sql("facts-frozen", "Later facts of a line repeat what was so when it was sold.", _FROZEN),
    Check("facts-day", "A fact's day is that of its moment in Vietnam.", _days),
)
