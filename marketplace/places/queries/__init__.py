from marketplace.places.queries.lists import (
    communes_by_code,
    communes_of,
    current_provinces,
    old_names_by_commune,
    old_names_of,
    old_provinces_of,
)
from marketplace.places.queries.lookup import PlaceFound, place_for, province_named
from marketplace.places.queries.typeahead import CommuneSuggestion, communes_matching

__all__ = [
    "CommuneSuggestion",
    "PlaceFound",
    "communes_by_code",
    "communes_matching",
    "communes_of",
    "current_provinces",
    "old_names_by_commune",
    "old_names_of",
    "old_provinces_of",
    "place_for",
    "province_named",
]
