"""The whole country, for the tests that ask where something is today."""

from tests.integration.places.conftest import place_files, place_rows, whole_country  # noqa: F401
