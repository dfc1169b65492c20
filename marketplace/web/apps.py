from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "marketplace.web"
    label = "web"

    def ready(self) -> None:
        from django.core.signals import request_finished  # apps are loaded

        from marketplace.web.tallies import write_after_response  # needs models

        request_finished.connect(write_after_response)
