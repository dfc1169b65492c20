"""Oscar's model classes as its loader finds them."""

from typing import Any

from oscar.core.loading import get_model


def oscar_model(app_label: str, name: str) -> Any:
    """Untyped on purpose: the stubs know Oscar's own classes, not the columns that our forks add."""
    return get_model(app_label, name)
