from django.apps import AppConfig


class CooperativesConfig(AppConfig):
    name = "marketplace.cooperatives"
    label = "cooperatives"
