from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.operations.catalogue.loading import BadCatalogue, load_catalogue
from marketplace.operations.catalogue.pictures import draw_cards, look_at_cloth
from marketplace.search import services as search

SHOWN = 40


class Command(BaseCommand):
    help = "Load a catalogue folder; the same folder again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", default=str(Path(settings.THEMES).parent / "catalog_fixtures"))
        parser.add_argument("--without-pictures", action="store_true", help="draw them at first request instead")

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stdout.write
        try:
            loaded = load_catalogue(Path(options["folder"]), say)
        except BadCatalogue as bad:
            for problem in bad.problems[:SHOWN]:
                self.stderr.write(str(problem))
            rest = len(bad.problems) - SHOWN
            more = f" ({rest} more)" if rest > 0 else ""
            raise CommandError(f"{len(bad.problems)} problems{more}; nothing was changed.") from bad
        say(f"{loaded.sellers} sellers, {loaded.listings} listings; {loaded.written} written.")
        if not options["without_pictures"]:
            drawn = draw_cards(say)
            say(f"{drawn} pictures drawn.")
            look_at_cloth(say)
        search.drain()
