from django.apps import AppConfig


class ClassificationsConfig(AppConfig):
    name = "marketplace.classifications"
    label = "classifications"
