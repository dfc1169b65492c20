"""What becomes of a consignment: its steps with plausible times, cut off at the present."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from marketplace.core import clock
from marketplace.fulfilment.enums import REVERSED, State
from marketplace.orders.models import ReversalKind
from marketplace.payments.enums import Method

HOLD = timedelta(hours=24)
_SENT = (State.NEW, State.CONFIRMED, State.PACKED, State.SHIPPED)
# Outcome: its steps, how often it happens out of a thousand. `unpaid` is for transfers only.
OUTCOMES: dict[str, tuple[tuple[State, ...], int]] = {
    "delivered": ((*_SENT, State.DELIVERED), 880),
    "declined": ((State.NEW, State.DECLINED), 22),
    "declined_late": ((State.NEW, State.CONFIRMED, State.DECLINED), 8),
    "cancelled": ((State.NEW, State.CANCELLED), 25),
    "cancelled_late": ((State.NEW, State.CONFIRMED, State.CANCELLED), 15),
    "refused": ((*_SENT, State.RETURNED), 20),
    "returned": ((*_SENT, State.DELIVERED, State.RETURNED), 30),
    "unpaid": ((State.CANCELLED,), 90),
}
# Hours since the step before, from and to.
_GAPS: dict[State, tuple[float, float]] = {
    State.CONFIRMED: (0.5, 12),
    State.PACKED: (2, 26),
    State.SHIPPED: (1, 16),
    State.DELIVERED: (40, 130),
    State.RETURNED: (60, 200),
    State.DECLINED: (2, 20),
    State.CANCELLED: (0.5, 30),
}
_BY_DAY = (State.CONFIRMED, State.PACKED, State.SHIPPED, State.DELIVERED, State.DECLINED)
_REASONS: dict[str, tuple[str, ...]] = {
    "declined": ("Hết nguyên liệu, mẻ sau mới có.", "Mưa lũ, đường vào bản chưa thông.", "Hàng bị ẩm, không dám gửi."),
    "cancelled": ("Tôi đặt nhầm.", "Tôi đổi ý.", "Tôi đã mua ở chợ rồi.", ""),
    "refused": ("Người nhận không nghe máy.", "Người nhận từ chối nhận."),
    "returned": ("Hàng vỡ trên đường.", "Không đúng cỡ.", "Màu khác với ảnh."),
    "unpaid": ("",),
}


@dataclass(frozen=True)
class Step:
    state: State
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Fate:
    """The steps after placing that lie in the past, and the money that moved."""

    steps: tuple[Step, ...] = ()
    reversal: ReversalKind | None = None
    paid_at: datetime | None = None
    refunded_at: datetime | None = None

    @property
    def state(self) -> State:
        return self.steps[-1].state if self.steps else State.AWAITING_PAYMENT

    def at(self, state: State) -> datetime | None:
        return next((step.at for step in self.steps if step.state is state), None)


def draw_fate(rng: Random, *, placed: datetime, now: datetime, method: Method, outcome: str = "") -> Fate:
    outcome = outcome or _outcome(rng, method)
    slow = 3.0 if rng.random() < 0.12 else 1.0
    steps, at = [], placed
    for state in OUTCOMES[outcome][0]:
        at = _next(rng, state, at, placed, method, slow)
        steps.append(Step(state, at))
    last = steps[-1]
    if last.state in REVERSED:
        steps[-1] = replace(last, reason=rng.choice(_REASONS[outcome.removesuffix("_late")]))
    refund_after = timedelta(hours=rng.uniform(12, 150))
    fate = Fate(tuple(step for step in steps if step.at <= now))
    paid_at = fate.at(State.NEW if method is Method.BANK_TRANSFER else State.DELIVERED)
    if fate.state not in REVERSED:
        return replace(fate, paid_at=paid_at)
    refunded_at = fate.steps[-1].at + refund_after if paid_at else None
    if refunded_at and refunded_at > now:
        refunded_at = None
    kind = ReversalKind.UNPAID if outcome == "unpaid" else ReversalKind(fate.state.value)
    return Fate(fate.steps, kind, paid_at, refunded_at)


def _outcome(rng: Random, method: Method) -> str:
    names = [name for name in OUTCOMES if name != "unpaid" or method is Method.BANK_TRANSFER]
    return rng.choices(names, [OUTCOMES[name][1] for name in names])[0]


def _next(rng: Random, state: State, at: datetime, placed: datetime, method: Method, slow: float) -> datetime:
    if state is State.NEW:
        return at + timedelta(minutes=rng.uniform(4, 400)) if method is Method.BANK_TRANSFER else at
    if state is State.CANCELLED and at == placed and method is Method.BANK_TRANSFER:
        return placed + HOLD
    later = at + timedelta(hours=rng.uniform(*_GAPS[state]) * slow)
    return _by_day(rng, later) if state in _BY_DAY else later


def _by_day(rng: Random, at: datetime) -> datetime:
    """People work from seven to seven."""
    hour = at.astimezone(clock.VIETNAM).hour
    if 7 <= hour < 19:
        return at
    hours = 7 - hour if hour < 7 else 31 - hour
    return at + timedelta(hours=hours, minutes=rng.uniform(0, 90))


# How many days ago an order was placed whose consignment is now in this state, and which outcome leads there.
_AGES: dict[State, tuple[str, float, float]] = {
    State.AWAITING_PAYMENT: ("unpaid", 0, 0.9),
    State.NEW: ("delivered", 0, 0.4),
    State.CONFIRMED: ("delivered", 0.1, 1.5),
    State.PACKED: ("delivered", 0.3, 3),
    State.SHIPPED: ("delivered", 1, 6),
    State.DELIVERED: ("delivered", 8, 40),
    State.DECLINED: ("declined", 3, 30),
    State.CANCELLED: ("cancelled", 3, 30),
    State.RETURNED: ("returned", 22, 50),
}


def draw_standing(rng: Random, *, state: State, now: datetime) -> tuple[datetime, Method, Fate]:
    """A moment of placing, a way to pay and a fate that stands at `state` now."""
    outcome, newest, oldest = _AGES[state]
    method = Method.BANK_TRANSFER if state is State.AWAITING_PAYMENT else Method.CASH_ON_DELIVERY
    for _try in range(10_000):
        placed = now - timedelta(days=rng.uniform(newest, oldest))
        fate = draw_fate(rng, placed=placed, now=now, method=method, outcome=outcome)
        if fate.state is state:
            return placed, method, fate
    raise RuntimeError(f"no fate leads to {state}")  # pragma: no cover - each try has a chance of one in ten at least
