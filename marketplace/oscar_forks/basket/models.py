from django.db.models import QuerySet
from oscar.apps.basket.abstract_models import AbstractBasket


class Basket(AbstractBasket):
    def all_lines(self) -> QuerySet:  # type: ignore[type-arg]
        """The lines with all that a page shows, in one statement (Oscar's own needs four a line)."""
        if self.pk is None:
            return self.lines.none()
        return self.lines.select_related(
            "stockrecord",
            "product__listing__cooperative__commune__province",
            "product__variant__listing__cooperative__commune__province",
        ).order_by("pk")


from oscar.apps.basket.models import *
