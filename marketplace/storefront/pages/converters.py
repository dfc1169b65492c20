from datetime import date


class DayConverter:
    """A day in an address: 2026-07-01."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Raises ValueError, which is Django's word for an address that does not match."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
