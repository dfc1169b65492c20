from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "marketplace.search"
    label = "shelves"  # Oscar's own search app holds the label "search"
