from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from marketplace.core.oscar import oscar_model
from marketplace.operations.demo import ACCOUNTS, PASSWORD, make_demo_accounts
from marketplace.operations.pending import has_pending_migrations
from marketplace.operations.startup import first_complaint
from marketplace.search import services as search

Order = oscar_model("order", "Order")
DEMO_ORDERS = 240


class Command(BaseCommand):
    help = "Bring database, catalogue, demonstration data and search index up to date; quick when they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-pictures", action="store_true", help="draw them at first request instead")

    def handle(self, *args: Any, **options: Any) -> None:
        complaint = first_complaint()
        if complaint:
            raise SystemExit(complaint)
        if has_pending_migrations():
            self.stdout.write("Database …")
            call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write("Catalogue …")
        call_command(
            "load_catalog", without_pictures=options["without_pictures"], stdout=self.stdout, stderr=self.stderr
        )
        if settings.DEBUG:
            make_demo_accounts()
        if (settings.DEBUG or settings.DEMO) and not Order.objects.exists():
            self.stdout.write("Demonstration orders …")
            call_command("simulate", orders=DEMO_ORDERS, years=1, seed=1, stdout=self.stdout)
        if search.needs_rebuild():
            self.stdout.write("Search index …")
            call_command("rebuild_search", stdout=self.stdout)
        search.plan_turns()
        self._say_where()

    def _say_where(self) -> None:
        if settings.DEBUG:
            self.stdout.write(f"\nDemo accounts, password {PASSWORD}:")
            for account in ACCOUNTS:
                self.stdout.write(f"  {account.email:32} {account.what}")
        self.stdout.write(f"\nChợ Phiên: http://127.0.0.1:{settings.PORT}\n")
