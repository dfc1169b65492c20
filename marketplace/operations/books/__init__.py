"""Proves that the books agree (design decisions 1, 5 and 8): one statement for each check, on the database as it is.

Reads the tables of many rooms and writes none. `check_books` calls it.
"""

from marketplace.operations.books.checking import Check, Difference, Findings
from marketplace.operations.books.facts import FACTS
from marketplace.operations.books.orders import ORDERS
from marketplace.operations.books.payments import PAYMENTS
from marketplace.operations.books.stock import STOCK

CHECKS: tuple[Check, ...] = (*STOCK, *ORDERS, *PAYMENTS, *FACTS)

__all__ = ["CHECKS", "Check", "Difference", "Findings"]
