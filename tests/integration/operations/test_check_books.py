"""The books agree, and each check names the row that was changed by hand, alone."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from marketplace.cooperatives.models import Cooperative
from marketplace.fulfilment.models import Consignment
from marketplace.fulfilment.services import confirm, deliver, pack, ship
from marketplace.operations.books import CHECKS
from marketplace.operations.simulation.running import Wanted, simulate
from marketplace.orders.services import cancel, decline, take_back
from marketplace.places.models import Commune
from marketplace.reporting import triggers
from marketplace.reporting.models import SaleFact
from tests.factories.catalogue import make_commune, make_listing, make_province
from tests.factories.orders import make_order

pytestmark = [pytest.mark.django_db, pytest.mark.engine]


def differing() -> dict[str, list[str]]:
    """Names of the rows that differ, by check."""
    found = {check.name: [difference.key for difference in check.run().shown] for check in CHECKS}
    return {name: sorted(set(keys)) for name, keys in found.items() if keys}


def run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def send(consignment: Consignment) -> None:
    confirm(consignment=consignment)
    pack(consignment=consignment)
    ship(consignment=consignment, carrier="vnpost", tracking_number="DEMO1")


def sell_to_every_end(market: list[Cooperative]) -> None:
    """Orders through the services, their consignments left in every state that cash on delivery knows."""
    first, second = (seller.listings.filter(variant_axis="").first() for seller in market[:2])
    sized = market[2].listings.exclude(variant_axis="").get()
    ends: list[Any] = [
        lambda one: None,
        lambda one: confirm(consignment=one),
        lambda one: decline(consignment=one, reason="Hết lanh"),
        lambda one: cancel(consignment=one),
        send,
        lambda one: (send(one), deliver(consignment=one)),
        lambda one: (send(one), take_back(consignment=one, reason="Không ai nhận")),
        lambda one: (send(one), deliver(consignment=one), take_back(consignment=one, reason="Vỡ")),
    ]
    for number, end in enumerate(ends):
        order = make_order((first, 1), (sized, 1)) if number % 2 else make_order((second, 1), (first, 1), (sized, 1))
        end(order.consignments.order_by("number").first())


def test_no_row_is_no_difference() -> None:
    assert differing() == {}


def test_agree_after_orders_through_the_services(market: list[Cooperative]) -> None:
    sell_to_every_end(market)

    assert differing() == {}
    assert SaleFact.objects.count() > 20


def test_agree_when_a_seller_moves_between_sale_and_delivery(market: list[Cooperative]) -> None:
    order = make_order((market[0].listings.filter(variant_axis="").first(), 1))
    away = make_commune("Bắc Mê", "00931", make_province("Cao Bằng", "04"))
    Cooperative.objects.filter(pk=market[0].pk).update(commune=away, kind="group")

    send(order.consignments.get())
    deliver(consignment=order.consignments.get())

    assert differing() == {}
    assert set(SaleFact.objects.values_list("kind", "seller_commune__name", "seller_kind")) == {
        ("sold", "Lùng Tám", "cooperative"),
        ("delivered", "Lùng Tám", "cooperative"),
    }


# Seasons make the orders of a simulation: on this day they have every state that a case below picks.
A_DAY = datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.fixture
def busy(market: list[Cooperative]) -> None:
    simulate(Wanted(orders=90, seed=11), now=A_DAY)
    make_listing(market[0], title="Chưa ai mua")
    triggers.drop()


# Check: what to change (one row; `{key}` is picked by the second statement, `{name}` names it), and the change.
OF_STATE = "JOIN fulfilment_consignment c ON c.id = l.consignment_id WHERE c.state = '{state}' ORDER BY l.id LIMIT 1"
CASES = {
    "stock-partner": (
        "SELECT g.id, 'stock record ' || s.id FROM listings_listing g"
        " JOIN partner_stockrecord s ON s.product_id = g.product_id WHERE g.title_vi = 'Chưa ai mua'",
        "UPDATE listings_listing SET cooperative_id = (SELECT MAX(id) FROM cooperatives_cooperative) WHERE id = {key}",
    ),
    "listing-product": (
        "SELECT MIN(id), 'variant ' || MIN(id) FROM listings_variant",
        "UPDATE listings_variant SET listing_id ="
        " (SELECT id FROM listings_listing WHERE title_vi = 'Chưa ai mua') WHERE id = {key}",
    ),
    "one-stock-record": (
        "SELECT MIN(id), 'product ' || MIN(id) FROM catalogue_product WHERE structure = 'standalone'",
        "UPDATE catalogue_product SET structure = 'parent' WHERE id = {key}",
    ),
    "stock-figures": (
        "SELECT MIN(id), 'stock record ' || MIN(id) FROM partner_stockrecord",
        "UPDATE partner_stockrecord SET num_in_stock = num_in_stock + 1 WHERE id = {key}",
    ),
    "stock-allocated": (
        "SELECT o.id, 'stock record ' || o.stockrecord_id FROM order_line o"
        " JOIN fulfilment_consignmentline l ON l.order_line_id = o.id " + OF_STATE.format(state="new"),
        "UPDATE order_line SET stockrecord_id = NULL WHERE id = {key}",
    ),
    "stock-of-lines": (
        "SELECT l.order_line_id, 'order line ' || l.order_line_id || ' of ' || c.number"
        " FROM fulfilment_consignmentline l " + OF_STATE.format(state="new"),
        "UPDATE listings_stockmovement SET order_line_id = NULL WHERE order_line_id = {key}",
    ),
    "order-total": (
        "SELECT MIN(id), (SELECT 'order ' || number FROM order_order ORDER BY id LIMIT 1) FROM order_order",
        "UPDATE order_order SET shipping_incl_tax = shipping_incl_tax + 1 WHERE id = {key}",
    ),
    "consignment-goods": (
        "SELECT id, 'consignment ' || number FROM fulfilment_consignment"
        " WHERE state = 'awaiting_payment' ORDER BY id LIMIT 1",
        "UPDATE fulfilment_consignment SET goods_total = goods_total + 1, shipping_charge = shipping_charge - 1"
        " WHERE id = {key}",
    ),
    "line-consignment": (
        "SELECT MIN(id), 'order line ' || MIN(id) FROM order_line",
        "UPDATE order_line SET partner_id = NULL WHERE id = {key}",
    ),
    "line-figures": (
        "SELECT l.order_line_id, 'order line ' || l.order_line_id || ' of ' || c.number"
        " FROM fulfilment_consignmentline l " + OF_STATE.format(state="packed"),
        "UPDATE order_line SET unit_price_incl_tax = unit_price_incl_tax + 1 WHERE id = {key}",
    ),
    "consignment-steps": (
        "SELECT id, 'consignment ' || number FROM fulfilment_consignment WHERE state = 'confirmed' ORDER BY id LIMIT 1",
        "UPDATE fulfilment_consignmentstep SET state = 'packed' WHERE state = 'confirmed' AND consignment_id = {key}",
    ),
    "order-status": (
        "SELECT id, 'order ' || number FROM order_order WHERE status = 'placed' ORDER BY id LIMIT 1",
        "UPDATE order_order SET status = 'done' WHERE id = {key}",
    ),
    "share-amount": (
        "SELECT MIN(id), (SELECT 'share ' || code FROM payments_paymentshare WHERE state = 'released'"
        " ORDER BY id LIMIT 1) FROM payments_paymentshare WHERE state = 'released'",
        "UPDATE payments_paymentshare SET amount = amount + 1 WHERE id = {key}",
    ),
    "share-money": (
        "SELECT e.id, 'share ' || s.code FROM payments_paymententry e"
        " JOIN payments_paymentshare s ON s.id = e.share_id"
        " WHERE NOT EXISTS (SELECT 1 FROM payments_paymententry r WHERE r.share_id = s.id AND r.kind = 'refund')"
        " ORDER BY e.id LIMIT 1",
        "UPDATE payments_paymententry SET amount = amount - 1 WHERE id = {key}",
    ),
    "share-state": (
        "SELECT l.id, 'share ' || l.code FROM payments_paymentshare l"
        " JOIN fulfilment_consignment c ON c.payment_share_id = l.id"
        " WHERE c.state = 'new' AND l.state = 'accepted' ORDER BY l.id LIMIT 1",
        "UPDATE payments_paymentshare SET state = 'awaiting' WHERE id = {key}",
    ),
    "order-due": (
        "SELECT l.id, 'order ' || o.number FROM payments_paymentshare l"
        " JOIN fulfilment_consignment c ON c.payment_share_id = l.id JOIN order_order o ON o.id = l.order_id"
        " WHERE c.state = 'new' AND l.state = 'accepted' ORDER BY l.id LIMIT 1",
        "UPDATE payments_paymentshare SET state = 'released' WHERE id = {key}",
    ),
    "reversals": (
        "SELECT l.id, 'consignment ' || c.number FROM orders_reversal l " + OF_STATE.format(state="declined"),
        "UPDATE orders_reversal SET kind = 'cancelled' WHERE id = {key}",
    ),
    "reversal-lines": (
        "SELECT b.id, 'consignment line ' || l.id || ' of ' || c.number FROM orders_reversalline b"
        " JOIN fulfilment_consignmentline l ON l.id = b.consignment_line_id"
        " JOIN fulfilment_consignment c ON c.id = l.consignment_id WHERE c.settled_at IS NULL ORDER BY b.id LIMIT 1",
        "UPDATE orders_reversalline SET amount = amount + 1 WHERE id = {key}",
    ),
    "facts-complete": (
        "SELECT l.id, 'sold facts of consignment line ' || l.id FROM fulfilment_consignmentline l "
        + OF_STATE.format(state="new"),
        "DELETE FROM reporting_salefact WHERE consignment_line_id = {key}",
    ),
    "facts-figures": (
        "SELECT l.id, 'sold fact of consignment line ' || l.id FROM fulfilment_consignmentline l "
        + OF_STATE.format(state="shipped"),
        "UPDATE reporting_salefact SET goods = goods + 1 WHERE consignment_line_id = {key}",
    ),
    "facts-dimensions": (
        "SELECT MIN(id), 'sold fact ' || MIN(id) FROM reporting_salefact WHERE kind = 'sold'",
        "UPDATE reporting_salefact SET payment_method = 'card' WHERE id = {key}",
    ),
    "facts-frozen": (
        "SELECT MIN(id), 'delivered fact ' || MIN(id) FROM reporting_salefact WHERE kind = 'delivered'",
        "UPDATE reporting_salefact SET channel = 'phone' WHERE id = {key}",
    ),
    "facts-day": (
        "SELECT MIN(id), 'returned fact ' || MIN(id) FROM reporting_salefact WHERE kind = 'returned'",
        "UPDATE reporting_salefact SET day = '2020-01-01' WHERE id = {key}",
    ),
}


def test_every_check_has_a_case() -> None:
    assert sorted(CASES) == sorted(check.name for check in CHECKS)


@pytest.mark.parametrize("name", CASES)
def test_a_row_changed_by_hand_is_named_by_its_check_alone(name: str, busy: None) -> None:
    pick, change = CASES[name]
    ((key, row),) = run(pick)
    assert key is not None
    assert differing() == {}

    run(change.replace("{key}", str(key)))

    assert differing() == {name: [row]}


def test_a_total_changed_by_hand_breaks_the_sum_and_what_is_due(busy: None) -> None:
    ((key, number),) = run("SELECT id, number FROM order_order ORDER BY id LIMIT 1")

    run("UPDATE order_order SET total_incl_tax = total_incl_tax + 1 WHERE id = %s", key)

    assert differing() == {"order-total": [f"order {number}"], "order-due": [f"order {number}"]}


def test_a_fact_that_no_event_explains_is_named(busy: None) -> None:
    fact = SaleFact.objects.filter(kind="sold").order_by("pk").first()
    assert fact is not None
    fact.pk, fact.kind = None, "refunded"
    fact.quantity, fact.goods, fact.shipping = -fact.quantity, -fact.goods, -fact.shipping
    fact.save(force_insert=True)

    assert differing() == {"facts-complete": [f"refunded facts of consignment line {fact.consignment_line_id}"]}


def test_the_command_prints_both_figures_and_at_most_twenty_rows(busy: None) -> None:
    ((key, number, total),) = run("SELECT id, number, total_incl_tax FROM order_order ORDER BY id LIMIT 1")
    run("UPDATE order_order SET total_incl_tax = total_incl_tax + 1000 WHERE id = %s", key)
    run("UPDATE reporting_salefact SET channel = 'phone' WHERE kind = 'delivered'")
    many = SaleFact.objects.filter(kind="delivered").count()
    assert many > 20
    out = io.StringIO()

    with pytest.raises(CommandError, match=f"{many + 3} rows differ in: order-total, order-due, facts-frozen"):
        call_command("check_books", stdout=out)

    lines = out.getvalue().splitlines()
    sum_of_parts = f"order {number}: total (sum of consignments) should be {int(total)}, is {int(total) + 1000}"
    assert [line for line in lines if "sum of consignments" in line] == [f"  {sum_of_parts}"]
    frozen = lines[lines.index("facts-frozen: Later facts of a line repeat what was so when it was sold.") :]
    assert len(frozen) == 22
    assert frozen[-1] == f"  and {many - 20} more"


def test_the_command_counts_what_agrees(market: list[Cooperative]) -> None:
    sell_to_every_end(market)
    out = io.StringIO()

    call_command("check_books", stdout=out)

    assert "8 orders, 20 consignments, 20 payment shares" in out.getvalue()
    assert Commune.objects.count() == 3
