from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from oscar.apps.partner.abstract_models import AbstractStockRecord


class StockRecord(AbstractStockRecord):
    """One per sellable product (design decision 1). What is ordered never exceeds what is there."""

    class Meta(AbstractStockRecord.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(name="one_stock_record_per_product", fields=["product"]),
            models.CheckConstraint(
                name="stock_not_oversold",
                condition=Q(num_in_stock__gte=Coalesce(F("num_allocated"), 0))
                & (Q(num_allocated__gte=0) | Q(num_allocated__isnull=True)),
            ),
            models.CheckConstraint(name="price_not_negative", condition=Q(price__gte=0) | Q(price__isnull=True)),
        ]


from oscar.apps.partner.models import *
