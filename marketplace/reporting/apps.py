from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportingConfig(AppConfig):
    name = "marketplace.reporting"
    label = "reporting"

    def ready(self) -> None:
        from marketplace.reporting import triggers

        post_migrate.connect(triggers.install, sender=self)
