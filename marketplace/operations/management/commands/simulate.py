from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.operations.simulation.running import Done, NothingForSale, Wanted, simulate
from marketplace.search import services as search


def whole(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if number < 0:
        raise ArgumentTypeError(f"a whole number, not {text!r}")
    return number


class Command(BaseCommand):
    help = "Add realistic volume over the loaded catalogue: the same for the same seed, written in bulk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, default, text in (
            ("cooperatives", 0, "sellers to invent"),
            ("products", 0, "listings to invent"),
            ("orders", 0, "orders to place and follow"),
            ("years", 1, "how far back the orders go"),
            ("seed", 1, "another seed, another market"),
        ):
            parser.add_argument(f"--{name}", type=whole, default=default, metavar="N", help=f"{text} ({default})")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("cooperatives", "products", "orders", "years", "seed")
        try:
            done = simulate(Wanted(**{name: options[name] for name in names}), say=self.stdout.write)
        except NothingForSale as error:
            raise CommandError("No goods are for sale yet: run `manage.py load_catalog` first.") from error
        self._say(done)
        search.drain()

    def _say(self, done: Done) -> None:
        for label, count in sorted(done.rows.items()):
            self.stdout.write(f"  {count:>9} {label}")
        total = sum(done.rows.values())
        rate = total / max(done.seconds, 0.001)
        self.stdout.write(f"{total} rows in {done.seconds:.1f} s ({done.cpu:.1f} s CPU): {rate:.0f} rows/s.")
