from typing import Any

from django.core.management.base import BaseCommand

from marketplace.operations.catalogue.pictures import look_at_cloth
from marketplace.search import services as search


class Command(BaseCommand):
    help = "Take colours and patterns of cloth whose pictures nobody looked at yet; may be stopped and run again."

    def handle(self, *args: Any, **options: Any) -> None:
        count = look_at_cloth(self.stdout.write)
        self.stdout.write(f"{count} pictures looked at.")
        search.drain()
