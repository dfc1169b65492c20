"""Money is whole đồng, in int."""

from collections.abc import Sequence

MAX_ORDER_TOTAL = 2_000_000_000
NO_BREAK_SPACE = "\u00a0"


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Parts of `amount` in proportion to `weights`, by largest remainder; they sum to `amount` exactly.

    Equal remainders go to the earlier part. Weights are >= 0; all zero counts as all equal.
    """
    if not weights:
        raise ValueError("nothing to split over")
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    shares = list(weights) if any(weights) else [1] * len(weights)
    total = sum(shares)
    sign = -1 if amount < 0 else 1
    parts = [abs(amount) * share // total for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: (-(abs(amount) * shares[i] % total), i))
    for index in by_remainder[: abs(amount) - sum(parts)]:
        parts[index] += 1
    return [sign * part for part in parts]


def grouped(amount: int, language: str = "vi") -> str:
    """1234567 as 1.234.567 (English: 1,234,567), without the currency sign."""
    text = f"{amount:,}"
    return text if language.startswith("en") else text.replace(",", ".")


def in_words(amount: int, language: str = "vi") -> str:
    """For running text: `32.000 ₫` with a no-break space; English `₫32,000`."""
    if language.startswith("en"):
        return f"₫{grouped(amount, language)}"
    return f"{grouped(amount, language)}{NO_BREAK_SPACE}₫"
