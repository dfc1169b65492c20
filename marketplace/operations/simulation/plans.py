"""Orders as they are thought up, before a row is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from random import Random

from marketplace.fulfilment.enums import State
from marketplace.fulfilment.models import Consignment
from marketplace.operations.demo import demo_sellers
from marketplace.operations.simulation.fates import Fate, draw_fate, draw_standing
from marketplace.operations.simulation.people import MOST, Buyer, Buyers
from marketplace.operations.simulation.seasons import arrivals
from marketplace.operations.simulation.world import Goods, Shop, World
from marketplace.payments.enums import Method

SELLERS = ((1, 2, 3, 4), (56, 28, 11, 5))
LINES = ((1, 2, 3), (62, 28, 10))
QUANTITIES = ((1, 2, 3, 4, 5, 10), (58, 24, 10, 3, 3, 2))
TRANSFERS = 0.15
IN_EVERY_STATE = (3, 1)  # consignments in each state that the first and the second demo cooperative have at least


@dataclass(frozen=True)
class Part:
    """What one seller sends: goods with their numbers of pieces."""

    shop: Shop
    lines: tuple[tuple[Goods, int], ...]
    fate: Fate

    @property
    def goods_total(self) -> int:
        return sum(goods.price * quantity for goods, quantity in self.lines)


@dataclass(frozen=True)
class Plan:
    placed: datetime
    buyer: Buyer
    method: Method
    parts: tuple[Part, ...]
    is_by_demo_buyer: bool = False


class Planner:
    def __init__(self, rng: Random, world: World, *, seed: int, orders: int, now: datetime) -> None:
        self.rng = rng
        self.world = world
        self.now = now
        self.orders = orders
        self.buyers = Buyers(seed, world.communes)
        self.pool = max(len(world.communes), min(MOST, orders * 2 // 3))
        self.count = 0

    def plans(self, since: datetime) -> Iterator[Plan]:
        """In the order of placing; those that show every state at the demo cooperatives are among them."""
        shown = sorted(self._shown(), key=lambda plan: plan.placed)[: self.orders]
        moments = arrivals(self.rng, orders=self.orders - len(shown), since=since, until=self.now)
        return merge(shown, map(self._usual, moments), key=lambda plan: plan.placed)

    def _shown(self) -> Iterator[Plan]:
        for seller, wanted in zip(demo_sellers(), IN_EVERY_STATE, strict=False):
            shop = self.world.by_cooperative.get(seller.pk)
            if shop is None:
                continue
            for state in State:
                there = Consignment.objects.filter(cooperative=seller, state=state).count()
                for number in range(wanted - there):
                    yield self._standing(shop, state, is_by_demo_buyer=number == 0)

    def _standing(self, shop: Shop, state: State, *, is_by_demo_buyer: bool) -> Plan:
        placed, method, fate = draw_standing(self.rng, state=state, now=self.now)
        others = [other for other in self._sellers() if other is not shop][:1]
        parts = [Part(shop, self._lines(shop), fate)]
        parts += [Part(other, self._lines(other), self._fate(placed, method)) for other in others]
        return Plan(placed, self._buyer(), method, tuple(parts), is_by_demo_buyer)

    def _usual(self, placed: datetime) -> Plan:
        method = Method.BANK_TRANSFER if self.rng.random() < TRANSFERS else Method.CASH_ON_DELIVERY
        parts = (Part(shop, self._lines(shop), self._fate(placed, method)) for shop in self._sellers())
        return Plan(placed, self._buyer(), method, tuple(parts))

    def _fate(self, placed: datetime, method: Method) -> Fate:
        return draw_fate(self.rng, placed=placed, now=self.now, method=method)

    def _buyer(self) -> Buyer:
        """Every fifth order comes from the next province, so that all are there in a small run too."""
        self.count += 1
        provinces = len(self.world.communes)
        return self.buyers[self.count // 5 % provinces if self.count % 5 == 0 else self.rng.randrange(self.pool)]

    def _sellers(self) -> list[Shop]:
        wanted = min(self.rng.choices(*SELLERS)[0], len(self.world.shops))
        found: dict[int, Shop] = {}
        while len(found) < wanted:
            shop = self.rng.choices(self.world.shops, cum_weights=self.world.reach)[0]
            found[shop.cooperative.pk] = shop
        return [found[key] for key in sorted(found)]

    def _lines(self, shop: Shop) -> tuple[tuple[Goods, int], ...]:
        wanted = min(self.rng.choices(*LINES)[0], len(shop.goods))
        chosen = {goods.product_id: goods for goods in self.rng.choices(shop.goods, cum_weights=shop.reach, k=wanted)}
        return tuple(
            (goods, 1 if goods.price > 2_000_000 else self.rng.choices(*QUANTITIES)[0]) for goods in chosen.values()
        )
