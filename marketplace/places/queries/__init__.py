from marketplace.places.queries.lists import (
    commune_positions,
    communes_by_code,
    communes_of,
    current_communes,
    current_provinces,
    old_names_by_commune,
    old_names_by_province,
    old_names_of,
    old_provinces_of,
    places_before,
    provinces_of_both_maps,
)
from marketplace.places.queries.lookup import PlaceFound, place_for, province_named
from marketplace.places.queries.typeahead import CommuneSuggestion, communes_matching

__all__ = [
    "CommuneSuggestion",
    "PlaceFound",
    "commune_positions",
    "communes_by_code",
    "communes_matching",
    "communes_of",
    "current_communes",
    "current_provinces",
    "old_names_by_commune",
    "old_names_by_province",
    "old_names_of",
    "old_provinces_of",
    "place_for",
    "places_before",
    "province_named",
    "provinces_of_both_maps",
]
