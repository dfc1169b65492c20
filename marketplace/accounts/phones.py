"""Vietnamese telephone numbers: typed with 0 or +84, mobile or landline; stored as E.164."""

import phonenumbers
from django.utils.translation import gettext as _

from marketplace.core.errors import DomainError


def parse_phone(text: str) -> str:
    """E.164 of a number as a person types it. Raises DomainError."""
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number) or any(char.isalpha() for char in text):
        raise DomainError(_("This is not a telephone number. Write it like 0912 345 678 or +84 912 345 678."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_for_people(e164: str) -> str:
    """`0912 345 678`; foreign numbers in international form."""
    number = phonenumbers.parse(e164, "VN")
    style = phonenumbers.PhoneNumberFormat.NATIONAL
    if number.country_code != 84:
        style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
