"""How many: whole pieces, as a person types them."""

from django.utils.translation import gettext as _

from marketplace.core.errors import DomainError
from marketplace.listings.services.stock import MAX_QUANTITY

LONGEST = 9  # digits: longer input is no quantity, and int() would refuse thousands of them


def parse_quantity(text: str, *, least: int = 1) -> int:
    """From `least` (0 or 1) to 9,999. Raises DomainError; `1.000` is refused, for it may mean one or a thousand."""
    typed = text.strip()
    is_whole = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST
    if not is_whole or not least <= int(typed) <= MAX_QUANTITY:
        raise DomainError(too_odd(least))
    return int(typed)


def too_odd(least: int) -> str:
    if least:
        return _("Write a whole number from 1 to 9,999.")
    return _("Write a whole number from 1 to 9,999, or 0 to take it out.")
