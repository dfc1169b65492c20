import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.search import services
from marketplace.search.interface import SearchFailed, SearchUnavailable


class Command(BaseCommand):
    help = "Build the search index from the database, beside the living one, and put it in its place."

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()

        def progress(count: int) -> None:
            rate = count / max(time.monotonic() - began, 0.001)
            self.stdout.write(f"  {count:,} listings, {rate:,.0f} a second")

        try:
            rebuilt = services.rebuild(progress=progress)
        except SearchUnavailable as error:
            raise CommandError(f"Nothing was changed, the search engine is not to be had: {error}") from error
        except SearchFailed as error:
            raise CommandError(f"Nothing was changed, the search engine refuses: {error}") from error
        self.stdout.write(f"{rebuilt.documents:,} listings in {rebuilt.seconds:.1f} s, {rebuilt.rate:,} a second.")
        services.drain()
