"""What a way to pay must answer. A provider never sees a request, a session or a consignment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class ShareToPay:
    code: str
    amount: int


@dataclass(frozen=True)
class Start:
    """`is_settled`: goods may leave before the money comes. `redirect_url`: where the buyer pays, if elsewhere."""

    is_settled: bool
    hold_until: datetime | None = None
    redirect_url: str | None = None


class PaymentProvider(Protocol):
    method: str

    def start(self, shares: Sequence[ShareToPay], now: datetime) -> Start: ...
