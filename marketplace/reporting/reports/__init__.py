"""One small file per report."""

from marketplace.reporting.interface import Report
from marketplace.reporting.reports.fulfilment import FULFILMENT
from marketplace.reporting.reports.sales import SALES

REPORTS: dict[str, Report] = {report.name: report for report in (SALES, FULFILMENT)}

__all__ = ["FULFILMENT", "REPORTS", "SALES"]
