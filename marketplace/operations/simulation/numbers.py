"""Order numbers and transfer codes like the house's own, none twice, the same for the same seed."""

from collections.abc import Iterable

from marketplace.core.oscar import oscar_model
from marketplace.payments.models import PaymentShare
from marketplace.payments.services import CODE_LETTERS

Order = oscar_model("order", "Order")
LENGTH = 8
_ALL = len(CODE_LETTERS) ** LENGTH
_STEP = 233_494_475_989  # odd and no multiple of seven: it visits every number before one comes again


class Numbers:
    def __init__(self, start: int) -> None:
        self.place = start % _ALL

    def take(self, count: int) -> list[str]:
        """So many that neither an order nor a payment share has."""
        found: list[str] = []
        while len(found) < count:
            drawn = [self._next() for _number in range(count - len(found))]
            taken = _taken(drawn)
            found += [number for number in drawn if number not in taken]
        return found

    def _next(self) -> str:
        self.place = rest = (self.place + _STEP) % _ALL
        letters = []
        for _letter in range(LENGTH):
            rest, letter = divmod(rest, len(CODE_LETTERS))
            letters.append(CODE_LETTERS[letter])
        return "CP" + "".join(letters)


def _taken(numbers: Iterable[str]) -> set[str]:
    wanted = list(numbers)
    orders = Order.objects.filter(number__in=wanted).values_list("number", flat=True)
    shares = PaymentShare.objects.filter(code__in=wanted).values_list("code", flat=True)
    return {*orders, *shares}
