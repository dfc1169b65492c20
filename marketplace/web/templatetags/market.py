"""Money, days, pictures, icons and the two languages in templates."""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.core import clock, money

register = template.Library()
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+")
WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Sellers write units in Vietnamese; a word that is not here stays as it is.
UNITS_EN = {
    "bánh": "cake", "bó": "bunch", "bộ": "set", "bức": "picture", "chai": "bottle", "chùm": "bunch", "chậu": "pot",
    "chục": "ten", "con": "piece", "cuốn": "book", "cái": "piece", "cây": "plant", "cặp": "pair", "củ": "root",
    "ghè": "jar", "gói": "pack", "hũ": "jar", "hộp": "box", "khay": "tray", "kg": "kg", "lọ": "jar", "lốc": "pack",
    "mét": "metre", "phiếu": "voucher", "quả": "piece", "thùng": "crate", "túi": "bag", "túm": "bundle",
    "tấm": "piece", "vỉ": "tray", "xấp": "length", "đêm": "night", "đôi": "pair", "ống": "tube",
}  # fmt: skip


def language() -> str:
    return (get_language() or "vi")[:2]


@register.filter
def vnd(amount: Any) -> str:
    """In running text: `32.000 ₫`, English `₫32,000`."""
    return money.in_words(int(amount or 0), language())


@register.filter
def price(amount: Any) -> SafeString:
    """Set large, the sign small and raised (LANGUAGE.md)."""
    return format_html("{}<i>₫</i>", money.grouped(int(amount or 0), language()))


@register.filter
def number(value: Any) -> str:
    """1.234 in Vietnamese, 1,234 in English."""
    return money.grouped(int(value or 0), language())


@register.filter
def day(value: date | datetime | None) -> str:
    """`Thứ Hai 12/10`, English `Mon 12 Oct`; moments are shown as the day in Vietnam."""
    if value is None:
        return ""
    when = clock.day_of(value) if isinstance(value, datetime) else value
    if language() == "en":
        return f"{WEEKDAYS_EN[when.weekday()]} {when.day} {when:%b}"
    return f"{WEEKDAYS_VI[when.weekday()]} {when.day}/{when.month}"


@register.filter
def month_name(value: date | None) -> str:
    """`tháng 11`, English `November`."""
    if value is None:
        return ""
    name = str(MONTHS[value.month])
    return name if language() == "en" else name.lower()


@register.filter
def full_day(value: date | None) -> str:
    """With its year: `14/3/2028`, English `14 Mar 2028`."""
    if value is None:
        return ""
    return f"{value.day} {value:%b} {value.year}" if language() == "en" else f"{value.day}/{value.month}/{value.year}"


@register.filter
def unit_name(unit: str) -> str:
    return UNITS_EN.get(unit, unit) if language() == "en" else unit


@register.filter
def in_language(thing: Any, name: str) -> str:
    """`listing|in_language:"title"` is `title_en` on English pages where there is one, else `title_vi`."""
    english = getattr(thing, f"{name}_en", "") if language() == "en" else ""
    return english or getattr(thing, f"{name}_vi", "")


@register.filter
def sentences(text: str, count: int) -> str:
    """The first few, whole: nothing is cut in the middle."""
    return " ".join(_SENTENCE_ENDS.split(text, maxsplit=count)[:count])


@register.filter
def weight(grams: int | None) -> str:
    """`320 g`, `1,5 kg` (English `1.5 kg`)."""
    if not grams:
        return ""
    if grams < 1000:
        return f"{grams} g"
    text = f"{grams / 1000:.2f}".rstrip("0").rstrip(".")
    return f"{text if language() == 'en' else text.replace('.', ',')} kg"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One of the sprite's line icons; hidden from screen readers unless it has a label."""
    href = f"{static('icons.svg')}#{name}"
    if label:
        return format_html('<svg class="i" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"></use></svg>', href)


@register.simple_tag
def icon_link() -> SafeString:
    """The mark for the browser's tab, in the page itself: a request less on every first visit."""
    return format_html('<link rel="icon" href="data:image/svg+xml,{}" type="image/svg+xml">', _mark())


@cache
def _mark() -> str:
    found = finders.find("mark.svg")
    return quote(Path(str(found)).read_text().replace('"', "'"), safe=" /:=',;-().") if found else ""


@register.simple_tag
def picture_url(key: Any, width: int = 400, extension: str = "webp") -> str:
    return f"/pictures/{getattr(key, 'hex', key)}/{width}.{extension}"


@register.simple_tag
def picture_alt(shown: Any) -> str:
    """Of a listing's picture; drawn ones say so first."""
    alt = in_language(shown, "alt")
    return _("Illustration: %(what)s") % {"what": alt} if shown.is_illustration else alt


@register.simple_tag
def stars_label(stars: int) -> str:
    return _("OCOP %(stars)d stars") % {"stars": stars}
