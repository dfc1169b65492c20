"""One small file per report."""

from marketplace.reporting.interface import Report
from marketplace.reporting.reports.fulfilment import FULFILMENT
from marketplace.reporting.reports.sales import SALES
from marketplace.reporting.reports.searches import SEARCHES

REPORTS: dict[str, Report] = {report.name: report for report in (SALES, FULFILMENT, SEARCHES)}

__all__ = ["FULFILMENT", "REPORTS", "SALES", "SEARCHES"]
