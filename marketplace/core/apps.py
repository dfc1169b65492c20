from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "marketplace.core"
    label = "core"

    def ready(self) -> None:
        # A process that enqueues (web, a command) must know the broker as well as the worker does.
        from marketplace import celery  # noqa: F401 - needs the settings
