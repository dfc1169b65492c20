"""Oscar's migrations, and after them our own."""

from oscar.apps.order import migrations as stock

__path__ += stock.__path__  # type: ignore[name-defined]
