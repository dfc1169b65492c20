import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from marketplace.core.oscar import oscar_model
from marketplace.fulfilment.models import Consignment
from marketplace.listings.models import StockMovement
from marketplace.operations.books import CHECKS, Check
from marketplace.payments.models import PaymentShare
from marketplace.reporting.models import SaleFact

COUNTED = {
    "stock records": oscar_model("partner", "StockRecord"),
    "stock movements": StockMovement,
    "orders": oscar_model("order", "Order"),
    "consignments": Consignment,
    "payment shares": PaymentShare,
    "facts": SaleFact,
}


class Command(BaseCommand):
    help = "Prove that stock, orders, payments and facts agree; name the differing rows and exit 1 when they do not."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        counts = {check.name: self._run(check) for check in CHECKS}
        differing = {name: count for name, count in counts.items() if count}
        if differing:
            raise CommandError(f"{sum(differing.values())} rows differ in: {', '.join(differing)}.")
        rows = ", ".join(f"{model._default_manager.count()} {name}" for name, model in COUNTED.items())
        self.stdout.write(f"The books agree ({len(CHECKS)} checks, {time.perf_counter() - started:.1f} s): {rows}.")

    def _run(self, check: Check) -> int:
        findings = check.run()
        if findings.count:
            self.stdout.write(f"{check.name}: {check.says}")
        for difference in findings.shown:
            self.stdout.write(f"  {difference}")
        if findings.count > len(findings.shown):
            self.stdout.write(f"  and {findings.count - len(findings.shown)} more")
        return findings.count
