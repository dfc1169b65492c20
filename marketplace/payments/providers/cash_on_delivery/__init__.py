"""Cash to the carrier: settled at once, the money is entered when the parcel is delivered."""

from collections.abc import Sequence
from datetime import datetime

from marketplace.payments.enums import Method
from marketplace.payments.interface import ShareToPay, Start


class Provider:
    method = Method.CASH_ON_DELIVERY.value

    def start(self, shares: Sequence[ShareToPay], now: datetime) -> Start:
        return Start(is_settled=True)
