"""From plans to rows: what `place_order`, the steps and the payments would have written, a batch at a time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from django.db import models, transaction

from marketplace.accounts.models import User
from marketplace.certification.queries import badges
from marketplace.core import clock
from marketplace.core.oscar import oscar_model
from marketplace.fulfilment import shipping
from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment, ConsignmentLine
from marketplace.listings.models import StockMovement
from marketplace.operations.demo import DOMAIN
from marketplace.operations.simulation.fates import HOLD
from marketplace.operations.simulation.following import followers
from marketplace.operations.simulation.numbers import Numbers
from marketplace.operations.simulation.plans import Part, Plan
from marketplace.operations.simulation.stock import Shelf
from marketplace.orders.queries import derived_status
from marketplace.payments.enums import Method, ShareState
from marketplace.payments.models import PaymentShare
from marketplace.reporting.enums import FactKind
from marketplace.reporting.models import SaleFact
from marketplace.reporting.services import facts, repeated

Country = oscar_model("address", "Country")
Line = oscar_model("order", "Line")
Order = oscar_model("order", "Order")
ShippingAddress = oscar_model("order", "ShippingAddress")
BATCH = 2_000


@dataclass
class Written:
    """One consignment in the making: its plan and its rows."""

    plan: Plan
    part: Part
    consignment: Consignment
    order_lines: list[Any]
    lines: list[ConsignmentLine]


class Writer:
    """Each call of `write` is one transaction that leaves the books in agreement."""

    def __init__(self, rng: Random, numbers: Numbers, now: datetime) -> None:
        self.rng = rng
        self.numbers = numbers
        self.now = now
        self.shelf = Shelf(rng)
        self.rows: Counter[str] = Counter()
        self.touched: set[int] = set()
        self.demo_buyer = User.objects.filter(email=f"buyer@{DOMAIN}").first()
        self.country, _created = Country.objects.get_or_create(
            iso_3166_1_a2="VN",
            defaults={"printable_name": "Việt Nam", "name": "Việt Nam", "is_shipping_country": True},
        )

    @transaction.atomic
    def write(self, plans: Sequence[Plan]) -> None:
        """Plans in the order of placing."""
        stars = _stars(plans)
        numbers = iter(self.numbers.take(sum(1 + len(plan.parts) for plan in plans)))
        written = [row for plan in plans for row in self._order(plan, numbers, stars)]
        orders: list[Any] = [row.consignment.order for row in written if row.part is row.plan.parts[0]]
        self._save([order.shipping_address for order in orders])
        self._save(orders)
        self._save([line for row in written for line in row.order_lines])
        self._save([row.consignment.payment_share for row in written])
        self._save([row.consignment for row in written])
        self._save([line for row in written for line in row.lines])
        for rows in followers(self.rng, written):
            self._save(rows)
        self._save([movement for row in written for movement in self._movements(row)])
        self.shelf.apply(self.now)
        self._save(_facts(written))

    @transaction.atomic
    def close(self) -> None:
        """The sellers count again: what is for sale is what was for sale before."""
        self._save(list(self.shelf.count_again(self.now)))
        self.shelf.apply(self.now)

    def _save(self, rows: Iterable[models.Model]) -> None:
        found = list(rows)
        if found:
            model = type(found[0])
            model._default_manager.bulk_create(found, batch_size=BATCH)
            self.rows[model._meta.label] += len(found)

    def _order(self, plan: Plan, numbers: Any, stars: dict[tuple[date, int], int]) -> list[Written]:
        charge = sum(part.shop.charge for part in plan.parts)
        total = charge + sum(part.goods_total for part in plan.parts)
        order = Order(
            number=next(numbers),
            user=self.demo_buyer if plan.is_by_demo_buyer else None,
            currency="VND",
            total_incl_tax=total,
            total_excl_tax=total,
            shipping_incl_tax=charge,
            shipping_excl_tax=charge,
            shipping_address=self._address(plan),
            shipping_method="Flat price per cooperative",
            shipping_code="flat",
            status=derived_status([part.fate.state for part in plan.parts]).value,
            guest_email=plan.buyer.email,
            phone=plan.buyer.phone,
            language=plan.buyer.language,
            date_placed=plan.placed,
        )
        return [
            self._part(plan, part, order, f"{order.number}-{place}", next(numbers), stars)
            for place, part in enumerate(plan.parts, start=1)
        ]

    def _address(self, plan: Plan) -> Any:
        buyer = plan.buyer
        address = ShippingAddress(
            first_name=buyer.name,
            phone_number=buyer.phone,
            line1=buyer.line,
            country=self.country,
            commune=buyer.commune,
            place_text=buyer.commune.label,
            notes=buyer.note,
        )
        address._update_search_text()
        return address

    def _part(
        self,
        plan: Plan,
        part: Part,
        order: Any,
        number: str,
        code: str,
        stars: dict[tuple[date, int], int],
    ) -> Written:
        total = part.goods_total + part.shop.charge
        day = clock.day_of(plan.placed)
        promise = shipping.promise(placed=day)
        consignment = Consignment(
            order=order,
            cooperative=part.shop.cooperative,
            payment_share=_share(plan, part, order, code, total),
            number=number,
            state=part.fate.state,
            goods_total=part.goods_total,
            shipping_charge=part.shop.charge,
            total=total,
            placed_at=plan.placed,
            settled_at=part.fate.at(State.NEW),
            shipped_at=part.fate.at(State.SHIPPED),
            delivered_at=part.fate.at(State.DELIVERED),
            ship_by=promise.ship_by,
            deliver_from=promise.deliver_from,
            deliver_by=promise.deliver_by,
        )
        order_lines = [_order_line(order, part, goods, quantity) for goods, quantity in part.lines]
        lines = []
        for order_line, (goods, quantity) in zip(order_lines, part.lines, strict=True):
            title_vi, title_en = goods.titles
            lines.append(
                ConsignmentLine(
                    consignment=consignment,
                    order_line=order_line,
                    listing=goods.listing,
                    title_vi=title_vi,
                    title_en=title_en,
                    unit=goods.listing.unit,
                    quantity=quantity,
                    unit_price=goods.price,
                    amount=goods.price * quantity,
                    stars=stars.get((day, goods.product_id)) or stars.get((day, goods.listing.product_id)),
                )
            )
        return Written(plan, part, consignment, order_lines, lines)

    def _movements(self, row: Written) -> Iterable[StockMovement]:
        for (goods, quantity), line in zip(row.part.lines, row.order_lines, strict=True):
            self.touched.add(goods.listing.pk)
            yield from self.shelf.movements(goods.stock_record_id, quantity, row.plan.placed, line, row.part.fate)


def _stars(plans: Iterable[Plan]) -> dict[tuple[date, int], int]:
    """By day of placing and product: the badges that were valid then."""
    wanted: dict[date, set[int]] = {}
    for plan in plans:
        products = wanted.setdefault(clock.day_of(plan.placed), set())
        for part in plan.parts:
            products.update(
                key for goods, _pieces in part.lines for key in (goods.product_id, goods.listing.product_id)
            )
    return {
        (day, product): badge.stars
        for day, products in wanted.items()
        for product, badge in badges(products=products, on=day).items()
    }


def _share(plan: Plan, part: Part, order: Any, code: str, amount: int) -> PaymentShare:
    fate = part.fate
    state = ShareState.AWAITING if plan.method is Method.BANK_TRANSFER else ShareState.ACCEPTED
    if fate.paid_at:
        state = ShareState.PAID
    elif fate.reversal:
        state = ShareState.RELEASED
    return PaymentShare(
        order=order,
        code=code,
        amount=amount,
        method=plan.method,
        state=state,
        hold_until=plan.placed + HOLD if plan.method is Method.BANK_TRANSFER else None,
        settled_at=fate.at(State.NEW),
    )


def _order_line(order: Any, part: Part, goods: Any, quantity: int) -> Any:
    amount = goods.price * quantity
    return Line(
        order=order,
        partner_id=part.shop.cooperative.partner_id,
        partner_name=part.shop.cooperative.name_vi,
        partner_sku=f"{goods.listing.pk}-{goods.product_id}",
        stockrecord_id=goods.stock_record_id,
        product_id=goods.product_id,
        title=goods.titles[0][:255],
        quantity=quantity,
        num_allocated=quantity,
        unit_price_incl_tax=goods.price,
        unit_price_excl_tax=goods.price,
        line_price_incl_tax=amount,
        line_price_excl_tax=amount,
        line_price_before_discounts_incl_tax=amount,
        line_price_before_discounts_excl_tax=amount,
        status="placed",
    )


def _facts(written: Sequence[Written]) -> Iterable[SaleFact]:
    """Made by the room of the facts, of the consignments as they are saved."""
    for row in written:
        consignment, fate = row.consignment, row.part.fate
        if not consignment.settled_at:
            continue
        # Saved a moment ago: they need not be read again.
        vars(consignment)["_prefetched_objects_cache"] = {"lines": row.lines}
        sold = list(facts(FactKind.SOLD, consignment, fate.at(State.NEW) or row.plan.placed))
        yield from sold
        if delivered_at := fate.at(State.DELIVERED):
            yield from repeated(FactKind.DELIVERED, sold, delivered_at)
        if fate.reversal:
            kind = FactKind.RETURNED if fate.state is State.RETURNED else FactKind.CANCELLED
            yield from repeated(kind, sold, fate.steps[-1].at)
