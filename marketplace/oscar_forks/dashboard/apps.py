from typing import Any

from django.db.models.signals import post_save
from oscar.apps.dashboard.apps import DashboardConfig as OscarDashboardConfig


class DashboardConfig(OscarDashboardConfig):
    name = "marketplace.oscar_forks.dashboard"

    def ready(self) -> None:
        from marketplace.core.oscar import oscar_model
        from marketplace.oscar_forks import receivers

        super().ready()
        post_save.connect(
            receivers.follow_category, sender=oscar_model("catalogue", "Category"), dispatch_uid="follow_category"
        )

    def get_urls(self) -> list[Any]:
        from marketplace.oscar_forks.dashboard.doors import guarded

        return guarded(super().get_urls())
